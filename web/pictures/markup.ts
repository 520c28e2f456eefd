/** SVG as text. */

export type Attributes = Readonly<Record<string, string | number | null>>;

export function tag(name: string, attributes: Attributes, inside = ''): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== '')
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? number(value) : escaped(String(value))}"`);
  return inside === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inside}</${name}>`;
}

/** As short as can be, and exact to a hundredth of a px. */
export function number(value: number): string {
  return String(Math.round(value * 100) / 100 || 0);
}

/** What XML has no place for, whoever has written it: such a picture would not open. */
const NO_LETTER = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function escaped(text: string): string {
  const letters = text.replaceAll(NO_LETTER, '\ufffd');
  return letters.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
