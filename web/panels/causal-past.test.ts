import { expect, test } from 'vitest';
import { flight, landing } from '../tests/fixtures';
import { causalPast } from './causal-past';

const sent = (id: string, from: string, to: string, sentAt: number, endedAt: number, outcome?: 'loss') =>
  landing(flight(id, from, to, 'RequestVote', { sentAt, arrivesAt: endedAt }), endedAt, outcome);

const RUN = [
  sent('m1', 'c1', 'A', 0, 10),
  sent('m2', 'A', 'B', 10, 20),
  sent('m3', 'A', 'C', 10, 25),
  sent('m4', 'B', 'A', 20, 30),
  sent('m5', 'C', 'A', 25, 40),
  flight('m6', 'A', 'B', 'RequestVote', { sentAt: 30, arrivesAt: 50 }),
];

test('the past of a message is all that came before it was sent, however far away', () => {
  const past = causalPast('m6', RUN);
  expect([...(past?.messages ?? [])].sort()).toEqual(['m1', 'm2', 'm4']);
  expect(past?.until).toEqual(
    new Map([
      ['A', 30],
      ['B', 20],
      ['c1', 0],
    ]),
  );
});

test('what came at the moment it was sent belongs to it, what came later does not', () => {
  expect(causalPast('m4', RUN)?.messages).toEqual(new Set(['m1', 'm2']));
  expect(causalPast('m5', RUN)?.messages).toEqual(new Set(['m1', 'm3']));
});

test('what was lost led to nothing', () => {
  const past = causalPast('m2', [sent('m1', 'B', 'A', 0, 8, 'loss'), sent('m2', 'A', 'B', 10, 20)]);
  expect(past?.messages.size).toBe(0);
});

test('of what is not there nothing is told', () => {
  expect(causalPast('m9', RUN)).toBeNull();
});
