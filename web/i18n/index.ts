/**
 * The two languages. A part asks for a sentence by its key; keys and places are checked by a test to be the same in both.
 * A reader loads the words of one language, and those of the other on switching to it.
 */

import type { Lang } from '../model';
import type { Args } from '../types';

export type Dictionary = Readonly<Record<string, string>>;

/** The sentence of that key in the reader's language, with `{name}` replaced by the argument of that name. */
export type Translate = (key: string, args?: Args) => string;

/** The words that are there, by language. */
export const DICTIONARIES: Record<Lang, Dictionary> = { en: {}, zh: {} };

const LOADERS: Readonly<Record<Lang, () => Promise<Dictionary>>> = {
  en: async () => (await import('./en')).en,
  zh: async () => (await import('./zh')).zh,
};

const spoken = new Set<Lang>();

/** Whether there are words for this language. */
export function speaks(lang: Lang): boolean {
  return spoken.has(lang);
}

/** Loads the words of a language, once. */
export async function speak(lang: Lang): Promise<void> {
  if (speaks(lang)) return;
  const words = await LOADERS[lang]();
  DICTIONARIES[lang] = { ...DICTIONARIES[lang], ...words };
  spoken.add(lang);
}

/** The words of a part that is loaded only when somebody uses it. */
export function learn(words: Readonly<Record<Lang, Dictionary>>): void {
  for (const lang of ['en', 'zh'] as const) DICTIONARIES[lang] = { ...DICTIONARIES[lang], ...words[lang] };
}

/** Whether there is a sentence of that key: in one language as in the other. */
export function hasWords(key: string): boolean {
  return key in DICTIONARIES.en || key in DICTIONARIES.zh;
}

export function translator(lang: Lang): Translate {
  return TRANSLATORS[lang];
}

const TRANSLATORS: Readonly<Record<Lang, Translate>> = { en: translateBy('en'), zh: translateBy('zh') };

function translateBy(lang: Lang): Translate {
  return (key, args) => {
    const sentence = DICTIONARIES[lang][key];
    // Marked so that a reader sees at once, and a test finds, what has no words yet.
    if (sentence === undefined) return `⟦${key}⟧`;
    return args ? sentence.replace(/\{([\w-]+)\}/g, (place, name: string) => String(args[name] ?? place)) : sentence;
  };
}

/** The language of the reader's browser, as far as we speak it. */
export function preferredLang(languages: readonly string[]): Lang {
  for (const language of languages) {
    if (language.startsWith('zh')) return 'zh';
    if (language.startsWith('en')) return 'en';
  }
  return 'en';
}
