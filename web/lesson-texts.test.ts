import { expect, test } from 'vitest';
import { inLanguage } from './lesson-texts';
import { paragraphs } from './paragraphs';

const said = (...langs: string[]) => langs.map((lang) => ({ lang, text: `in ${lang}` }));

test("what is not said in the reader's language is said in English, or else in the first that there is", () => {
  expect(inLanguage(said('en', 'zh'), 'zh')).toBe('in zh');
  expect(inLanguage(said('fr', 'en'), 'zh')).toBe('in en');
  expect(inLanguage(said('fr'), 'zh')).toBe('in fr');
  expect(inLanguage(said('en', 'zh-TW'), 'zh')).toBe('in zh-TW');
  expect(inLanguage([], 'en')).toBe('');
});

test('each line is a paragraph', () => {
  expect(paragraphs('A crashes.\n\nThen C is elected.\n')).toEqual(['A crashes.', 'Then C is elected.']);
});

test('one word without end, and what looks like the beginning of more, take no time', () => {
  const began = performance.now();
  for (const piece of ['h', 'x ', '{', 'x = ', 'SET x 5', 'SET ', '\n', ' '])
    expect(paragraphs(piece.repeat(250_000 / piece.length)).join('').length, piece).toBeLessThanOrEqual(250_000);
  expect(performance.now() - began).toBeLessThan(2000);
});

test('a line does not end within a value, a set of names or a command', () => {
  const [line] = paragraphs('C of {A B C} gets SET x 5: x = 5, y = 10. GET x gives 5.');
  expect(line?.split(' ')).toEqual([
    'C',
    'of',
    '{A\u00a0B\u00a0C}',
    'gets',
    'SET\u00a0x\u00a05:',
    'x\u00a0=\u00a05,',
    'y\u00a0=\u00a010.',
    'GET\u00a0x',
    'gives',
    '5.',
  ]);
});
