/** The glossary: terms, a sentence each, and where they stand in the paper. Loaded with the first lesson, or when it is opened. */

import type { Lang } from './model';

interface TermWords {
  readonly term: string;
  /** As it may stand in a text. */
  readonly forms: readonly string[];
  readonly says: string;
}

export type GlossaryTerm = Readonly<Record<Lang, TermWords>> & {
  readonly id: string;
  readonly paper: string;
};

/** A piece of a text: plain, or a term as it is written there. */
export type TextPiece = string | { readonly term: GlossaryTerm; readonly text: string };

let terms: readonly GlossaryTerm[] = [];
const patterns = new Map<Lang, RegExp>();

export async function loadGlossary(): Promise<void> {
  if (terms.length === 0) ({ default: terms } = await import('../courses/glossary.json'));
}

/** In the order of the file: what belongs together stands together. Empty before `loadGlossary`. */
export function glossary(): readonly GlossaryTerm[] {
  return terms;
}

/** The text in pieces. A term is marked where it stands first, and those in `seen`, which grows by it, nowhere. */
export function markTerms(text: string, lang: Lang, seen: Set<string>): readonly TextPiece[] {
  if (terms.length === 0) return [text];
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const { index, 0: found } of text.matchAll(patternOf(lang))) {
    const term = terms.find((one) => one[lang].forms.some((form) => form === found || capital(form) === found));
    if (!term || seen.has(term.id)) continue;
    seen.add(term.id);
    pieces.push(text.slice(from, index), { term, text: found });
    from = index + found.length;
  }
  return [...pieces, text.slice(from)].filter((piece) => piece !== '');
}

/** The longest first: a term may stand in another. Whole words, where words have spaces between them. */
function patternOf(lang: Lang): RegExp {
  const known = patterns.get(lang);
  if (known) return known;
  const forms = terms.flatMap((term) => term[lang].forms.flatMap((form) => [form, capital(form)]));
  const longest = [...new Set(forms)].sort((one, other) => other.length - one.length);
  const latin = `(?<![\\w-])(?:${longest.filter(isLatin).join('|')})(?![\\w-])`;
  const made = new RegExp([latin, ...longest.filter((form) => !isLatin(form))].join('|'), 'g');
  patterns.set(lang, made);
  return made;
}

function isLatin(form: string): boolean {
  return /^\w/.test(form);
}

/** As it stands at the beginning of a sentence. */
function capital(form: string): string {
  return form.charAt(0).toUpperCase() + form.slice(1);
}
