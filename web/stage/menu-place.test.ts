import { expect, test } from 'vitest';
import { flight, names, raftNode, view } from '../tests/fixtures';
import { barrier } from './barrier';
import { layout } from './layout';
import { menuPlace } from './menu-place';

const plan = layout({ nodes: names(5), clients: [] }, { width: 1100, height: 500 }, () => ({ width: 140, height: 20 }));
const OPEN = barrier(plan, [], []);
const empty = view({ nodes: names(5).map((id) => raftNode(id)) });

function place(id: string, on = plan): { side: string; down: number } {
  const { across = '', down = 0 } = menuPlace({ kind: 'node', id }, empty, { plan: on, stops: OPEN, now: 0 }) ?? {};
  return { side: /^(left|right):/.exec(across)?.[1] ?? '', down };
}

test('a menu stands outside the ring where there is room, as high as its node', () => {
  expect(names(5).map((id) => place(id).side)).toEqual(['left', 'left', 'left', 'right', 'right']);
  expect(place('A').down).toBeLessThan(place('B').down);
  expect(place('B').down).toBeLessThan(place('C').down);
  const narrow = layout({ nodes: names(5), clients: [] }, { width: 320, height: 320 }, () => ({
    width: 60,
    height: 14,
  }));
  expect(['B', 'E'].map((id) => place(id, narrow).side)).toEqual(['right', 'left']);
});

test('at a link it stands in the middle, at a message where that is, and nowhere for what is not there', () => {
  const flown = view({ nodes: [], flights: [flight('m1', 'A', 'B', 'Prepare', { sentAt: 0, arrivesAt: 20 })] });
  const at = (kind: 'link' | 'message', id: string, now = 0) =>
    menuPlace({ kind, id }, flown, { plan, stops: OPEN, now });
  expect(at('link', 'A-B')).not.toBeNull();
  expect(at('message', 'm1', 2)).not.toEqual(at('message', 'm1', 18));
  expect([at('link', 'A-Z'), at('message', 'm9')]).toEqual([null, null]);
});
