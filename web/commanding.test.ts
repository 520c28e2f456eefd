import { expect, test } from 'vitest';
import { bringBack, nextMilestone, nextOfRule, playScene, runLines, takeBack } from './commanding';
import { type Desk, EMPTY_DESK } from './desk';
import type { Notice } from './frame';
import type { Translate } from './i18n/index';
import type { Player } from './player/player';
import { raftNode, raftView } from './tests/views';
import type { RuleView } from './types';

const t: Translate = Object.assign((key: string) => key, { has: () => false });

/** A stage that refuses whatever begins with `no`, and answers `help`. */
function stage({
  taken = [],
  brought = [],
  happened = [],
  hasLine = true,
}: { [what in 'taken' | 'brought' | 'happened']?: string[] } & { hasLine?: boolean } = {}) {
  const given: string[] = [];
  const said: string[] = [];
  const refuse = (key: string) => Object.assign(new Error(key), { key, args: {}, line: 1, column: 1 });
  const player = {
    run: { view: raftView([raftNode('A')]), now: 0, events: happened.map((key) => ({ at: 0, key })) },
    now: 0,
    there: Promise.resolve(),
    nextMilestone: () => said.push('to the next milestone'),
    nextEvent: (keys: string) => said.push(`to the next of ${keys}`),
    hasPassedNothing: () => true,
    command: (line: string) => {
      if (line === 'no way') throw refuse('It is cut. To mend it, write: mend');
      if (line === 'help') throw refuse('error.commands');
      if (line.startsWith('no')) throw refuse('error.unknown-command');
      given.push(line);
    },
    takeBack: () => taken,
    bringBack: async () => {
      if (brought.some((line) => line.startsWith('no'))) throw refuse('error.unknown-command');
      return brought;
    },
  } as unknown as Player;
  const picture = {
    desk: EMPTY_DESK,
    put: (desk: Partial<Desk>) => {
      picture.desk = { ...picture.desk, ...desk };
    },
  };
  const notices = {
    say: ({ text }: Notice) => said.push(text(t)),
    news: (key: string, args = {}) => said.push([key, ...Object.values(args)].join(' ').trim()),
    lacks: (key: string) => said.push(key),
    refuse: ({ key }: { key: string }, told = (reason: string) => reason) => said.push(`refused ${told(key)}`),
  };
  return { player: () => player, picture, notices, t: () => t, hasLine: () => hasLine, given, said };
}

test('without a command line nobody is told what to write there', () => {
  for (const [hasLine, said] of [
    [true, 'refused It is cut. To mend it, write: mend'],
    [false, 'refused It is cut.'],
  ] as const) {
    const on = stage({ hasLine });
    runLines(on, ['no way']);
    expect(on.said).toEqual([said]);
  }
});

test('lines are given up to the first that is refused, which is said and given back', () => {
  const on = stage();
  expect(runLines(on, ['crash A', 'nonsense', 'crash B'])).toBe('error.unknown-command');
  expect([on.given, on.said]).toEqual([['crash A'], ['refused error.unknown-command']]);
  expect(on.picture.desk.prompt.history).toEqual(['crash A']);
});

test('an answer is given back, but it is no refusal', () => {
  const on = stage();
  expect(runLines(on, ['help'])).toBe('error.commands');
  expect(on.said).toEqual([]);
});

test('what was refused before is forgotten with the next line that is carried out, and other news are not', () => {
  const on = stage();
  const refused: Notice = { tone: 'refusal', text: () => 'no' };
  const news: Notice = { tone: 'news', text: () => 'new' };
  on.picture.put({ notice: refused });
  runLines(on, ['nonsense']);
  expect(on.picture.desk.notice).toBe(refused);
  runLines(on, ['crash A']);
  expect(on.picture.desk.notice).toBeNull();
  on.picture.put({ notice: news });
  runLines(on, ['crash B']);
  expect(on.picture.desk.notice).toBe(news);
});

test('what was said to a line that was typed goes with the next act, and what was run last with what takes it back', async () => {
  const on = stage({ taken: ['@40 crash A'], brought: ['crash A'] });
  const { prompt } = on.picture.desk;
  on.picture.put({ prompt: { ...prompt, text: 'heal', refusal: 'no link is cut' } });
  runLines(on, ['crash A']);
  expect(on.picture.desk.prompt).toMatchObject({ text: 'heal', refusal: null, ran: ['crash A'] });
  takeBack(on);
  expect(on.picture.desk.prompt).toMatchObject({ ran: [], history: ['crash A'] });
  runLines(on, ['crash B']);
  await bringBack(on);
  expect(on.picture.desk.prompt.ran).toEqual([]);
});

test('a scene is played where it is possible, and says so; where it is not, that is said', () => {
  const on = stage();
  expect(playScene(on, { key: 'split', lines: () => ['partition A | B'] })).toBe(true);
  expect(playScene(on, { key: 'split', lines: () => ['nonsense', 'crash A'] })).toBe(false);
  expect(playScene(on, { key: 'split', lines: () => null })).toBe(false);
  expect(on.given).toEqual(['partition A | B']);
  expect(on.said).toEqual(['scene.split.says', 'refused error.unknown-command', 'scene.split.not-now']);
});

test('what was taken back is named by its lines without their times', async () => {
  const on = stage({ taken: ['@40 crash A', '@40 heal'], brought: ['crash A'] });
  takeBack(on);
  await bringBack(on);
  expect(on.said).toEqual(['frame.taken-back crash A; heal', 'frame.brought-back crash A']);
});

test('where there is nothing to take back or to bring back, that is said; what is refused then, too', async () => {
  const on = stage();
  takeBack(on);
  await bringBack(on);
  const refusing = stage({ brought: ['nonsense'] });
  await bringBack(refusing);
  expect(on.said).toEqual(['frame.nothing-to-take-back', 'frame.nothing-to-bring-back']);
  expect(refusing.said).toEqual(['refused error.unknown-command']);
});

const soon = () => new Promise((resolve) => setTimeout(resolve));

test('that nothing worth a stop came is said, unless another run is on the stage by then', async () => {
  const on = stage();
  nextMilestone(on);
  await soon();
  expect(on.said).toEqual(['to the next milestone', 'frame.no-milestone']);
  const leaving = stage();
  let isThere = true;
  const player = () => (isThere ? leaving.player() : null);
  nextMilestone({ ...leaving, player });
  isThere = false;
  await soon();
  expect(leaving.said).toEqual(['to the next milestone']);
});

test('of a rule the next event is looked for, also where it would have acted; if there is none, that is said', async () => {
  const rule = { events: ['voted'], missed: ['voted-twice'] } as unknown as RuleView;
  const on = stage();
  nextOfRule(on, rule);
  await soon();
  expect(on.said).toEqual(['to the next of voted voted-twice', 'rules.no-next']);
  const found = stage({ happened: ['voted-twice'] });
  nextOfRule(found, rule);
  await soon();
  expect(found.said).toEqual(['to the next of voted voted-twice']);
});
