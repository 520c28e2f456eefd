import { expect, test } from 'vitest';
import { readSavedRuns } from './saved-runs';

const RUN = { id: 1, script: '@0 crash A', at: 5, paused: true, kept: null, lesson: null };
const BRANCH = { id: 0, parent: null, forkedAt: 0, end: 5, current: true, text: '' };
const DONE = { options: { lesson: 'lesson x' }, branches: [BRANCH, { ...BRANCH, id: 1, parent: 0 }], now: 5 };
const KEPT = { attributes: { protocol: 'raft', seed: null }, script: '', at: 0 };

test('what was saved is read again', () => {
  const challenge = { ...DONE, options: { lesson: 'lesson x', script: '@0 crash A' } };
  const saved = [RUN, { ...RUN, id: 2, kept: { ...KEPT, lesson: challenge }, lesson: DONE }];
  expect(readSavedRuns(JSON.stringify(saved))).toEqual(saved);
});

test('where nothing was saved, or something else stands there, there is no run', () => {
  for (const text of [null, '', '{', 'null', '5', '"x"', '{"a":1}', '[null]', '[5]', '[[]]', '[{"id":1}]'])
    expect(readSavedRuns(text), `${text}`).toEqual([]);
});

test('a run of another shape is left out, the sound ones beside it are not', () => {
  const others = [{ script: 5 }, { at: 'x' }, { at: -1 }, { at: null }, { id: '1' }, { id: 1e99 }, { paused: 'no' }];
  const saved = [...others.map((other) => ({ ...RUN, ...other })), RUN];
  expect(readSavedRuns(JSON.stringify(saved))).toEqual([RUN]);
});

test('of a sound run, one press away is nothing of another shape', () => {
  for (const kept of [
    5,
    [],
    {},
    { ...KEPT, attributes: 'x' },
    { ...KEPT, attributes: { seed: 4 } },
    { ...KEPT, at: 'x' },
    { ...KEPT, lesson: 5 },
    { ...KEPT, lesson: { ...DONE, options: { lesson: 'lesson x', script: 5 } } },
    undefined,
  ])
    expect(readSavedRuns(JSON.stringify([{ ...RUN, kept }]))).toEqual([RUN]);
});

test('nor is a lesson gone on with of which something is not there', () => {
  const others = [
    5,
    { branches: [BRANCH], now: 5 },
    { ...DONE, options: {} },
    { ...DONE, now: 'x' },
    { ...DONE, branches: [] },
  ];
  for (const lesson of [...others, { ...DONE, branches: [{ ...BRANCH, text: 5 }] }, { ...DONE, branches: [null] }])
    expect(readSavedRuns(JSON.stringify([{ ...RUN, lesson }]))).toEqual([RUN]);
});
