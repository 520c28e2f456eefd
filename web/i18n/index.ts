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

/** Names the words that all protocols share, among those of the protocols. */
const SHARED = '';

/**
 * Words that a stage needs at once, and those that are loaded when somebody opens a panel or is about to do something: of such
 * panels, of refusals, settings and guarantees, and of events that only a command leads to.
 */
type Volume = 'words' | 'panelWords';

type Loaders = Readonly<Record<Volume, Readonly<Record<Lang, () => Promise<Dictionary>>>>>;

const SHARED_LOADERS: Loaders = {
  words: { en: async () => (await import('./en')).en, zh: async () => (await import('./zh')).zh },
  panelWords: {
    en: async () => (await import('./panels.en')).words,
    zh: async () => (await import('./panels.zh')).words,
  },
};

/** The words that are there, and the translators that speak them. */
const words: Readonly<Record<Lang, Map<string, Dictionary>>> = { en: new Map(), zh: new Map() };
const translators: Readonly<Record<Lang, Map<string, Translate>>> = { en: new Map(), zh: new Map() };
const spoken: Readonly<Record<Volume, Set<string>>> = { words: new Set(), panelWords: new Set() };
/** Which parts somebody has needed so far. */
const parts = new Set<Volume>(['words']);

/** Whether there are words for this language, and for this protocol in it. */
export function speaks(lang: Lang, protocol: ProtocolName = SHARED): boolean {
  return [...parts].every((part) => spoken[part].has(`${lang} `) && spoken[part].has(`${lang} ${protocol}`));
}

/** Loads the words of a language, and of a protocol in it, once. */
export async function speak(lang: Lang, protocol: ProtocolName = SHARED): Promise<void> {
  const wanted = [...parts].flatMap((part) => [load(part, lang, SHARED), load(part, lang, protocol)]);
  await Promise.all(wanted);
}

/** From now on with the words of panels, for all that is spoken by then. */
export async function speakOfPanels(): Promise<void> {
  const now = [...spoken.words].map((pair) => pair.split(' ') as [Lang, string]);
  await Promise.all(now.map(([lang, protocol]) => load('panelWords', lang, protocol)));
  parts.add('panelWords');
}

async function load(part: Volume, lang: Lang, protocol: string): Promise<void> {
  const pair = `${lang} ${protocol}`;
  if (spoken[part].has(pair)) return;
  const more =
    protocol === SHARED
      ? SHARED_LOADERS[part][lang]()
      : entryOf(protocol)
          [part][lang]()
          .then((own) => own.words);
  add(lang, protocol, await more);
  spoken[part].add(pair);
}

function add(lang: Lang, protocol: string, more: Dictionary): void {
  words[lang].set(protocol, { ...words[lang].get(protocol), ...more });
}

/** Words that all protocols share, of a part that brings its own. */
export function learn(lang: Lang, more: Dictionary): void {
  add(lang, SHARED, more);
}

/** Speaks the words that are there when it is asked. */
export function translator(lang: Lang, protocol: ProtocolName = SHARED): Translate {
  const known = translators[lang].get(protocol);
  if (known) return known;
  const find = (key: string) => words[lang].get(protocol)?.[key] ?? words[lang].get(SHARED)?.[key];
  const translate = (key: string, args?: Args) => {
    const sentence = find(key);
    if (sentence === undefined) return withoutWords(key);
    const said = sentence.replace(PART, (_, part: string, name: string) => (args?.[name] === '' ? '' : part));
    return said.replace(PLACE, (_, name: string) => {
      const value = args?.[name];
      return value === undefined ? NOT_SAID : typeof value === 'string' ? isolated(value) : `${value}`;
    });
  };
  const made = Object.assign(translate, { has: (key: string) => find(key) !== undefined });
  translators[lang].set(protocol, made);
  return made;
}

/** What is left out of a sentence where its argument is empty. */
const PART = /\[([^\]]*\{([\w-]+)\}[^\]]*)\]/g;
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
