import { describe, expect, it } from 'vitest';
import { translator } from '../../i18n/index';
import { raftNode } from '../../tests/fixtures';
import type { Band, EventView, Lane } from '../../types';
import { lastCells, logHead } from './boxes';
import { litWays } from './request-place';
import { fits, roleMap, SERVERS } from './role-map';
import { termSpans } from './term-spans';
import { lastOf, transitions } from './transitions';

const event = (at: number, key: string, node: string): EventView => ({
  serial: at,
  at,
  key,
  node,
  args: {},
  section: null,
  era: 1,
  eraLabel: '1',
  milestone: true,
});

describe('the role diagram', () => {
  const events = [
    event(100, 'raft.election-started', 'A'),
    event(100, 'raft.election-started', 'B'),
    event(120, 'raft.vote-received', 'A'),
    event(300, 'raft.election-repeated', 'B'),
    event(330, 'raft.elected', 'B'),
    event(345, 'raft.candidate-yielded', 'A'),
    event(500, 'cluster.crashed', 'B'),
    event(600, 'cluster.restarted', 'B'),
    event(700, 'raft.election-started', 'B'),
  ];

  it('tells each transition, and a candidate’s time-out from a follower’s', () => {
    expect(transitions(events).map(({ name, node }) => `${node} ${name}`)).toEqual([
      'A times-out',
      'B times-out',
      'B new-election',
      'B wins',
      'A yields',
      'B crashes',
      'B starts',
      'B times-out',
    ]);
  });

  it('lights the last one, and what was together with it', () => {
    const lit = (now: number) => lastOf(transitions(events), now).map(({ name, node }) => `${node} ${name}`);
    expect(lit(99)).toEqual([]);
    expect(lit(150)).toEqual(['A times-out', 'B times-out']);
    expect(lit(340)).toEqual(['B wins']);
  });

  it('has no box outside its room and none over another, however much there is', () => {
    for (const size of [
      { width: 950, height: 400 },
      { width: 470, height: 400 },
      { width: 390, height: 330 },
      { width: 390, height: 220 },
      { width: 640, height: 380 },
    ]) {
      for (const servers of [5, 9]) {
        const { boxes, caption } = roleMap(size, servers);
        const all = [...Object.values(boxes), caption];
        for (const { x, y, width, height } of all) {
          expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
          expect(x + width).toBeLessThanOrEqual(size.width);
          expect(y + height).toBeLessThanOrEqual(size.height);
        }
        const apart = all.flatMap((one, at) =>
          all
            .slice(at + 1)
            .map(
              (other) =>
                one.x + one.width <= other.x ||
                other.x + other.width <= one.x ||
                one.y + one.height <= other.y ||
                other.y + other.height <= one.y,
            ),
        );
        expect(apart).not.toContain(false);
      }
    }
  });

  it('has room for the name of a role and two rows of servers below it, on a phone too', () => {
    expect(roleMap({ width: 390, height: 228 }, 5).boxes.follower.height).toBeGreaterThanOrEqual(80);
  });

  it.each([
    [5, { width: 470, height: 380 }],
    [5, { width: 390, height: 228 }],
    [9, { width: 470, height: 380 }],
    [9, { width: 390, height: 266 }],
    [9, { width: 390, height: 228 }],
    [9, { width: 950, height: 380 }],
  ])('has room for all followers of %i servers below their name', (servers, size) => {
    const { follower } = roleMap(size, servers).boxes;
    expect(fits(servers, follower, SERVERS.crowded)).toBe(true);
  });
});

