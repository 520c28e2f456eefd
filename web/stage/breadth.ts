/** How much room texts take that are drawn, about: before they are drawn nobody knows. */

/** How broad a sign is beside its height, about: a capital takes more than half of it, a Chinese sign all of it. */
function share(sign: string): number {
  if (sign > '\u2e80') return 1;
  return sign >= 'A' && sign <= 'Z' ? 0.7 : 0.58;
}

/** How broad a text is, about. */
export function breadth(text: string, font: number): number {
  let sum = 0;
  for (const sign of text) sum += share(sign);
  return font * sum;
}

/** As much of a text as fits: however long it is, no more of it is looked at. */
export function clip(text: string, width: number, font: number): string {
  const room = width / font;
  const end = share('…');
  let sum = 0;
  /** How much of it fits with the sign that something is left out. */
  let kept = '';
  for (const sign of text) {
    if (sum + share(sign) + end <= room || kept === '') kept = text.slice(0, kept.length + sign.length);
    sum += share(sign);
    if (sum > room) return `${kept}…`;
  }
  return text;
}
