import { describe, expect, it } from 'vitest';
import { paxosNode } from '../protocols/paxos/node';
import { raftNode } from '../protocols/raft/node';
import { names } from '../tests/fixtures';
import {
  away,
  type Box,
  between,
  crossing,
  distance,
  type Layout,
  layout,
  type NodePlace,
  overlap,
  type Point,
  type Size,
} from './layout';

const BOXES: readonly (readonly [string, Size])[] = [
  ['a wide stage', { width: 1000, height: 480 }],
  ['a slide', { width: 480, height: 300 }],
  ['a phone', { width: 390, height: 480 }],
  ['a square', { width: 600, height: 600 }],
  ['a phone with its sheet open', { width: 390, height: 310 }],
  ['a phone held sideways', { width: 480, height: 246 }],
];

function plan(count: number, box: Size, clients: readonly string[] = []): Layout {
  const cast = { nodes: names(count), clients: clients.map((node, at) => ({ id: `c${at + 1}`, node })) };
  return layout(cast, box, raftNode.asideSize);
}

function isInside(box: Box, stage: Size): boolean {
  const [x, y] = [box.width / 2, box.height / 2];
  return box.x - x >= 0 && box.y - y >= 0 && box.x + x <= stage.width && box.y + y <= stage.height;
}

/** Whether corners, told clockwise, lie around a point. */
function isAround(corners: readonly [number, number][], x: number, y: number): boolean {
  return corners.every(([ax, ay], at) => {
    const [bx, by] = corners[(at + 1) % corners.length] ?? [ax, ay];
    return (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0;
  });
}

/** Nothing but its own node stands where a client's line goes. */
function expectFree(asked: string, client: Point, nodes: readonly NodePlace[], radius: number): void {
  const from = nodes.find(({ id }) => id === asked);
  const shares = Array.from({ length: 41 }, (_, at) => at / 40);
  for (const other of nodes.filter((one) => one !== from)) {
    const nearest = Math.min(...shares.map((share) => distance(between(from ?? other, client, share), other)));
    expect(nearest, `${other.id} and the client of ${asked}`).toBeGreaterThan(radius);
  }
}

describe.each(BOXES)('in %s', (_, box) => {
  const counts = [1, 2, 3, 4, 5, 6, 7, 8, 9];

  it.each(counts)('%i nodes stand inside, off each other, and large enough for a finger', (count) => {
    const { node, nodes } = plan(count, box);
    expect(2 * node.outer).toBeGreaterThanOrEqual(24);
    for (const [at, one] of nodes.entries()) {
      expect(isInside({ ...one, width: 2 * node.outer, height: 2 * node.outer }, box)).toBe(true);
      for (const other of nodes.slice(at + 1)) expect(distance(one, other)).toBeGreaterThan(2.2 * node.outer);
    }
  });

  it.each(counts)('what %i nodes hold is written inside the stage and on no node', (count) => {
    const { node, nodes } = plan(count, box);
    for (const { aside } of nodes) {
      expect(isInside(aside, box)).toBe(true);
      for (const other of nodes)
        expect(overlap(aside, { ...other, width: 1.6 * node.radius, height: 1.6 * node.radius })).toBe(0);
    }
  });

  it.each(counts)('what one of %i nodes holds is nearer to it than to any other', (count) => {
    for (const { nodes } of [plan(count, box), layout({ nodes: names(count), clients: [] }, box, paxosNode.asideSize)])
      for (const one of nodes)
        for (const other of nodes) if (other !== one) expect(away(one.aside, one)).toBeLessThan(away(one.aside, other));
  });

  it.each(counts)('%i nodes leave the corner of the tools free', (count) => {
    const { node, nodes } = plan(count, box);
    const tools = { x: 75, y: box.height - 20, width: 150, height: 40 };
    for (const one of nodes)
      expect(overlap(tools, { ...one, width: 2 * node.outer, height: 2 * node.outer })).toBeLessThan(0.01);
  });

  it.each(counts)('%i nodes stand under no tool, however large its letters are', (count) => {
    for (const letters of box.width > 560 ? [1, 1.25, 2] : [1, 1.25]) {
      const cast = { nodes: names(count), clients: [], letters };
      const { node, nodes } = layout(cast, box, raftNode.asideSize);
      const [width, height] = (box.width < 560 ? [108, 40] : [132, 44]).map((side) => side * letters) as [
        number,
        number,
      ];
      for (const x of [width / 2, box.width - width / 2])
        for (const one of nodes)
          expect(
            overlap({ x, y: height / 2, width, height }, { ...one, width: 2 * node.outer, height: 2 * node.outer }),
            `${one.id}, letters of ${letters}`,
          ).toBeLessThan(0.01);
    }
  });

  it('a crowd of clients of one node stand inside the stage, and none over another', () => {
    // On a phone so many find no room.
    const count = box.width < 560 ? 4 : 14;
    const { clients } = plan(
      5,
      box,
      Array.from({ length: count }, () => 'C'),
    );
    const pairs = clients.flatMap((one, at) => clients.slice(at + 1).map((other) => overlap(one, other)));
    expect(Math.max(...pairs)).toBe(0);
  });

  it('clients stand inside the stage, on no node and not on each other', () => {
    const { node, nodes, clients } = plan(5, box, ['A', 'B', 'D']);
    expect(clients).toHaveLength(3);
    for (const [at, client] of clients.entries()) {
      expect(isInside(client, box)).toBe(true);
      for (const other of nodes)
        expect(overlap(client, { ...other, width: 1.6 * node.radius, height: 1.6 * node.radius })).toBe(0);
      for (const other of clients.slice(at + 1)) expect(overlap(client, other)).toBe(0);
    }
  });

  it.each([3, 4, 5])('clients of %i nodes stand outside the ring', (count) => {
    const all = names(count);
    for (const asked of all.map((node) => [node]).concat([all.slice(0, 2)])) {
      const { nodes, clients } = plan(count, box, asked);
      const corners = nodes.map(({ x, y }): [number, number] => [x, y]);
      for (const { node, x, y } of clients) expect(isAround(corners, x, y), `the client of ${node}`).toBe(false);
    }
  });

  it.each([3, 5, 7, 9])('a ring of %i uses the room', (count) => {
    const { node, nodes } = plan(count, box);
    const [xs, ys] = [nodes.map(({ x }) => x), nodes.map(({ y }) => y)];
    const height = Math.max(...ys) - Math.min(...ys) + 2 * node.outer;
    const width = Math.max(...xs) - Math.min(...xs) + 2 * node.outer;
    expect(Math.max(height / box.height, width / box.width)).toBeGreaterThan(0.7);
  });
});

it('nine nodes on a phone are large enough to be read', () => {
  expect(plan(9, { width: 390, height: 310 }).node.radius).toBeGreaterThan(16);
});

describe.each([
  ['Raft', raftNode.asideSize, false],
  ['Paxos', paxosNode.asideSize, true],
] as const)('nine nodes of %s on a phone', (_, asideSize, hasFreeCorner) => {
  const box = { width: 390, height: 370 };
  const nine = names(9);
  const planned = (asked: readonly string[]) =>
    layout(
      { nodes: nine, clients: asked.map((node, at) => ({ id: `c${at + 1}`, node })), hasFreeCorner },
      box,
      asideSize,
    );

  it('hold what is written outside the ring', () => {
    const { nodes } = planned([]);
    const corners = nodes.map(({ x, y }): [number, number] => [x, y]);
    for (const { id, aside } of nodes) expect(isAround(corners, aside.x, aside.y), id).toBe(false);
  });

  it('have their clients outside the ring, on nothing that they hold', () => {
    for (const asked of [...nine.map((node) => [node]), ['A', 'C'], ['A', 'A']]) {
      const { nodes, clients } = planned(asked);
      const corners = nodes.map(({ x, y }): [number, number] => [x, y]);
      for (const client of clients) {
        expect(isAround(corners, client.x, client.y), `the client of ${client.node}`).toBe(false);
        for (const { aside } of nodes) expect(overlap(client, aside)).toBe(0);
      }
    }
  });
});

describe('the ring', () => {
  const box = { width: 1000, height: 480 };

  it('begins at the top and goes clockwise', () => {
    const [a, b, , d] = plan(4, box).nodes;
    expect(a?.y).toBeLessThan(b?.y ?? 0);
    expect(b?.x).toBeGreaterThan(a?.x ?? 0);
    expect(d?.x).toBeLessThan(a?.x ?? 0);
  });

  it.each([3, 4, 5])('the line to neither of two clients of a node runs over another of %i nodes', (count) => {
    for (const asked of names(count)) {
      const { node, nodes, clients } = plan(count, box, [asked, asked]);
      for (const client of clients) expectFree(asked, client, nodes, node.radius);
    }
  });

  it('does not move when a client comes', () => {
    const places = (some: Layout) => some.nodes.map(({ id, x, y }) => ({ id, x, y }));
    expect(places(plan(5, box, ['C']))).toEqual(places(plan(5, box)));
  });

  it('has no place for a client whose node is not on it', () => {
    expect(plan(3, box, ['X']).clients).toEqual([]);
  });
});

describe('crossing', () => {
  it('tells where on the first segment the second one crosses it', () => {
    expect(crossing({ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 2, y: -1 }, { x: 2, y: 1 })).toBeCloseTo(0.2);
  });

  it('is nowhere for segments that only would meet, or run alongside', () => {
    expect(crossing({ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 2, y: 1 }, { x: 2, y: 3 })).toBeNull();
    expect(crossing({ x: 0, y: 0 }, { x: 10, y: 0 }, { x: 0, y: 1 }, { x: 10, y: 1 })).toBeNull();
  });
});

it('two clients of the top node stand on its own sides where a lesson leaves a phone little height', () => {
  for (let height = 200; height <= 260; height += 5) {
    const clients = ['c1', 'c2'].map((id) => ({ id, node: 'A' }));
    const cast = { nodes: names(5), clients, hasFreeCorner: true };
    const { node, nodes, clients: places } = layout(cast, { width: 390, height }, paxosNode.asideSize);
    for (const place of places) expectFree('A', place, nodes, node.radius);
  }
});
