/** What a lesson says, in the reader's language, or else in one that it has. */

import type { Lang } from './model';
import type { Texts } from './types';

/** Where it is not said in that language, in English; else in the first that it is said in. */
export function inLanguage(texts: Texts, lang: Lang): string {
  const own = texts.find((said) => said.lang === lang) ?? texts.find((said) => said.lang.startsWith(`${lang}-`));
  return (own ?? texts.find((said) => said.lang === 'en') ?? texts[0])?.text ?? '';
}

/** Each line of it is a paragraph. */
export function paragraphs(text: string): readonly string[] {
  return text
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
