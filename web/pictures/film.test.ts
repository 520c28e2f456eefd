import { expect, test } from 'vitest';
import { FRAMES_MAX, timesOf } from './film';

const film = { kind: 'gif', from: 100, to: 200, speed: 1 / 10, framesPerSecond: 20, scale: 1 } as const;

test('pictures are taken at even distances, the first and the last moment among them', () => {
  const times = timesOf(film);
  expect(times).toHaveLength(21);
  expect([times[0], times[1], times.at(-1)]).toEqual([100, 105, 200]);
  expect(timesOf({ ...film, to: 100 })).toEqual([100]);
});

test('a film that nobody would show is refused', () => {
  expect(() => timesOf({ ...film, to: 1e6 })).toThrow(RangeError);
  expect(timesOf({ ...film, to: 100 + 5 * (FRAMES_MAX - 1) })).toHaveLength(FRAMES_MAX);
});
