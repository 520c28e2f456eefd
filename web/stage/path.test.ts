import { describe, expect, it } from 'vitest';
import { raftNode } from '../protocols/raft/node';
import { names } from '../tests/fixtures';
import { distance, layout } from './layout';
import { bend, hurdle, placeOn, progress, way } from './path';

const plan = layout(
  { nodes: names(5), clients: [{ id: 'c1', node: 'B' }] },
  { width: 1000, height: 480 },
  raftNode.asideSize,
);

describe('a message', () => {
  const flight = { pacedFrom: 100, arrivesAt: 120 };

  it('is where virtual time says, and nowhere else', () => {
    expect([90, 100, 105, 119, 120, 130].map((now) => progress(flight, now))).toEqual([0, 0, 0.25, 0.95, 1, 1]);
  });

  it('that takes no time is there at once', () => {
    expect(progress({ pacedFrom: 100, arrivesAt: 100 }, 99)).toBe(0);
    expect(progress({ pacedFrom: 100, arrivesAt: 100 }, 100)).toBe(1);
  });

  it('goes from rim to rim', () => {
    const [a, b] = plan.nodes;
    const path = way(plan, 'A', 'B');
    if (!a || !b || !path) throw new Error('A and B are on the stage');
    for (const [node, end] of [
      [a, path.start],
      [b, path.end],
    ] as const) {
      expect(distance(node, end)).toBeGreaterThanOrEqual(plan.node.radius);
      expect(distance(node, end)).toBeLessThan(plan.node.outer + plan.node.glyph);
    }
  });

  it('and one the other way pass each other', () => {
    const [there, back] = [way(plan, 'A', 'D'), way(plan, 'D', 'A')];
    if (!there || !back) throw new Error('A and D are on the stage');
    expect(distance(placeOn(there, 0.5), placeOn(back, 0.5))).toBeGreaterThan(plan.node.glyph);
  });

  it('from a client begins at the border of its card', () => {
    const [card] = plan.clients;
    const path = way(plan, 'c1', 'B');
    if (!card || !path) throw new Error('c1 is on the stage');
    expect(Math.abs(path.start.x - card.x)).toBeLessThanOrEqual(card.width / 2 + plan.node.glyph);
    expect(Math.abs(path.start.y - card.y)).toBeLessThanOrEqual(card.height / 2 + plan.node.glyph);
  });

  it('to somebody who is not on the stage has no way', () => {
    expect(way(plan, 'A', 'X')).toBeNull();
  });
});

describe('on a cut link', () => {
  it('what the network stops half-way is at the wall then, wherever that is drawn', () => {
    const wall = { stop: 0.3, met: 0 };
    expect(bend(0.5, wall)).toBeCloseTo(0.3);
    expect(bend(0, wall)).toBe(0);
    expect(bend(1, wall)).toBe(1);
  });

  it('a wall that rises moves nothing', () => {
    for (const stop of [0.3, 0.5, 0.7])
      for (const met of [0.1, 0.4, 0.5, 0.8]) expect(bend(met, { stop, met })).toBe(met);
    expect(bend(0.5, { stop: 0.7, met: 0.2 })).toBeCloseTo(0.7);
    expect(bend(1, { stop: 0.7, met: 0.2 })).toBe(1);
    expect(hurdle({ pacedFrom: 100, arrivesAt: 120, walledAt: 105 }, 0.3)).toEqual({ stop: 0.3, met: 0.25 });
    expect(hurdle({ pacedFrom: 100, arrivesAt: 120, walledAt: 105 }, null)).toBeNull();
  });

  it('nothing runs backwards', () => {
    for (const stop of [0.3, 0.7])
      for (const met of [0, 0.2, 0.45, 0.9]) {
        const shares = Array.from({ length: 21 }, (_, at) => bend(at / 20, { stop, met }));
        expect(shares).toEqual(shares.toSorted((a, b) => a - b));
      }
  });
});
