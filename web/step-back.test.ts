import { expect, test } from 'vitest';
import { type Desk, EMPTY_DESK } from './desk';
import type { Menu } from './model';
import type { Player } from './player/player';
import { stepBack, toggleHelp } from './step-back';
import { model } from './tests/fixtures';
import { raftNode, raftView } from './tests/views';

const NODE: Menu = { kind: 'node', id: 'A', byKey: false };

function opened({ isGreeting = false, lesson = '' } = {}) {
  const done: string[] = [];
  const told = { id: lesson, title: [], note: [], toTry: [], challenge: null, steps: [] };
  const run = model(raftView([raftNode('A')]), { lesson: lesson ? told : null });
  const picture = {
    desk: EMPTY_DESK,
    put: (desk: Partial<Desk>) => {
      picture.desk = { ...picture.desk, ...desk };
    },
    putNow: (desk: Partial<Desk>) => picture.put(desk),
  };
  const stage = {
    player: () => ({ run }) as unknown as Player,
    picture,
    greets: () => isGreeting,
    present: (isOn: boolean) => void done.push(`present ${isOn}`),
  };
  const act = { escape: () => stepBack(stage), toggleHelp: () => toggleHelp(stage) };
  return { act, picture, done };
}

test('Escape goes back one thing at a time', () => {
  const { act, picture, done } = opened();
  picture.put({ menu: NODE, presenting: true, tab: 'help', cutting: ['A'], selection: { kind: 'node', id: 'A' } });
  act.escape();
  expect([picture.desk.menu, done]).toEqual([null, []]);
  act.escape();
  expect(done).toEqual(['present false']);
  picture.put({ presenting: false });
  act.escape();
  expect([picture.desk.tab, picture.desk.cutting]).toEqual(['events', ['A']]);
  act.escape();
  expect([picture.desk.cutting, picture.desk.selection]).toEqual([null, { kind: 'node', id: 'A' }]);
  act.escape();
  expect(picture.desk.selection).toBeNull();
});

test('Escape leaves a newcomer the welcome, and closes what it has led to; beside a lesson that is the lesson', () => {
  const { act, picture } = opened({ isGreeting: true });
  picture.put({ menu: NODE, tab: 'help', guide: 'welcome' });
  act.escape();
  act.escape();
  expect([picture.desk.menu, picture.desk.tab]).toEqual([null, 'help']);
  picture.put({ guide: 'signs' });
  act.escape();
  expect(picture.desk.tab).toBe('events');
  const learning = opened({ lesson: 'raft/first' });
  learning.picture.put({ tab: 'help' });
  learning.act.escape();
  expect(learning.picture.desk.tab).toBe('lesson');
});

test('from the welcome the help goes on to the signs, and then closes', () => {
  const { act, picture } = opened({ isGreeting: true });
  picture.put({ tab: 'help', guide: 'welcome' });
  act.toggleHelp();
  expect([picture.desk.tab, picture.desk.guide]).toEqual(['help', 'signs']);
  act.toggleHelp();
  expect(picture.desk.tab).toBe('events');
});
