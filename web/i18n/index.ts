/**
 * What a stage says, in a reader's language. A part asks for a sentence by its key. A reader loads the words of one language,
 * those that all protocols share and those of one protocol, and others when they are wanted. A protocol may say in its own
 * words what others say as well.
 */

import type { Lang } from '../model';
import type { Args, ProtocolName } from '../types';
import { isolated } from './isolate';
import { type Dictionary, loadWords, type Volume } from './languages';

export interface Translate {
  /** The sentence of that key in the reader's language, with `{name}` replaced by the argument of that name. */
  (key: string, args?: Args): string;
  /** Whether there is a sentence of that key. */
  has(key: string): boolean;
}

/** Names the words that all protocols share, among those of the protocols. */
const SHARED = 'page';
const COURSES = 'courses';

/** The words that are there, by language and file, and the translators that speak them. */
const words = new Map<string, Dictionary>();
const translators = new Map<string, Translate>();
/** By volume, language and file. */
const spoken = new Set<string>();
/** Which volumes somebody has needed so far. */
const volumes = new Set<Volume>(['first']);

/** What is needed to speak of a protocol: volume, language and file. */
function wantedFor(lang: Lang, protocol: ProtocolName, of: Iterable<Volume> = volumes): readonly string[] {
  return [...of].flatMap((volume) => {
    return filesOf(volume, protocol).map((file) => `${volume} ${lang} ${file}`);
  });
}

function filesOf(volume: Volume, protocol: ProtocolName): readonly string[] {
  if (volume === 'rules') return protocol === SHARED ? [] : [protocol];
  return volume === 'first' || volume === 'late' ? [SHARED, protocol] : [COURSES];
}

/** Whether there are words for this language, and for this protocol in it. */
export function speaks(lang: Lang, protocol: ProtocolName = SHARED): boolean {
  return wantedFor(lang, protocol).every((wanted) => spoken.has(wanted));
}

/** Loads the words of a language, and of a protocol in it, once. */
export async function speak(lang: Lang, protocol: ProtocolName = SHARED): Promise<void> {
  await Promise.all(wantedFor(lang, protocol).map(load));
}

/** From now on with those of this volume, for all that is spoken by then. */
export async function speakOf(volume: Volume): Promise<void> {
  const now = [...spoken].map((known) => known.split(' ') as [Volume, Lang, ProtocolName]);
  const spokenOf = now.filter(([known]) => known === 'first');
  await Promise.all(spokenOf.flatMap(([, lang, protocol]) => wantedFor(lang, protocol, [volume])).map(load));
  volumes.add(volume);
}

/** From now on with the words of panels. */
export function speakOfPanels(): Promise<void> {
  return speakOf('late');
}

/** What the terms mean, in one more language. */
export async function speakOfTermsIn(lang: Lang): Promise<void> {
  await Promise.all(wantedFor(lang, SHARED, ['glossary']).map(load));
}

async function load(wanted: string): Promise<void> {
  if (spoken.has(wanted)) return;
  const [volume, lang, file] = wanted.split(' ') as [Volume, Lang, string];
  const more = await loadWords(volume, lang, file);
  const place = `${lang} ${file}`;
  words.set(place, { ...words.get(place), ...more });
  spoken.add(wanted);
}

/** Speaks the words that are there when it is asked. */
export function translator(lang: Lang, protocol: ProtocolName = SHARED): Translate {
  const own = `${lang} ${protocol}`;
  const known = translators.get(own);
  if (known) return known;
  const places = [own, `${lang} ${SHARED}`, `${lang} ${COURSES}`];
  const find = (key: string) => {
    for (const place of places) {
      const said = words.get(place)?.[key];
      if (said !== undefined) return said;
    }
    return undefined;
  };
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
  translators.set(own, made);
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
