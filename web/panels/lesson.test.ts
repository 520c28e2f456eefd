import { expect, test } from 'vitest';
import type { Lane } from '../types';
import { lessonLaneLeft, paragraphs } from './lesson';

const lane = (id: number, parent: number | null, current: boolean): Lane => ({
  id,
  parent,
  forkedAt: 0,
  end: 100,
  current,
  bands: [],
  marks: [],
  marksDropped: 0,
});

test('on its own branch a lesson has not been left', () => {
  expect(lessonLaneLeft([lane(0, null, true), lane(1, 0, false)])).toBeNull();
});

test('on another branch the way back is to the first one', () => {
  expect(lessonLaneLeft([lane(0, null, false), lane(1, 0, true)])?.id).toBe(0);
});

test('each line is a paragraph', () => {
  expect(paragraphs('A crashes.\n\nThen C is elected.\n')).toEqual(['A crashes.', 'Then C is elected.']);
});
