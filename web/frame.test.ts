import { expect, test } from 'vitest';
import { PANELS } from './constants';
import { choices, type FrameLayout, layoutFor, tabsFor } from './frame';
import { model } from './tests/fixtures';
import { raftNode, raftView } from './tests/views';
import type { LessonFocus } from './types';

function focus(view: LessonFocus['view']): LessonFocus {
  return { at: 0, names: [], view };
}

/** A lesson whose middle step alone speaks of what is stored, at that step. */
function lessonAt(lessonStep: number, nodes: number) {
  const steps = [[focus('ring')], [focus('logs')], []].map((looks) => ({ focus: looks }));
  const lesson = { id: 'raft/own', title: [], note: [], toTry: [], challenge: null, steps };
  const all = Array.from({ length: nodes }, (_, at) => raftNode(String.fromCharCode(65 + at)));
  return model(raftView(all), { lesson, lessonStep } as unknown as Parameters<typeof model>[1]);
}

test.each([
  ['phone', 3],
  ['phone', 5],
  ['short', 5],
  ['short', 9],
  ['wide', 5],
  ['wide', 9],
] as const)('in a lesson no picture and no tab comes or goes, %s with %i servers', (layout: FrameLayout, nodes) => {
  const offered = [0, 1, 2].map((step) => {
    const arrangement = step === 1 ? ('logs' as const) : ('ring' as const);
    const scene = { model: lessonAt(step, nodes), panels: PANELS, layout, arrangement, controls: 'full' as const };
    const rest = { tab: null, guide: null, notice: null, found: null, kept: false, working: null, breakdown: null };
    return { tabs: tabsFor({ ...scene, ...rest }), choices: choices(scene) };
  });
  expect(offered[1]).toEqual(offered[0]);
  expect(offered[2]).toEqual(offered[0]);
  const [first] = offered;
  const ways = [first?.choices.includes('logs'), first?.tabs.includes('log')];
  // Where the table always stands below the ring, neither is needed.
  expect(ways.filter(Boolean)).toHaveLength(layout === 'wide' && nodes === 5 ? 0 : 1);
});

test('a low window has its text beside the picture, a narrow one below it', () => {
  // A desktop window at 200 %, phones sideways and upright, a small window.
  const layouts = [
    [720, 394],
    [667, 319],
    [844, 334],
    [390, 788],
    [700, 700],
  ].map(([width = 0, height = 0]) => layoutFor(width, height, 'full', 1));
  expect(layouts).toEqual(['short', 'short', 'short', 'phone', 'phone']);
});
