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
