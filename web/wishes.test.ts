import { expect, test } from 'vitest';
import { type Desk, EMPTY_DESK } from './desk';
import type { FrameAct, FrameLayout } from './frame';
import type { Translate } from './i18n/index';
import type { Menu } from './model';
import type { Player } from './player/player';
import { model } from './tests/fixtures';
import { raftNode, raftView } from './tests/views';
import { Wishes } from './wishes';

const t: Translate = Object.assign((key: string) => key, { has: () => false });

function wishing({ layout = 'wide' as FrameLayout, isGreeting = false, lesson = '', isWatched = false } = {}) {
  const done: string[] = [];
  const note = (what: string) => () => void done.push(what);
  const told = { id: lesson, title: [], note: [], toTry: [], challenge: null, steps: [] };
  const player = {
    run: model(raftView([raftNode('A')]), { lesson: lesson ? told : null }),
    seek: note('seek'),
    live: note('live'),
    switchLane: note('switch lane'),
  } as unknown as Player;
  const picture = {
    desk: EMPTY_DESK,
    put: (desk: Partial<Desk>) => {
      picture.desk = { ...picture.desk, ...desk };
    },
    putNow: (desk: Partial<Desk>) => picture.put(desk),
  };
  const outside = {
    play: note('play'),
    pause: note('pause'),
    stepForward: note('step'),
    stepBack: note('step back'),
    speed: 1,
    share: () => 'code',
    lesson: null as string | null,
    removeAttribute: (name: string) => void done.push(`without ${name}`),
    begin: (options: object) => void done.push(`begin ${JSON.stringify(options)}`),
    showLessons: () => Promise.reject(new Error('offline')),
  };
  const { act } = new Wishes(outside, {
    player: () => player,
    picture,
    notices: {
      say: () => {},
      news: (key) => void done.push(key),
      lacks: (key) => void done.push(key),
      refuse: () => {},
      fail: note('not loaded'),
    },
    search: () => ({ start: async (_, rule) => void done.push(`search ${rule}`), end: note('search ends') }),
    layout: () => layout,
    isWatched: () => isWatched,
    hasLine: () => true,
    t: () => t,
    isWhole: () => false,
    loadAll: async () => void done.push('load'),
    greets: () => isGreeting,
    reducedMotion: () => false,
    letterKeys: () => {},
    present: (isOn) => void done.push(`present ${isOn}`),
    printHandout: () => Promise.reject(new Error('offline')),
    again: () => {},
    backToRun: () => {},
    back: () => {},
    backToKept: () => {},
  });
  return { act, picture, done, outside };
}

const NODE: Menu = { kind: 'node', id: 'A', byKey: false };

test('a menu opens with what is selected; pressed a second time it closes, and what is selected stays', () => {
  const { act, picture } = wishing();
  act.menu(NODE);
  expect([picture.desk.menu, picture.desk.selection]).toEqual([NODE, { kind: 'node', id: 'A' }]);
  act.menu({ ...NODE });
  expect([picture.desk.menu, picture.desk.selection]).toEqual([null, { kind: 'node', id: 'A' }]);
});

test('a link that is told of one press twice stays open, a message stops the run, and what is only watched has no menus', () => {
  const { act, picture, done } = wishing();
  const link: Menu = { kind: 'link', id: 'A-B', byKey: false };
  act.menu(link);
  act.menu({ ...link });
  expect(picture.desk.menu).toEqual(link);
  expect(done).toEqual([]);
  act.menu({ kind: 'message', id: 'm1', byKey: false });
  expect(done).toEqual(['pause']);
  const watched = wishing({ isWatched: true });
  watched.act.menu({ kind: 'message', id: 'm1', byKey: false });
  expect([watched.picture.desk.menu, watched.done]).toEqual([null, []]);
  const slide = wishing({ layout: 'slide' });
  slide.act.menu(NODE);
  expect(slide.picture.desk.menu).toEqual(NODE);
});

test('what is opened below a lesson is folded away by its own button', () => {
  for (const layout of ['wide', 'short'] as const) {
    const { act, picture } = wishing({ layout, lesson: 'raft/first' });
    picture.put({ tab: 'lesson' });
    act.openTab('events');
    expect(picture.desk.tab).toBe('events');
    act.openTab('events');
    expect(picture.desk.tab).toBe('lesson');
  }
});

test('why a line was refused is read until something else is done', () => {
  const ways: readonly ((act: FrameAct) => void)[] = [
    (act) => act.play(),
    (act) => act.seek(40),
    (act) => act.stepForward(),
    (act) => act.nextMilestone(),
    (act) => act.live(),
    (act) => act.switchLane(1),
  ];
  for (const go of ways) {
    const { act, picture } = wishing();
    const prompt = { ...picture.desk.prompt, text: 'heal', refusal: 'no link is cut' };
    act.prompt(prompt);
    picture.put({ notice: { tone: 'refusal', text: () => 'no link is cut' } });
    act.hover('A');
    expect(picture.desk.prompt).toBe(prompt);
    expect(picture.desk.notice).not.toBeNull();
    go(act);
    expect(picture.desk.prompt).toEqual({ ...prompt, refusal: null });
    expect(picture.desk.notice).toBeNull();
    // What is news still is.
    picture.put({ notice: { tone: 'news', text: () => 'a new branch' } });
    go(act);
    expect(picture.desk.notice).not.toBeNull();
  }
});

test('the open tab closes a sheet, and a column stays', () => {
  for (const [layout, tab] of [
    ['phone', null],
    ['wide', 'checks'],
    ['short', 'checks'],
  ] as const) {
    const { act, picture } = wishing({ layout });
    act.openTab('checks');
    act.openTab('checks');
    expect([layout, picture.desk.tab]).toEqual([layout, tab]);
  }
});

test('before commands are understood, what understands them is loaded', () => {
  const { act, done } = wishing();
  expect(act.command('crash A')).toBeNull();
  expect(act.commands([])).toBeNull();
  act.takeBack();
  expect(done).toEqual(['load', 'frame.nothing-to-take-back']);
});

test('another lesson is asked for without what was said of the run before; what cannot be loaded is said', async () => {
  const { act, done, outside } = wishing();
  act.openLesson('raft/first');
  expect(outside.lesson).toBe('raft/first');
  expect(done).toEqual(['step', 'run', 'seed', 'nodes', 'protocol'].map((name) => `without ${name}`));
  done.splice(0);
  act.lesson.handout();
  // Who opens these says it.
  act.lessons();
  await new Promise((resolve) => setTimeout(resolve));
  expect(done).toEqual(['not loaded']);
});

test('what begins anew has the seed that it has now, or another', () => {
  const { act, done } = wishing();
  act.startOver('same');
  act.startOver('new');
  expect(done[0]).toBe('begin {"seed":1}');
  expect(done[1]).toMatch(/^begin \{"seed":\d+\}$/);
});
