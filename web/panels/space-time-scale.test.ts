import { describe, expect, it } from 'vitest';
import { LANDINGS_MAX } from '../constants';
import { cutsBetween, flight, landing, model, raftNode, view } from '../tests/fixtures';
import type { EventView, Landing, Lane } from '../types';
import {
  cameAt,
  crashes,
  cutBands,
  decisions,
  eraSpans,
  linesOf,
  reigns,
  shownSpan,
  ticks,
  usualFlight,
} from './space-time-scale';

const span = { from: 100, to: 200 };

function event(at: number, key: string, some: Partial<EventView> = {}): EventView {
  return { serial: at, at, key, node: null, args: {}, section: null, era: 0, eraLabel: '', milestone: true, ...some };
}

describe('the span of time that is shown', () => {
  it('is all there was while that is little, and the end of it later', () => {
    const early = shownSpan(10, 60, 15, 900);
    expect(early.from).toBeLessThanOrEqual(10);
    const late = shownSpan(10, 60_000, 15, 900);
    expect(late.from).toBeGreaterThan(59_000);
  });

  it('has room for what is under way', () => {
    expect(shownSpan(0, 500, 15, 900).to).toBeGreaterThan(515);
  });

  it('never draws a message too short to be told from another, or too long to fit', () => {
    for (const now of [1, 50, 500, 50_000]) {
      const { from, to } = shownSpan(0, now, 15, 900);
      const pixels = (15 * 900) / (to - from);
      expect(pixels).toBeGreaterThanOrEqual(33);
      expect(pixels).toBeLessThanOrEqual(151);
    }
  });

  it('is measured by the latency that is set, or by what messages took', () => {
    const latency = { name: 'latency', kind: 'span', value: '10..30', default: '10..20', warning: null } as const;
    const flights = [10, 20, 60].map((arrivesAt) => ({ sentAt: 0, arrivesAt }));
    expect(usualFlight(flights, [latency])).toBe(20);
    expect(usualFlight(flights, [])).toBe(20);
  });
});

describe('the axis', () => {
  it('has round times with room for their names', () => {
    expect(ticks({ from: 93, to: 512 }, 900, 84)).toEqual([100, 150, 200, 250, 300, 350, 400, 450, 500]);
    expect(ticks({ from: -20, to: 30 }, 100, 48)).toEqual([0]);
  });
});

describe('a line', () => {
  it('begins when its node came to the ring, if it was not there from the start', () => {
    const events = [event(120, 'cluster.installed', { node: 'F' })];
    expect(cameAt(raftNode('F'), events)).toBe(120);
    expect(cameAt(raftNode('A'), events)).toBe(Number.NEGATIVE_INFINITY);
  });

  it('of a node that has left the ring is drawn while some of its life is to be seen', () => {
    const gone = raftNode('E', { up: false, role: 'down', gone: true });
    const crash = (at: number) => [event(at, 'cluster.crashed', { node: 'E' })];
    const lines = (events: readonly EventView[]) =>
      linesOf([raftNode('A'), gone], events, span, 180).map(({ id }) => id);
    expect(lines(crash(150))).toEqual(['A', 'E']);
    expect(lines(crash(90))).toEqual(['A']);
    expect(lines([])).toEqual(['A']);
  });
});

describe('the band of a crash', () => {
  it('runs from crash to restart', () => {
    const events = [event(120, 'cluster.crashed', { node: 'A' }), event(150, 'cluster.restarted', { node: 'A' })];
    expect(crashes(raftNode('A'), events, span, 180)).toEqual([{ from: 120, to: 150 }]);
    expect(crashes(raftNode('B'), events, span, 180)).toEqual([]);
  });

  it('runs on to now while the node is down, and from before if it was', () => {
    const down = raftNode('A', { up: false, role: 'down' });
    expect(crashes(down, [event(150, 'cluster.crashed', { node: 'A' })], span, 180)).toEqual([{ from: 150, to: 180 }]);
    expect(crashes(down, [], span, 180)).toEqual([{ from: 100, to: 180 }]);
    expect(crashes(raftNode('A'), [event(150, 'cluster.restarted', { node: 'A' })], span, 180)).toEqual([
      { from: 100, to: 150 },
    ]);
  });
});

