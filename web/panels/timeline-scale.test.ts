import { expect, test } from 'vitest';
import type { Lane, Lanes, MarkKind, Ms } from '../types';
import { drawnBands, Scale, stretches, thinned } from './timeline-scale';

function lane(id: number, special: Partial<Lane> = {}): Lane {
  return {
    id,
    parent: null,
    forkedAt: 0,
    end: 1000,
    current: id === 0,
    bands: [],
    marks: [],
    marksDropped: 0,
    ...special,
  };
}

function mark(kind: MarkKind, at: Ms): Lane['marks'][number] {
  return { at, kind, serial: 0, key: '', node: null, era: 0, eraLabel: '', args: {} };
}

function lanes(...all: Lane[]): Lanes {
  return { lanes: all, earliest: 0 };
}

test('the scale ends at a round time, and stays while time goes on', () => {
  const all = lanes(lane(0));
  expect(new Scale(all, 1010).end).toBe(1500);
  expect(new Scale(all, 1490).end).toBe(1500);
  expect(new Scale(all, 3_600_000).end).toBe(4_000_000);
});

test('the scale begins where the history that is kept begins', () => {
  const scale = new Scale({ lanes: [lane(0, { end: 5000 })], earliest: 4000 }, 5000);
  expect([scale.percent(4000), scale.percent(5000)]).toEqual([0, 100]);
});

test('the scale reaches to the end of the longest branch', () => {
  expect(new Scale(lanes(lane(0), lane(1, { end: 7000 })), 1000).end).toBe(8000);
});

test('the history of a branch is its own, and before that of those it came from', () => {
  const root = lane(0);
  const child = lane(1, { parent: 0, forkedAt: 400 });
  const grandchild = lane(2, { parent: 1, forkedAt: 700 });
  const history = stretches(lanes(root, child, grandchild), grandchild, 900);
  expect(history.map(({ lane, from, to }) => [lane.id, from, to])).toEqual([
    [0, 0, 400],
    [1, 400, 700],
    [2, 700, 900],
  ]);
});

test('where marks meet, the weightiest is drawn', () => {
  const only = lane(0, { marks: [mark('commit', 500), mark('violation', 500.1), mark('request', 500.2)] });
  const all = lanes(only);
  const drawn = thinned(stretches(all, only, 1000), new Scale(all, 1000));
  expect(drawn.map(({ kind }) => kind)).toEqual(['violation']);
});

test('a mark of the old branch after the fork is not drawn', () => {
  const root = lane(0, { marks: [mark('crash', 300), mark('crash', 600)] });
  const child = lane(1, { parent: 0, forkedAt: 400 });
  const all = lanes(root, child);
  const drawn = thinned(stretches(all, child, 1000), new Scale(all, 1000));
  expect(drawn.map(({ at }) => at)).toEqual([300]);
});

const led = (from: Ms, to: Ms, leader: string | null) => ({
  from,
  to,
  reigns: [{ era: 1, eraLabel: '1', leader }],
});

test('bands are drawn one by one where they can be told apart, each to where the next one begins, the last one to the end', () => {
  const only = lane(0, { bands: [led(0, 100, null), led(100, 400, 'A'), led(400, 500, 'B')], end: 900 });
  const all = lanes(only);
  const drawn = drawnBands({ lane: only, from: 50, to: 900 }, new Scale(all, 900));
  expect(drawn.map(({ from, to, reigns }) => [from, to, reigns[0]?.leader])).toEqual([
    [50, 100, null],
    [100, 400, 'A'],
    [400, 900, 'B'],
  ]);
});

test('however many bands there are, no more are drawn than can be told apart, without a gap, each as its longest', () => {
  const bands = Array.from({ length: 2000 }, (_, place) => led(place * 5, place * 5 + 5, place % 2 ? 'A' : null));
  bands.push(led(10_000, 10_001, 'B'), led(10_001, 10_007, 'C'));
  const only = lane(0, { bands, end: 10_007 });
  const scale = new Scale(lanes(only), 10_007);
  const drawn = drawnBands({ lane: only, from: 0, to: 10_007 }, scale);
  expect(drawn.length).toBeLessThanOrEqual(641);
  expect(drawn.at(-1)?.reigns[0]?.leader).toBe('C');
  expect(drawn.every(({ from }, place) => from === (drawn[place - 1]?.to ?? 0))).toBe(true);
  expect(drawn.some(({ isNamed }) => isNamed)).toBe(false);
  // On the short line of a branch there is room for fewer.
  expect(drawnBands({ lane: only, from: 0, to: 10_007 }, scale, 0.1).length).toBeLessThanOrEqual(65);
});
