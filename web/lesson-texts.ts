/** What a lesson says, in the reader's language, or else in one that it has. */

import { ENGLISH } from './i18n/languages';
import type { Lang } from './model';
import type { Texts } from './types';

/** Where it is not said in that language, in English; else in the first that it is said in. */
export function inLanguage(texts: Texts, lang: Lang): string {
  const read = nearestLang(
    texts.map((said) => said.lang),
    lang,
  );
  return texts.find((said) => said.lang === read)?.text ?? '';
}

/** The language, or one that is like it, as `zh-TW` is like `zh`; else English; else the first. */
export function nearestLang(langs: readonly string[], lang: Lang): string | undefined {
  const primary = (of: string) => of.split('-')[0];
  const own = langs.find((one) => one === lang) ?? langs.find((one) => primary(one) === primary(lang));
  return own ?? langs.find((one) => one === ENGLISH) ?? langs[0];
}

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
