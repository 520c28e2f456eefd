/** How the text of a lesson is set. */

/** What a line of text must not part: `x = 5`, `{A B C}`, `SET x 5`. Bounded, as a text of anybody's may be one word without end. */
const TOGETHER = /\b\w{1,24} = \w{1,24}|\{[^{}]{1,15}\}|\b[A-Z]{3} [a-z]\b(?: \d{1,15})?/g;

/** Each line of it is a paragraph. */
export function paragraphs(text: string): readonly string[] {
  return text
    .replace(TOGETHER, (part) => part.replaceAll(' ', '\u00a0'))
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
