import { expect, test } from 'vitest';
import { client, flight, landing } from '../tests/fixtures';
import { costsOf } from './costs';

const sent = (id: string, from: string, to: string, kind: string, sentAt: number, outcome?: 'loss') =>
  landing(flight(id, from, to, kind, { sentAt, arrivesAt: sentAt + 10 }), sentAt + 10, outcome);

const RUN = [
  sent('m1', 'A', 'B', 'AppendEntries', 60),
  sent('m2', 'c1', 'A', 'ClientRequest', 80),
  sent('m3', 'A', 'B', 'AppendEntries', 90),
  sent('m4', 'A', 'C', 'AppendEntries', 90, 'loss'),
  sent('m5', 'A', 'B', 'Heartbeat', 95),
  sent('m6', 'B', 'A', 'AppendEntriesReply', 100),
  sent('m7', 'A', 'c1', 'ClientResponse', 110),
  flight('m8', 'A', 'B', 'AppendEntries', { sentAt: 130, arrivesAt: 140 }),
];

test('what is sent from the request to its answer is counted, but for what is sent all the time', () => {
  const asked = client('c1', 'A', { state: 'ok', answeredAt: 120 });
  expect(costsOf([asked], RUN, ['Heartbeat'])).toEqual({ request: 'SET x 5', messages: 3, lost: 1, took: 40 });
});

test('as long as nobody has answered, it goes on', () => {
  expect(costsOf([client('c1', 'A')], RUN, [])).toMatchObject({ messages: 5, took: null });
});

test('of several requests it is the last; of none, or a forgotten one, nothing is told', () => {
  const again = client('c2', 'A', { sentAt: 105, request: 'SET x 6' });
  const more = [...RUN, sent('m9', 'c2', 'A', 'ClientRequest', 105)];
  expect(costsOf([again, client('c1', 'A')], more, [])?.request).toBe('SET x 6');
  expect(costsOf([], RUN, [])).toBeNull();
  expect(costsOf([client('c1', 'A')], RUN.slice(2), [])).toBeNull();
});