describe('the band of a cut', () => {
  const whole = view({ nodes: [] });
  const groups = [['A', 'B'], ['C']];
  const split = { ...whole, groups, cuts: cutsBetween(groups) };
  const parted = event(120, 'cluster.partitioned', { args: { groups: 'A B | C' } });

  it('runs from the partition to its healing and names the groups', () => {
    expect(cutBands([parted, event(160, 'cluster.healed')], whole, span, 180)).toEqual([
      { from: 120, to: 160, text: 'A B | C', groups },
    ]);
    expect(cutBands([parted], split, span, 180)).toEqual([{ from: 120, to: 180, text: 'A B | C', groups }]);
  });

  it('of single links is as long as the link is cut', () => {
    const events = [
      event(120, 'cluster.cut', { args: { link: 'A>B' } }),
      event(150, 'cluster.mended', { args: { link: 'A>B' } }),
    ];
    expect(cutBands(events, whole, span, 180)).toEqual([{ from: 120, to: 150, text: 'A>B', groups: [] }]);
  });

  it('is there also when nobody remembers how it began', () => {
    expect(cutBands([], split, span, 180)).toEqual([{ from: 100, to: 180, text: 'A B | C', groups }]);
    expect(cutBands([], whole, span, 180)).toEqual([]);
  });
});

describe('the line of a node', () => {
  const heard = landing(flight('m1', 'A', 'B', 'RequestVote', { era: 2, sentAt: 110, arrivesAt: 125 }), 125);
  const band = (from: number, era: number) => ({
    from,
    to: 180,
    reigns: [{ era, eraLabel: String(era), leader: era === 1 ? 'A' : null }],
  });
  const lanes = {
    earliest: 0,
    lanes: [
      {
        id: 0,
        parent: null,
        forkedAt: 0,
        end: 180,
        current: true,
        bands: [band(20, 1), band(110, 2)],
        marks: [],
        marksDropped: 0,
      },
    ],
  };
  const run = model(view({ now: 180, nodes: [raftNode('A', { term: 2 }), raftNode('B', { term: 2 })] }), {
    lanes,
  });

  it('takes the colour of a new term with the message that brings it', () => {
    const spans = eraSpans(raftNode('B', { term: 2 }), [heard], run, span);
    expect(spans).toEqual([
      { from: 100, to: 125, era: 1, label: '1' },
      { from: 125, to: 180, era: 2, label: '2' },
    ]);
    expect(eraSpans(raftNode('A', { term: 2 }), [heard], run, span)[1]?.from).toBe(110);
  });

  it('is not ahead of the node', () => {
    expect(eraSpans(raftNode('B', { term: 1 }), [heard], run, span)).toEqual([
      { from: 100, to: 180, era: 1, label: '1' },
    ]);
  });

  it('is in no era that it has not heard of, as long as nothing is forgotten', () => {
    const late = landing(flight('m2', 'A', 'B', 'Heartbeat', { era: 1, sentAt: 160, arrivesAt: 175 }), 175);
    const eras = (landings: readonly Landing[]) =>
      eraSpans(raftNode('B', { term: 1 }), landings, run, span).map(({ from, label }) => [from, label]);
    expect(eras([late])).toEqual([
      [100, ''],
      [175, '1'],
    ]);
    const forgotten = Array.from({ length: LANDINGS_MAX }, () => ({ ...late, to: 'C' }));
    expect(eras([...forgotten.slice(1), late])).toEqual([[100, '1']]);
  });

  it('bears a mark where something was decided for good', () => {
    const mark = { serial: 1, era: 1, eraLabel: '1', key: '', args: {} };
    const marks = [
      { ...mark, at: 90, kind: 'commit', node: 'A' },
      { ...mark, at: 120, kind: 'commit', node: 'A' },
      { ...mark, at: 130, kind: 'request', node: 'A' },
      { ...mark, at: 190, kind: 'chosen', node: 'B' },
    ] as const;
    const lane = { id: 0, parent: null, forkedAt: 0, end: 200, current: false, bands: [], marks, marksDropped: 0 };
    const branch = { ...lane, id: 1, parent: 0, forkedAt: 150, current: true, marks: [] };
    const found = (...lanes: readonly Lane[]) =>
      decisions({ lanes, earliest: 0 }, span, 195).map(({ at, node }) => [at, node]);
    expect(found({ ...lane, current: true })).toEqual([
      [120, 'A'],
      [190, 'B'],
    ]);
    // What was decided on the branch that this one has left, before it did.
    expect(found(lane, branch)).toEqual([[120, 'A']]);
  });

  it('is marked while it leads, the last reign to this moment', () => {
    expect(reigns(lanes, span, 190)).toEqual([{ from: 100, to: 180, leader: 'A' }]);
    const [lane] = lanes.lanes;
    const alone = { ...lanes, lanes: [{ ...lane, bands: [band(20, 1)] }] } as typeof lanes;
    expect(reigns(alone, span, 190)).toEqual([{ from: 100, to: 190, leader: 'A' }]);
    const other = { era: 2, eraLabel: '2', leader: 'C' };
    const both = { from: 110, to: 180, reigns: [other, { era: 1, eraLabel: '1', leader: 'A' }] };
    expect(reigns({ ...lanes, lanes: [{ ...lane, bands: [both] }] } as typeof lanes, span, 190)).toEqual([
      { from: 110, to: 190, leader: 'C' },
      { from: 110, to: 190, leader: 'A' },
    ]);
  });
});
