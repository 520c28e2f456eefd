import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { glossary, loadGlossary, markTerms } from './glossary';
import { translator } from './i18n/index';
import type { Lang } from './model';

beforeAll(loadGlossary);

const LANGS: readonly Lang[] = ['en', 'zh'];

/** What the lessons say in that language, where terms are marked. */
function texts(lang: Lang): readonly string[] {
  const files = readdirSync('lessons', { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.lesson'),
  );
  const told = new RegExp(`^(?:say|then|ask|why|try) ${lang} (.+)$`, 'gm');
  return files.flatMap((path) =>
    [...readFileSync(`lessons/${path}`, 'utf8').matchAll(told)].map(([, text = '']) => text),
  );
}

const marked = (text: string, lang: Lang) =>
  markTerms(text, lang, new Set()).flatMap((piece) => (typeof piece === 'string' ? [] : [piece]));

describe.each(LANGS)('in %s', (lang) => {
  test('each term occurs in a lesson', () => {
    const found = new Set(texts(lang).flatMap((text) => marked(text, lang).map(({ term }) => term.id)));
    expect(glossary().length).toBeGreaterThan(30);
    expect(
      glossary()
        .filter(({ id }) => !found.has(id))
        .map(({ id }) => id),
    ).toEqual([]);
  });

  test('a text in pieces is the same text, and no piece breaks a word', () => {
    // Latin letters and figures: Chinese has no spaces between its words.
    const isWord = (letter: string | undefined) => letter !== undefined && /[\w-]/.test(letter);
    for (const text of texts(lang)) {
      const pieces = markTerms(text, lang, new Set()).map((piece) => (typeof piece === 'string' ? piece : piece.text));
      expect(pieces.join('')).toBe(text);
      for (const [at, piece] of pieces.slice(1).entries())
        expect(isWord(pieces[at]?.at(-1)) && isWord(piece[0]), `${pieces[at]}|${piece}`).toBe(false);
    }
  });

  test('a sentence a term, and where it stands in the paper', () => {
    for (const term of glossary()) {
      expect(translator(lang)(`glossary.${term.id}.says`), term.id).toMatch(
        lang === 'en' ? /^[A-Z].*\.$/ : /[\u4e00-\u9fff].*。$/,
      );
      expect(term.paper).toMatch(/^(?:Raft|Paxos)(?: thesis)? §\d/);
    }
  });
});

test('a term is marked once, the longest first, and never within a word', () => {
  expect(marked('The terms of a leader: term 2, not determined, no leadership.', 'en').map(({ text }) => text)).toEqual(
    ['terms', 'leader'],
  );
  expect(marked('A leadership transfer; Accept and accept, Accepted.', 'en').map(({ text }) => text)).toEqual([
    'leadership transfer',
    'Accept',
    'Accepted',
  ]);
  expect(marked('联合配置提交了。', 'zh').map(({ text }) => text)).toEqual(['联合配置', '提交']);
  // A name in Latin letters between Chinese ones is a whole word.
  expect(marked('收到AppendEntries。', 'zh').map(({ text }) => text)).toEqual(['AppendEntries']);
  const seen = new Set(['leader']);
  expect(markTerms('A leads as leader', 'en', seen)).toEqual(['A leads as leader']);
});
