import { afterEach, expect, test, vi } from 'vitest';
import { Announcer } from './announcer';
import { EVENTS, TIME_UPDATE_EVERY_MS } from './constants';
import type { Translate } from './i18n/index';
import type { Model } from './model';
import type { PlayerChange } from './player/player';
import { loadHands } from './reach';
import { model, WALK } from './tests/fixtures';
import { cell, ledger, raftNode, raftView } from './tests/views';
import type { CheckView, EventView, Lesson } from './types';

const NOTHING: PlayerChange = {
  picture: false,
  jumped: false,
  playing: false,
  branched: false,
  edited: false,
  beaten: false,
  ended: false,
  happened: [],
};

const STEP = { from: 0, to: 100, say: [], after: [], question: null, focus: [], stretches: [] };
const LESSON: Lesson = { id: 'raft/first', title: [], note: [], toTry: [], challenge: null, steps: [STEP, STEP] };

const t: Translate = Object.assign((key: string) => key, { has: () => false });

function check(id: string, ok: boolean): CheckView {
  return { id, ok } as CheckView;
}

/** A run that is what the test says, with all that is told of it. */
function watched(some: Partial<Model> = {}, lesson: string | null = null) {
  const player = { run: model(raftView([raftNode('A')]), some), paused: true };
  const told: [string, unknown][] = [];
  const aloud: string[] = [];
  let alarms = 0;
  const announcer = new Announcer(player, {
    event: (name, detail) => told.push([name, detail]),
    aloud: (text) => aloud.push(text),
    alarm: () => {
      alarms += 1;
    },
    t: () => t,
    lesson: () => lesson,
  });
  const become = (more: Partial<Model>, change: Partial<PlayerChange> = {}, real = 0) => {
    player.run = { ...player.run, ...more };
    announcer.announce({ ...NOTHING, ...change }, real);
  };
  const names = () => told.splice(0).map(([name]) => name);
  return { announcer, player, become, told, names, aloud, alarms: () => alarms };
}

function storage(): Map<string, string> {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => kept.set(name, value),
  });
  return kept;
}

afterEach(() => {
  vi.unstubAllGlobals();
});

test('time is told now and then, and at once after a jump', () => {
  const { become, names } = watched();
  become({}, {}, 1000);
  expect(names()).toEqual([EVENTS.timeUpdate]);
  become({}, {}, 1000 + TIME_UPDATE_EVERY_MS - 1);
  expect(names()).toEqual([]);
  become({}, { jumped: true }, 1001);
  expect(names()).toEqual([EVENTS.seeked, EVENTS.timeUpdate]);
});

test('that it plays or stands is told as it is then', () => {
  const { become, player, names } = watched();
  become({}, { playing: true });
  player.paused = false;
  become({}, { playing: true });
  expect(names().filter((name) => name !== EVENTS.timeUpdate)).toEqual([EVENTS.pause, EVENTS.play]);
});

test('all events are told, and aloud those that are worth a mark', () => {
  const { become, told, aloud } = watched();
  const event = { serial: 1, at: 0, key: 'cluster.healed', node: null, args: {}, milestone: false } as EventView;
  const milestone = { ...event, key: 'cluster.crashed', milestone: true };
  become({}, { happened: [event, milestone] });
  expect(told.filter(([name]) => name === EVENTS.happened).map(([, detail]) => detail)).toEqual([event, milestone]);
  expect(aloud).toHaveLength(1);
});

test('a guarantee that breaks is told once, and again when it breaks anew', () => {
  const { become, names, aloud, alarms } = watched();
  const broken = raftView([raftNode('A')], { checks: [check('safe', false), check('live', true)] });
  const sound = raftView([raftNode('A')], { checks: [check('safe', true), check('live', true)] });
  for (const view of [broken, broken, sound, broken]) become({ view }, { picture: true });
  expect(names().filter((name) => name === EVENTS.violation)).toHaveLength(2);
  expect(aloud).toEqual(['frame.violation', 'frame.violation']);
  expect(alarms()).toBe(2);
});

test('a step of a lesson is told when another begins, and with its last step the lesson is done', () => {
  const kept = storage();
  const { become, told } = watched({ lesson: LESSON, walk: WALK }, LESSON.id);
  become({ lessonStep: 0 });
  become({ lessonStep: 1 });
  become({ lessonStep: 1 });
  expect(told.filter(([name]) => name === EVENTS.lessonStep)).toEqual([[EVENTS.lessonStep, { step: 2 }]]);
  expect([...kept.values()]).toEqual([LESSON.id]);
});

test('a lesson that is gone through under another name is not done', () => {
  const kept = storage();
  const { become } = watched({ lesson: LESSON, walk: WALK }, null);
  become({ lessonStep: 1 });
  expect([...kept.values()]).toEqual([]);
});

test('a challenge is done when its last goal is reached; whoever undoes it and reaches it again hears it again', () => {
  const kept = storage();
  const task = { ...LESSON, id: 'challenge/first' };
  const goals = (...reached: (number | null)[]) => ({ task, goals: reached.map((at) => ({ reached: at })) });
  const play = (...reached: (number | null)[]) => goals(...reached) as unknown as NonNullable<Model['challenge']>;
  const { become, aloud } = watched({ challenge: play(null, null) }, task.id);
  become({ challenge: play(5, null) });
  expect([aloud, [...kept.values()]]).toEqual([[], []]);
  become({ challenge: play(5, 9) });
  become({ challenge: play(5, 9) });
  expect([aloud, [...kept.values()]]).toEqual([['challenge.done'], [task.id]]);
  become({ challenge: play(5, null) });
  become({ challenge: play(5, 12) });
  expect(aloud).toHaveLength(2);
});

test('a run that comes with all its goals reached says so', () => {
  storage();
  const { become, aloud } = watched({ challenge: { task: LESSON, goals: [] } });
  become({});
  become({});
  expect(aloud).toEqual(['challenge.done']);
});

test('what a node takes back is kept for a moment; after a jump nothing was taken back', async () => {
  await loadHands('raft');
  const view = (...cells: number[]) => raftView([raftNode('A', { ledger: ledger(cells.map((at) => cell(at, 1))) })]);
  const { announcer, become } = watched({ view: view(1, 2) });
  become({ view: view(1) });
  expect(announcer.vanished.map(({ node, cell }) => [node, cell.at])).toEqual([['A', 2]]);
  become({ view: view(1, 2) }, { jumped: true });
  expect(announcer.vanished).toEqual([]);
});
