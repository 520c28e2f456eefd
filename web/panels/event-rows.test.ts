import { expect, test } from 'vitest';
import type { EventView, MarkView } from '../types';
import { eventRows } from './event-rows';

let serial = 0;

function event(key: string, special: Partial<EventView> = {}): EventView {
  serial += 1;
  return {
    serial,
    at: serial * 10,
    key,
    node: null,
    args: {},
    section: null,
    era: 0,
    eraLabel: '',
    milestone: false,
    ...special,
  };
}

function lost(from: string, to: string): EventView {
  return event('cluster.lost-wall', { args: { kind: 'Heartbeat', from, to } });
}

function mark({ serial, at, key, node, era, eraLabel, args }: EventView): MarkView {
  return { serial, at, key, node, era, eraLabel, args, kind: 'crash' };
}

const told = (events: readonly EventView[], marks: readonly MarkView[] = [], now = Number.POSITIVE_INFINITY) =>
  eventRows(events, marks, now).map(
    ({ event, count }) => `${event.key} ${Object.values(event.args).join(' ')} ${count}`,
  );

test('what says the same again is one line with a count, newest first', () => {
  const events = [lost('E', 'A'), lost('E', 'B'), lost('E', 'A'), event('raft.voted', { node: 'C' }), lost('E', 'A')];
  expect(told(events)).toEqual([
    'cluster.lost-wall Heartbeat E A 3',
    'raft.voted  1',
    'cluster.lost-wall Heartbeat E B 1',
  ]);
  expect(eventRows(events, [], 1e9)[0]?.first).toBe(events[0]?.serial);
});

test('a milestone parts what is alike, and is never one line with another', () => {
  const crash = () => event('cluster.crashed', { node: 'A', milestone: true });
  expect(told([lost('E', 'A'), crash(), lost('E', 'A'), crash(), crash()]).map((line) => line.at(-1))).toEqual([
    '1',
    '1',
    '1',
    '1',
    '1',
  ]);
});

test('milestones stay when the recent past has gone on, those that are still to come are not told', () => {
  const old = [event('cluster.crashed', { node: 'A' }), event('cluster.restarted', { node: 'A' })];
  const events = Array.from({ length: 400 }, (_, at) => event('raft.appended', { args: { at } }));
  const [late] = [event('cluster.healed')];
  const marks = [...old, late as EventView].map(mark);
  const rows = eventRows(events, marks, events.at(-1)?.at ?? 0);
  expect(rows).toHaveLength(62);
  expect(rows.slice(60).map(({ event }) => event.key)).toEqual(['cluster.restarted', 'cluster.crashed']);
});

test('a milestone that is among the recent events is told once', () => {
  const crash = event('cluster.crashed', { milestone: true });
  expect(told([crash, lost('A', 'B')], [mark(crash)])).toHaveLength(2);
});
