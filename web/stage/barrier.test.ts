import { describe, expect, it } from 'vitest';
import { raftNode } from '../protocols/raft/node';
import { cutsBetween, names, partition } from '../tests/fixtures';
import type { NodeName } from '../types';
import { barrier, crossedLinks, cutCommands, liesTogether } from './barrier';
import { crossing, distance, layout, type Point } from './layout';
import { bend, placeOn, way } from './path';

type Groups = readonly (readonly NodeName[])[];

function plan(count: number, width = 1000, height = 480) {
  return layout({ nodes: names(count), clients: [] }, { width, height }, raftNode.asideSize);
}

function groups(text: string): Groups {
  return text.split(' | ').map((group) => group.split(' '));
}

function isCrossed(from: Point, to: Point, lines: readonly (readonly Point[])[]): boolean {
  return lines.some((line) =>
    line.some((point, at) => at > 0 && crossing(from, to, line[at - 1] as Point, point) !== null),
  );
}

const TOGETHER = [
  [2, 'A | B'],
  [3, 'A | B C'],
  [4, 'A B | C D'],
  [5, 'A B | C D E'],
  [5, 'A | B C D E'],
  [5, 'A E | B C D'],
  [5, 'A | B C | D E'],
  [7, 'A B C | D E F G'],
  [9, 'A | B C D E F G H I'],
  [9, 'A B C D | E F G H I'],
  [5, 'A | B | C | D | E'],
] as const;

describe.each(TOGETHER)('the wall among %i nodes, %s', (count, text) => {
  const split = groups(text);

  it.each([
    [1000, 480],
    [390, 480],
  ])('on a stage of %i by %i crosses each link between groups and none within one', (width, height) => {
    const layout = plan(count, width, height);
    const { lines, bars } = barrier(layout, cutsBetween(split), split);
    expect(bars).toEqual([]);
    for (const [at, one] of layout.nodes.entries())
      for (const other of layout.nodes.slice(at + 1)) {
        const isWithin = split.some((group) => group.includes(one.id) && group.includes(other.id));
        expect(isCrossed(one, other, lines), `${one.id}-${other.id}`).toBe(!isWithin);
      }
  });

  it('keeps off the nodes', () => {
    const layout = plan(count);
    for (const line of barrier(layout, cutsBetween(split), split).lines)
      for (const point of line)
        for (const node of layout.nodes) expect(distance(point, node)).toBeGreaterThan(layout.node.radius);
  });
});

describe('a message that dies at a wall', () => {
  const { view, landings } = partition();
  const layout = plan(5);
  const { lines, stop } = barrier(layout, view.cuts, view.groups);

  it.each(landings.map((landing) => [landing.from, landing.to, landing] as const))(
    'from %s to %s does so on its own side of it',
    (from, to, landing) => {
      const path = way(layout, from, to);
      const wall = stop(from, to);
      if (!path || wall === null) throw new Error('the fixture has what died at the wall');
      const end = placeOn(path, bend(landing.place, { stop: wall, met: 0 }));
      expect(isCrossed(path.start, end, lines)).toBe(false);
      expect(isCrossed(end, path.end, lines)).toBe(true);
    },
  );
});

describe('groups that do not lie together', () => {
  const split = groups('A C | B D E');

  it('are told from those that do', () => {
    expect(liesTogether(names(5), split)).toBe(false);
    expect(liesTogether(names(5), groups('E A | B C D'))).toBe(true);
  });

  it('get a bar across each link that is cut, and no wall where messages pass', () => {
    const { lines, bars, stop } = barrier(plan(5), cutsBetween(split), split);
    expect(lines).toEqual([]);
    expect(bars.map(({ from, to }) => `${from}-${to}`).toSorted()).toEqual(['A-B', 'A-D', 'A-E', 'B-C', 'C-D', 'C-E']);
    expect(bars.every(({ oneWay }) => !oneWay)).toBe(true);
    expect(stop('A', 'C')).toBeNull();
    expect(stop('C', 'B')).not.toBeNull();
  });
});

describe('a cut in one direction', () => {
  it('stops what goes that way, before the bar, and lets the other way pass', () => {
    const { bars, stop } = barrier(plan(5), [{ from: 'A', to: 'C' }], []);
    expect(bars).toMatchObject([{ from: 'A', to: 'C', oneWay: true }]);
    expect(stop('A', 'C')).toBeGreaterThan(0.3);
    expect(stop('A', 'C')).toBeLessThan(0.5);
    expect(stop('C', 'A')).toBeNull();
  });
});

describe('a line drawn across the stage', () => {
  const layout = plan(5);

  it('crosses the links it goes through', () => {
    const [a, b] = layout.nodes;
    if (!a || !b) throw new Error('A and B are on the stage');
    const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
    const crossed = crossedLinks(layout, { x: middle.x - 8, y: middle.y + 8 }, { x: middle.x + 8, y: middle.y - 8 });
    expect(crossed).toEqual([{ from: 'A', to: 'B' }]);
  });

  it('through the whole ring is a partition', () => {
    const all = crossedLinks(layout, { x: 0, y: 300 }, { x: 1000, y: 300 });
    expect(cutCommands(names(5), [], all)).toEqual(['partition A B E | C D']);
  });
});

describe('the commands for cutting links', () => {
  const link = (text: string) => ({ from: text[0] as string, to: text[1] as string });

  it('are a partition when the cluster falls into groups', () => {
    expect(cutCommands(names(3), [], ['AB', 'AC'].map(link))).toEqual(['partition A | B C']);
  });

  it('count what is cut already', () => {
    const present = [link('AB'), link('BA')];
    expect(cutCommands(names(3), present, [link('AC')])).toEqual(['partition A | B C']);
  });

  it('are single cuts when all can still talk, or when a partition would mend something', () => {
    expect(cutCommands(names(4), [], ['AB', 'CD'].map(link))).toEqual(['cut A-B', 'cut C-D']);
    const within = [link('BC'), link('CB')];
    expect(cutCommands(names(4), within, ['AB', 'AC', 'AD'].map(link))).toEqual(['cut A-B', 'cut A-C', 'cut A-D']);
  });
});