describe('the strip of terms', () => {
  const band = (from: number, to: number, era: number, leader: string | null, ...older: Band['reigns']): Band => ({
    from,
    to,
    reigns: [{ era, eraLabel: String(era), leader }, ...older],
  });
  const lane: Lane = {
    id: 0,
    parent: null,
    forkedAt: 0,
    end: 900,
    current: true,
    bands: [
      band(100, 120, 1, null),
      band(120, 300, 1, 'A'),
      band(300, 500, 2, null),
      band(500, 520, 3, null),
      band(520, 900, 3, 'C', { era: 1, eraLabel: '1', leader: 'A' }),
    ],
    marks: [],
    marksDropped: 0,
  };

  it('has one piece a term, led or not', () => {
    const spans = termSpans({ lanes: [lane], earliest: 0 }, 900);
    expect(spans.map(({ label, from, to, parts }) => [label, from, to, parts.map(({ leader }) => leader)])).toEqual([
      ['1', 100, 300, [null, 'A']],
      ['2', 300, 500, [null]],
      ['3', 500, 900, [null, 'C']],
    ]);
  });

  it('ends where the run has come to, and goes back to the branch that this one left', () => {
    const ends = (now: number) => termSpans({ lanes: [lane], earliest: 0 }, now).map(({ label, to }) => [label, to]);
    expect(ends(320)).toEqual([
      ['1', 300],
      ['2', 320],
    ]);
    const parent = { ...lane, current: false };
    const branch = { ...lane, id: 1, parent: 0, forkedAt: 400, end: 950, bands: [band(450, 950, 4, 'B')] };
    const both = termSpans({ lanes: [parent, branch], earliest: 0 }, 950);
    expect(both.map(({ label, from, to }) => [label, from, to])).toEqual([
      ['1', 100, 300],
      ['2', 300, 400],
      ['4', 450, 950],
    ]);
  });
});

describe('the box picture', () => {
  const nodes = ['A', 'B', 'C'].map((id) => ({
    id,
    progress: id === 'A' ? [{ node: 'C', nextIndex: 2, matchIndex: 1 }] : [],
  }));
  const flight = (kind: string, from: string, to: string, matchIndex?: number) => ({
    kind,
    from,
    to,
    answer: matchIndex === undefined ? null : true,
    fields: matchIndex === undefined ? [] : [{ name: 'matchIndex', value: String(matchIndex) }],
  });
  const lit = (flights: readonly ReturnType<typeof flight>[], events: readonly EventView[] = [], now = 100) =>
    litWays(nodes, flights, events, now).map(({ step, node, other }) => [step, node, other]);

  it('lights what a request goes along, from the client to the client', () => {
    expect(lit([flight('ClientRequest', 'c1', 'A')])).toEqual([[1, 'A', null]]);
    expect(lit([flight('AppendEntries', 'A', 'B'), flight('AppendEntriesReply', 'C', 'A', 2)])).toEqual([
      [2, 'A', 'B'],
      [2, 'C', 'A'],
    ]);
    expect(lit([], [event(95, 'raft.applied', 'A')])).toEqual([[3, 'A', null]]);
    expect(lit([flight('ClientResponse', 'A', 'c1')])).toEqual([[4, 'A', null]]);
  });

  it('lights nothing that is over, still to come, or no request', () => {
    expect(lit([], [event(20, 'raft.applied', 'A'), event(105, 'raft.applied', 'B')])).toEqual([]);
    expect(lit([flight('AppendEntriesReply', 'C', 'A', 1)])).toEqual([]);
    expect(lit([flight('Heartbeat', 'A', 'B'), flight('RequestVote', 'B', 'C')])).toEqual([]);
  });
});

describe('the log in the box picture', () => {
  const log = [1, 2, 3, 4].map((index) => ({
    index,
    term: 1,
    kind: 'command' as const,
    command: `SET x ${index}`,
    committed: true,
  }));
  const en = translator('en', 'raft');
  const headIn = (width: number, length: number) =>
    logHead(lastCells(raftNode('A', { log: log.slice(0, length) }), { width, height: 34, isLow: true }), en);

  it('says which entries one sees, where there is no room for the first', () => {
    expect(headIn(300, 4)).toBe('Log');
    expect(headIn(112, 4)).toBe('Log: index 3–4');
    expect(headIn(76, 4)).toBe('Log: index 4');
    expect([headIn(112, 2), headIn(112, 0)]).toEqual(['Log', 'Log']);
  });
});
