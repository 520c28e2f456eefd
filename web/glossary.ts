/**
 * The glossary: terms, and where they stand in the paper. Their names, the forms in which they stand in texts, and a sentence
 * for each are words: `glossary.leader.says`. Loaded with the first lesson, or when it is opened.
 */

import { speakOf, translator } from './i18n/index';
import { addLanguages } from './i18n/languages';
import type { Lang } from './model';

export interface GlossaryTerm {
  readonly id: string;
  readonly paper: string;
}

/** A piece of a text: plain, or a term as it is written there. */
export type TextPiece = string | { readonly term: GlossaryTerm; readonly text: string };

addLanguages({
  glossary: import.meta.glob('../languages/*/courses.json', { query: '?glossary', import: 'default' }),
});

let terms: readonly GlossaryTerm[] = [];

/** What marks the terms of a language, and which term a form is of. */
interface Marking {
  readonly pattern: RegExp;
  readonly terms: ReadonlyMap<string, GlossaryTerm>;
}

const markings = new Map<Lang, Marking>();

export async function loadGlossary(): Promise<void> {
  const [{ default: all }] = await Promise.all([import('../courses/glossary.json'), speakOf('glossary')]);
  terms = all;
}

/** In the order of the file: what belongs together stands together. Empty before `loadGlossary`. */
export function glossary(): readonly GlossaryTerm[] {
  return terms;
}

/** The text in pieces. A term is marked where it stands first, and those in `seen`, which grows by it, nowhere. */
export function markTerms(text: string, lang: Lang, seen: Set<string>): readonly TextPiece[] {
  if (terms.length === 0) return [text];
  const marking = markingOf(lang);
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const { index, 0: found } of text.matchAll(marking.pattern)) {
    const term = marking.terms.get(found);
    if (!term || seen.has(term.id)) continue;
    seen.add(term.id);
    pieces.push(text.slice(from, index), { term, text: found });
    from = index + found.length;
  }
  return [...pieces, text.slice(from)].filter((piece) => piece !== '');
}

/** The longest first: a term may stand in another. Whole words, where words have spaces between them. */
function markingOf(lang: Lang): Marking {
  const known = markings.get(lang);
  if (known) return known;
  const forms = new Map<string, GlossaryTerm>();
  for (const term of terms)
    for (const form of formsOf(term, lang))
      for (const written of [form, capital(form)]) if (!forms.has(written)) forms.set(written, term);
  const longest = [...forms.keys()].sort((one, other) => other.length - one.length);
  const spaced = longest.filter((form) => SPACED.test(form)).map(literally);
  const others = longest.filter((form) => !SPACED.test(form)).map(literally);
  const whole = `(?<![${LETTERS}-])(?:${spaced.join('|')})(?![${LETTERS}-])`;
  const pattern = new RegExp([whole, ...others].join('|'), 'g');
  const made = { pattern, terms: forms };
  markings.set(lang, made);
  return made;
}

/** Letters and figures of scripts that have spaces between words. */
const LETTERS = '\\w\\u00c0-\\u1fff';
const SPACED = new RegExp(`^[${LETTERS}]`);

function literally(form: string): string {
  return form.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

/** As it may stand in a text. */
function formsOf({ id }: GlossaryTerm, lang: Lang): readonly string[] {
  return translator(lang)(`glossary.${id}.forms`)
    .split(/\s*[,，、]\s*/)
    .filter(Boolean);
}

/** As it stands at the beginning of a sentence. */
function capital(form: string): string {
  return form.charAt(0).toUpperCase() + form.slice(1);
}
