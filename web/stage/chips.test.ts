import { describe, expect, it } from 'vitest';
import { paxosNode } from '../protocols/paxos/node';
import { raftNode } from '../protocols/raft/node';
import { names } from '../tests/fixtures';
import { chipRoom } from './chips';
import { layout, overlap, type Size } from './layout';

function plan(count: number, box: Size, drawing: Pick<typeof raftNode, 'asideSize'> = raftNode) {
  return layout({ nodes: names(count), clients: [], hasChips: true }, box, drawing.asideSize);
}

const DRAWINGS = [raftNode, paxosNode];

describe.each([
  ['a projector', { width: 660, height: 400 }],
  ['a phone', { width: 390, height: 310 }],
  ['a phone held sideways', { width: 480, height: 246 }],
  ['a desk', { width: 970, height: 400 }],
  ['a low stage above a table', { width: 660, height: 150 }],
])('the chips of what is not as usual, on %s', (_, box) => {
  it.each([3, 5, 7, 9])('lie over no node of %i, none of its words and no tool, however many there are', (count) => {
    for (const drawing of DRAWINGS) {
      const layout = plan(count, box, drawing);
      const [left, top] = box.width < 560 ? [4, 34] : [8, 44];
      for (const wanted of [1, 2, 3, 6, 12]) {
        const { rows, width } = chipRoom(layout, wanted, false, false);
        expect(rows).toBeLessThanOrEqual(wanted);
        if (rows === 0) continue;
        const room = { x: left + width / 2, y: top + rows * 15, width, height: rows * 30 };
        for (const { x, y, aside } of layout.nodes) {
          expect(overlap(room, { x, y, width: 2 * layout.node.outer, height: 2 * layout.node.outer })).toBe(0);
          expect(overlap(room, aside)).toBe(0);
        }
        expect(top + rows * 30, 'above the tools').toBeLessThanOrEqual(box.height - top + 10);
      }
    }
  });
});

it('a broad stage has room for all of a few', () => {
  expect(chipRoom(plan(5, { width: 970, height: 400 }), 2, false, false).rows).toBe(2);
});

it('a rule that is off has the room that its name needs, or is folded up', () => {
  for (let height = 200; height <= 480; height += 20)
    for (const count of [3, 5]) {
      const { rows, width } = chipRoom(plan(count, { width: 390, height }), 1, false, true);
      if (rows > 0) expect(width).toBeGreaterThanOrEqual(170);
    }
});
