/** Languages that somebody has begun, in `web/tests/languages/`: what they lack is said in English, and is named. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { comparedWithEnglish, readDictionary, sentencesIn } from '../../scripts/languages.mjs';
import { NotAllowed, readAttribute } from '../attributes';
import { loadCourseWords } from '../courses';
import { loadGlossary, markTerms } from '../glossary';
import { languageChoice } from '../language-choice';
import { lessonMinutes, lessonTitle } from '../lessons';
import { protocolNames } from '../protocols/registry';
import { speak, speakOfPanels, speaks, translator } from './index';
import { addLanguages, languages, preferredLang } from './languages';
import { speakOfRules } from './rule-words';

const BEGUN = ['fr', 'ar'];
const HERE = 'web/tests/languages';

/** All that a template writes, without its tags. */
function text(part: unknown): string {
  if (Array.isArray(part)) return part.map(text).join(' ');
  if (typeof part === 'object' && part !== null && 'strings' in part && 'values' in part)
    return `${part.strings} ${text(part.values)}`;
  return typeof part === 'string' ? part : '';
}

const choice = (lang: string) => text(languageChoice(lang, () => {}, translator('en')));

beforeAll(async () => {
  expect(() => readAttribute('lang', 'fr')).toThrow(new NotAllowed('en, zh'));
  expect(preferredLang(['fr-CH', 'zh-TW', 'en'])).toBe('zh');
  expect(choice('en')).toMatch(/<button.*切换到中文.*中文/s);
  expect(choice('zh')).toMatch(/<button.*Switch to English.*English/s);
  addLanguages({
    names: import.meta.glob('../tests/languages/*/page.json', { query: '?name', import: 'default', eager: true }),
    first: import.meta.glob(['../tests/languages/*/*.json', '!../tests/languages/*/courses.json'], {
      query: '?first',
      import: 'default',
    }),
    late: import.meta.glob(['../tests/languages/*/*.json', '!../tests/languages/*/courses.json'], {
      query: '?late',
      import: 'default',
    }),
    rules: import.meta.glob('../tests/languages/*/!(page|courses).json', { query: '?rules', import: 'default' }),
    courses: import.meta.glob('../tests/languages/*/courses.json', { query: '?courses', import: 'default' }),
    glossary: import.meta.glob('../tests/languages/*/courses.json', { query: '?glossary', import: 'default' }),
  });
  await Promise.all([loadCourseWords(), loadGlossary()]);
  for (const lang of BEGUN) for (const protocol of protocolNames()) await speak(lang, protocol);
  await Promise.all([speakOfPanels(), speakOfRules()]);
});

test('a language that is found may be asked for, and is what a reader’s browser prefers', () => {
  expect([...languages().keys()]).toEqual(['en', 'zh', 'ar', 'fr']);
  expect(readAttribute('lang', 'fr')).toBe('fr');
  expect(readAttribute('lang', 'fr-CA')).toBe('fr');
  expect(() => readAttribute('lang', 'tlh')).toThrow(new NotAllowed('en, zh, ar, fr'));
  expect(preferredLang(['tlh', 'fr-CH', 'zh-TW', 'en'])).toBe('fr');
  expect(speaks('fr', 'raft')).toBe(true);
  expect(speaks('fr-CA', 'raft')).toBe(false);
});

test('of more than two, each is in a list, as it calls itself', () => {
  const list = choice('fr');
  expect(list).toContain('<select');
  for (const name of ['English', '中文', 'العربية', 'Français']) expect(list).toContain(name);
  expect(list).not.toContain('Passer au français');
});

test('what it has is said, in whichever section of the file it stands', () => {
  const t = translator('fr', 'raft');
  expect(t('transport.play')).toBe('Lecture');
  expect(t('events.title')).toBe('Événements');
  expect(t('role.leader')).toBe('leader, en français');
  expect(t('glossary.majority.term')).toBe('majorité');
});

test('whatever is missing is said in English: sentences, whole sections, whole files', () => {
  const english = (name: string) => Object.entries<string>(sentencesIn(`languages/en/${name}.json`));
  for (const lang of BEGUN)
    for (const protocol of protocolNames()) {
      const t = translator(lang, protocol);
      const keys = [...english('page'), ...english(protocol), ...english('courses')].map(([key]) => key);
      expect(keys.filter((key) => !t.has(key))).toEqual([]);
    }
  for (const [key, sentence] of english('paxos'))
    if (!sentence.includes('{')) expect(translator('fr', 'paxos')(key)).toBe(sentence);
  expect(translator('fr', 'raft')('role.follower')).toBe('follower');
  expect(translator('fr')('transport.step-back')).toBe('Step back');
  expect(translator('ar')('transport.play')).toBe('Play');
  expect(translator('fr')('course.first.title')).toBe(translator('en')('course.first.title'));
  expect(lessonTitle('raft/heal', 'fr')).toBe(lessonTitle('raft/heal', 'en'));
  expect(lessonMinutes('raft/heal', 'fr')).toBe(lessonMinutes('raft/heal', 'en'));
});

test('what nothing asks for is not said', () => {
  expect(translator('fr').has('transport.rewind')).toBe(false);
});

test('the page says in which language it is, and which way that runs', () => {
  expect([translator('fr')('lang'), translator('fr')('dir')]).toEqual(['fr', 'ltr']);
  expect([translator('ar')('lang'), translator('ar')('dir')]).toEqual(['ar-EG', 'rtl']);
  expect([translator('zh')('lang'), translator('zh')('dir')]).toEqual(['zh-CN', 'ltr']);
});

test('terms are marked as whole words, in the forms of the language', () => {
  const marked = (said: string) => markTerms(said, 'fr', new Set()).filter((piece) => typeof piece !== 'string');
  expect(marked('Deux majorités.').map(({ text }) => text)).toEqual(['majorités']);
  expect(marked('La majoritéé n’est pas un mot.')).toEqual([]);
});

test('what a dictionary lacks is named, and so is what is wrong with it', () => {
  const found = comparedWithEnglish(`${HERE}/fr/page.json`);
  expect(found.missing).toContain('transport.step-back');
  expect(found.missing).not.toContain('transport.play');
  expect(found.unknown).toEqual(['transport.rewind']);
  expect(found.misplaced).toEqual(['fault.undo']);
  // A file that is not there lacks all of it.
  const absent = comparedWithEnglish(`${HERE}/fr/paxos.json`);
  expect(absent.missing.length).toBe(Object.keys(sentencesIn('languages/en/paxos.json')).length);
});

const folder = mkdtempSync(path.join(process.env.TMPDIR ?? '/tmp', 'words-'));
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['a comma too many', '{ "first": { "A": { "a": "x", } } }', /words\.json: .*JSON/],
  ['a key twice', '{ "first": { "A": { "a": "x" }, "B": { "a": "y" } } }', /"a" stands there twice/],
  [
    'a key in two sections',
    '{ "first": { "A": { "a": "x" } }, "late": { "A": { "a": "y" } } }',
    /"a" stands there twice/,
  ],
  ['a sentence without a heading', '{ "first": { "a": "x" } }', /"a" is a heading/],
  ['a number', '{ "first": { "A": { "a": 1 } } }', /what "a" says is a text/],
])('a dictionary with %s is refused, and says why', (_, written, why) => {
  const file = path.join(folder, 'words.json');
  writeFileSync(file, written);
  expect(() => readDictionary(file)).toThrow(why);
});
