import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDictionary } from '../scripts/languages.mjs';
import { minutesOf } from '../scripts/lesson-files.ts';
import { isChallenge } from './challenges';
import { COURSES, lessonAfter, loadCourseWords } from './courses';
import { translator } from './i18n/index';
import { lessonIds, lessonMinutes, lessonTitle, nearestLessons } from './lessons';
import { stillOf } from './stills';

const files = readdirSync('lessons', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.lesson'))
  .map((path) => path.slice(0, -'.lesson'.length))
  .sort();
const listed = COURSES.flatMap(({ lessons }) => lessons);

test('every lesson is in a course, and every lesson of a course is there', () => {
  expect(files.length).toBeGreaterThan(40);
  expect([...lessonIds()].sort()).toEqual(files);
  expect([...new Set(listed)].sort()).toEqual(files);
  for (const { id, lessons } of COURSES) expect(new Set(lessons).size, id).toBe(lessons.length);
});

test('each course says what it is about, and of which of its lessons an article has a figure', async () => {
  await loadCourseWords();
  expect(new Set(COURSES.map(({ id }) => id)).size).toBe(COURSES.length);
  const known = COURSES.flatMap(({ id, lessons }) => [
    `course.${id}.title`,
    `course.${id}.about`,
    ...lessons.map((lesson) => `course.${id}.figure.${lesson}`),
  ]);
  for (const lang of ['en', 'zh']) {
    const { courses = {} } = readDictionary(`languages/${lang}/courses.json`);
    expect(Object.keys(courses).filter((key) => !known.includes(key))).toEqual([]);
    const t = translator(lang);
    for (const key of known) expect(t.has(key), key).toBe(key.includes('.figure.') ? key in courses : true);
  }
});

test('a lesson is followed by that of its course, or else of the first course that has it', () => {
  expect(lessonAfter('raft/heal', 'second')).toBe('raft/log-repair');
  expect(lessonAfter('raft/partition', 'raft-short')).toBe('raft/heal');
  expect(lessonAfter('raft/heal', 'first')).toBeNull();
  expect(lessonAfter('raft/terms', 'first')).toBe('raft/log-structure');
  expect(lessonAfter('raft/terms', null)).toBe('raft/log-structure');
  expect(lessonAfter('somebody/else', null)).toBeNull();
});

test('how long a lesson takes is told by what is read aloud of it', () => {
  const words = (count: number) => Array(count).fill('word').join(' ');
  const script = `title en ${words(900)}\nsay en ${words(200)}\nchoice en ${words(900)}\nthen en ${words(150)}\nask en ${words(90)}\nsay zh ${'字'.repeat(540)}\n`;
  expect(minutesOf(script, 'en')).toBe(3);
  expect(minutesOf(script, 'zh')).toBe(2);
  expect(minutesOf('say en Short.', 'en')).toBe(1);
});

test.each(files)('%s has a title, its minutes and a picture of its own nodes', (id) => {
  const text = readFileSync(`lessons/${id}.lesson`, 'utf8');
  expect(text).toContain(`title en ${lessonTitle(id, 'en')}`);
  expect(text).toContain(`title zh ${lessonTitle(id, 'zh')}`);
  expect(lessonMinutes(id, 'en')).toBeLessThanOrEqual(5);
  expect(lessonMinutes(id, 'zh')).toBeLessThanOrEqual(5);
  expect(stillOf(id)?.nodes.length).toBeGreaterThan(0);
  // Of a challenge it is the beginning, where nothing may have happened yet.
  if (!isChallenge(id)) expect(stillOf(id)?.nodes.some(({ era }) => era > 0)).toBe(true);
});

test('who writes the name of no lesson is told the nearest', () => {
  expect(nearestLessons('raft/leader-crush')[0]).toBe('raft/leader-crash');
  expect(nearestLessons('paxos/two-phase')[0]).toBe('paxos/two-phases');
});
