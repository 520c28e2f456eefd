/**
 * The two languages. A part asks for a sentence by its key; keys and places are checked by a test to be the same in both.
 * A reader loads the words of one language, those that all protocols share and those of one protocol, and others when
 * they are wanted. A protocol may say in its own words what others say as well.
 */

import type { Lang } from '../model';
import { entryOf } from '../protocols/registry';
import type { Args, ProtocolName } from '../types';
import { isolated } from './isolate';

export type Dictionary = Readonly<Record<string, string>>;

export interface Translate {
  /** The sentence of that key in the reader's language, with `{name}` replaced by the argument of that name. */
  (key: string, args?: Args): string;
  /** Whether there is a sentence of that key. */
  has(key: string): boolean;
}

const LOADERS: Readonly<Record<Lang, () => Promise<Dictionary>>> = {
  en: async () => (await import('./en')).en,
  zh: async () => (await import('./zh')).zh,
};

/** Names the words that all protocols share, among those of the protocols. */
const SHARED = '';

/** The words that are there, and the translators that speak them. */
const words: Readonly<Record<Lang, Map<string, Dictionary>>> = { en: new Map(), zh: new Map() };
const translators: Readonly<Record<Lang, Map<string, Translate>>> = { en: new Map(), zh: new Map() };

/** Whether there are words for this language, and for this protocol in it. */
export function speaks(lang: Lang, protocol?: ProtocolName): boolean {
  return words[lang].has(SHARED) && (protocol === undefined || words[lang].has(protocol));
}

/** Loads the words of a language, and of a protocol in it, once. */
export async function speak(lang: Lang, protocol?: ProtocolName): Promise<void> {
  await Promise.all([
    words[lang].has(SHARED) ? null : LOADERS[lang]().then((shared) => learn(lang, shared)),
    protocol === undefined || words[lang].has(protocol)
      ? null
      : entryOf(protocol)
          .words[lang]()
          .then((own) => words[lang].set(protocol, own.words)),
  ]);
}

/** Words that all protocols share, also those of a part that is loaded only when somebody uses it. */
export function learn(lang: Lang, more: Dictionary): void {
  words[lang].set(SHARED, { ...words[lang].get(SHARED), ...more });
}

/** Speaks the words that are there when it is asked. */
export function translator(lang: Lang, protocol: ProtocolName | typeof SHARED = SHARED): Translate {
  const known = translators[lang].get(protocol);
  if (known) return known;
  const find = (key: string) => words[lang].get(protocol)?.[key] ?? words[lang].get(SHARED)?.[key];
  const translate = (key: string, args?: Args) => {
    const sentence = find(key);
    if (sentence === undefined) return withoutWords(key);
    return sentence.replace(PLACE, (_, name: string) => {
      const value = args?.[name];
      return value === undefined ? NOT_SAID : typeof value === 'string' ? isolated(value) : `${value}`;
    });
  };
  const made = Object.assign(translate, { has: (key: string) => find(key) !== undefined });
  translators[lang].set(protocol, made);
  return made;
}

/** An argument's place in a sentence. */
const PLACE = /\{([\w-]+)\}/g;
const NOT_SAID = '…';

/** While one writes the page, what has no words yet is marked; a reader gets what the key itself says. */
function withoutWords(key: string): string {
  return import.meta.env.DEV ? `⟦${key}⟧` : wordsOf(key);
}

/** What stands behind the last dot, `vote-granted`, as `vote granted`. */
export function wordsOf(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1).replaceAll('-', ' ');
}

/** The language of the reader's browser, as far as we speak it. */
export function preferredLang(languages: readonly string[]): Lang {
  for (const language of languages) {
    if (language.startsWith('zh')) return 'zh';
    if (language.startsWith('en')) return 'en';
  }
  return 'en';
}
