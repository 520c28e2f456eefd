import { expect, test } from 'vitest';
import { inLanguage, paragraphs } from './lesson-texts';

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
