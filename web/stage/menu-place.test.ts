import { expect, test } from 'vitest';
import { flight, names, raftNode, view } from '../tests/fixtures';
import { barrier } from './barrier';
import { layout } from './layout';
import { menuPlace } from './menu-place';

const plan = layout({ nodes: names(5), clients: [] }, { width: 1100, height: 500 }, () => ({ width: 140, height: 20 }));
const OPEN = barrier(plan, [], []);
const empty = view({ nodes: names(5).map((id) => raftNode(id)) });

/** The sides that a menu is held to. */
function sides(style: string | null): string {
  return [...(style ?? '').matchAll(/(?:^|;)(left|right|top|bottom):/g)].map(([, side]) => side).join(' ');
}

test('a menu stands outside the ring where there is room, and never leaves the stage', () => {
  const at = (id: string) => sides(menuPlace({ kind: 'node', id }, empty, { plan, stops: OPEN, now: 0 }));
  expect(['A', 'B', 'C', 'D', 'E'].map(at)).toEqual([
    'left top',
    'left top',
    'left bottom',
    'right bottom',
    'right top',
  ]);
  const narrow = layout({ nodes: names(5), clients: [] }, { width: 320, height: 320 }, () => ({
    width: 60,
    height: 14,
  }));
  const inward = (id: string) => sides(menuPlace({ kind: 'node', id }, empty, { plan: narrow, stops: OPEN, now: 0 }));
  expect([inward('B'), inward('E')]).toEqual(['right top', 'left top']);
});

test('at a link it stands in the middle, at a message where that is, and nowhere for what is not there', () => {
  const style = (kind: 'link' | 'message', id: string, now = 0) =>
    menuPlace(
      { kind, id },
      view({ nodes: [], flights: [flight('m1', 'A', 'B', 'Prepare', { sentAt: 0, arrivesAt: 20 })] }),
      { plan, stops: OPEN, now },
    );
  expect(style('link', 'A-B')).not.toBeNull();
  expect(style('message', 'm1', 2)).not.toBe(style('message', 'm1', 18));
  expect([style('link', 'A-Z'), style('message', 'm9')]).toEqual([null, null]);
});
