import { beforeAll, expect, test, vi } from 'vitest';
import { translator } from './i18n/index';
import { hotkeysOf, type KeyAct, pressKey } from './keys';
import type { Model, Selection } from './model';
import { loadGuide, protocolNames } from './protocols/registry';
import { client, model, names, paxos, possible, raftNode, view } from './tests/fixtures';

beforeAll(() => Promise.all(protocolNames().map(loadGuide)));

const five = model(view({ nodes: names(5).map((id) => raftNode(id, { role: id === 'B' ? 'leader' : 'follower' })) }));

/** The lines that a key runs. */
function lines(key: string, some: Partial<Model> = {}): unknown[] {
  const run: unknown[] = [];
  const act = {
    command: (line: string) => void run.push(line),
    commands: (lines: readonly string[]) => void run.push(...lines),
    draft: (draft: unknown) => void run.push(draft),
  };
  const wanted = { ...five, ...some };
  hotkeysOf(wanted.view.protocol)
    .find(({ keys }) => keys.includes(key))
    ?.press(wanted, act as unknown as KeyAct);
  return run;
}

test('what is done by a key closes the menu that is open, and what does nothing leaves it', () => {
  const closed = (key: string) => {
    const done: unknown[] = [];
    const act = new Proxy(
      {},
      {
        get:
          (_, name) =>
          (...given: unknown[]) =>
            void done.push([name, ...given]),
      },
    );
    const event = { key, composedPath: () => [new Element()], ctrlKey: key === 'z' } as unknown as KeyboardEvent;
    pressKey(event, { ...five, menu: { kind: 'node', id: 'A', byKey: false } }, act as KeyAct, false);
    return done.at(-1);
  };
  vi.stubGlobal(
    'Element',
    class {
      matches = () => false;
      closest = () => null;
    },
  );
  for (const key of ['x', 'z', 'c', ' ']) expect(closed(key), key).toEqual(['menu', null]);
  expect(closed('q')).toBeUndefined();
  vi.unstubAllGlobals();
});

const selected = (id: string, kind: Selection['kind'] = 'node') => ({ selection: { kind, id } });

test.each(protocolNames())(
  'in %s no key stands for two things, and the help has words for each in both languages',
  (name) => {
    const hotkeys = hotkeysOf(name);
    const keys = hotkeys.flatMap(({ keys }) => keys);
    expect(new Set(keys).size).toBe(keys.length);
    for (const lang of ['en', 'zh'] as const)
      for (const { name: key } of hotkeys) expect(translator(lang, name).has(`key.${key}`)).toBe(true);
  },
);

test('what the run itself says may be done is done', () => {
  const acts = [possible('request', 'request SET x 3'), possible('align', 'align A B'), possible('spread', 'spread')];
  expect(['c', 'a', 't'].flatMap((key) => lines(key, { view: { ...five.view, acts } }))).toEqual([
    'request SET x 3',
    'align A B',
    'spread',
  ]);
});

test('what only one protocol knows has no key in another', () => {
  expect(lines('m', paxos())).toEqual([]);
  expect(lines('s', { ...paxos(), ...selected('A') })).toEqual([]);
});

test('a selected node takes a snapshot, gets the leadership, or is removed', () => {
  expect(['s', 'l', '-'].flatMap((key) => lines(key, selected('C')))).toEqual(['snapshot C', 'transfer C', 'remove C']);
});

test('without a selected node the leader takes a snapshot, and nobody is removed or made leader', () => {
  expect(['s', 'l', '-'].flatMap((key) => lines(key))).toEqual(['snapshot B']);
  expect(['l', '-'].flatMap((key) => lines(key, selected('c1', 'client')))).toEqual([]);
});

test('the selected node is crashed, or restarted if it is down; of none, it is said that one is to be selected', () => {
  const said: string[] = [];
  const press = (some: Partial<Model>) =>
    hotkeysOf('raft')
      .find(({ keys }) => keys.includes('x'))
      ?.press({ ...five, ...some }, {
        say: (key: string) => said.push(key),
        commands: (lines: readonly string[]) => said.push(...lines),
      } as unknown as KeyAct);
  press(selected('C'));
  const view = { ...five.view, nodes: [raftNode('D', { up: false, role: 'down' })] };
  press({ view, ...selected('D') });
  press({});
  expect(said).toEqual(['crash C', 'restart D', 'frame.select-first']);
});

test('a node is added, a change of members begun', () => {
  expect(lines('+')).toEqual(['add F']);
  expect(lines('m')).toEqual([{ members: names(5), manner: 'joint' }]);
});

test('a client that got no answer asks again: the selected one, or all of them', () => {
  const clients = [client('c1', 'A', { state: 'unknown' }), client('c2', 'A'), client('c3', 'B', { state: 'unknown' })];
  const some = { view: { ...five.view, clients } };
  expect(lines('u', some)).toEqual(['retry c1', 'retry c3']);
  expect(lines('u', { ...some, ...selected('c2', 'client') })).toEqual(['retry c2']);
});

test('the selected node is suspended, resumed where it is suspended, and left alone where it is down', () => {
  const acts = [possible('suspend', 'suspend A'), possible('resume', 'resume A')];
  const press = (some: object) => {
    const nodes = [raftNode('A', { acts, ...some }), raftNode('B')];
    return lines('z', { view: { ...five.view, nodes }, ...selected('A') });
  };
  expect(press({})).toEqual(['suspend A']);
  expect(press({ suspendedAt: 40 })).toEqual(['resume A']);
  expect(press({ up: false })).toEqual([]);
  expect(lines('z')).toEqual([]);
});

test('the selected node is restarted if it is down, else all that may be', () => {
  const nodes = [raftNode('A'), raftNode('D', { up: false, role: 'down' })];
  const view = { ...five.view, nodes, acts: [possible('restart', 'restart C', 'restart D')] };
  expect(lines('r', { view })).toEqual(['restart C', 'restart D']);
  expect(lines('r', { view, ...selected('A') })).toEqual(['restart C', 'restart D']);
  expect(lines('r', { view, ...selected('D') })).toEqual(['restart D']);
});

/** What has the focus, as far as keys ask for it: one kind of control, or nothing in particular. */
class Control {
  constructor(private readonly kind: string) {}
  matches(selector: string): boolean {
    return selector.split(/,\s*(?![^(]*\))/).some((one) => one.split(':')[0] === this.kind);
  }
}

/** What becomes of a key, and what it did. */
function pressed(key: string, some: Partial<Model> = {}, on = 'div', isByPointer = false, is = {}) {
  vi.stubGlobal('Element', Control);
  const done: string[] = [];
  const tell = (name: string) => () => void done.push(name);
  const act = {
    play: tell('play'),
    stepForward: tell('step'),
    nextMilestone: tell('milestone'),
    lesson: { next: tell('next'), back: tell('back') },
    escape: () => false,
  };
  const event = { key, composedPath: () => [new Control(on)], ...is } as unknown as KeyboardEvent;
  const use = pressKey(event, { ...five, paused: true, ...some }, act as unknown as KeyAct, isByPointer);
  vi.unstubAllGlobals();
  return [use, ...done];
}

test('a key that stands for something is done; one that presses or writes into what has the focus is left to it', () => {
  expect(pressed('.')).toEqual(['done', 'play']);
  expect(pressed('q')).toEqual([null]);
  expect(pressed('Enter')).toEqual([null]);
  for (const key of [' ', 'Enter']) expect(pressed(key, {}, 'button'), key).toEqual(['left']);
  expect(pressed('PageDown', {}, 'textarea')).toEqual(['left']);
  // What a pointer has pressed keeps only what stands for nothing else.
  expect(pressed(' ', {}, 'button', true)).toEqual(['done', 'play']);
  expect(pressed('Enter', {}, 'button', true)).toEqual(['left']);
  expect(pressed(' ', {}, 'textarea', true)).toEqual(['left']);
  // What stands in front of the stage has used it, and nobody else is to hear of it.
  expect(pressed('.', {}, 'div', false, { defaultPrevented: true })).toEqual(['left']);
});

test('Escape is not for a stage on which nothing is open', () => {
  expect(pressed('Escape')).toEqual([null]);
});

const STEP = { id: 0, from: 0, to: 1, say: [], after: [], question: null, stretches: [], focus: null };
const told = (lessonStep: number, phase: string, some = {}) =>
  ({
    lesson: { steps: [STEP, STEP] },
    lessonStep,
    walk: { phase, isLeft: false },
    ...some,
  }) as unknown as Partial<Model>;

test('a remote walks the lesson, and belongs to the deck before its beginning and when it is over', () => {
  expect(pressed('PageUp', told(0, 'reading'))).toEqual([null]);
  expect(pressed('PageUp', told(0, 'resting'))).toEqual(['done', 'back']);
  expect(pressed('PageDown', told(0, 'resting'))).toEqual(['done', 'next']);
  expect(pressed('PageDown', told(1, 'acting'))).toEqual(['done', 'next']);
  expect(pressed('PageDown', told(1, 'resting'))).toEqual([null]);
  // Who has taken over comes back to it; and on the whole screen there is no deck.
  expect(pressed('PageDown', told(1, 'resting', { walk: { phase: 'resting', isLeft: true } }))).toEqual([
    'done',
    'next',
  ]);
  expect(pressed('PageDown', told(1, 'resting', { presenting: true }))).toEqual(['done', 'next']);
});

test('on a slide arrows walk the lesson as well, and without one a remote is the deck’s', () => {
  expect(pressed('ArrowRight', told(0, 'resting'))).toEqual(['done', 'step']);
  expect(pressed('ArrowRight', told(0, 'resting', { controls: 'minimal' }))).toEqual(['done', 'next']);
  expect(pressed('ArrowRight', told(1, 'resting', { controls: 'minimal' }))).toEqual([null]);
  expect(pressed('ArrowRight', { controls: 'minimal' })).toEqual(['done', 'step']);
  expect(pressed('PageDown', { controls: 'minimal' })).toEqual([null]);
  expect(pressed('PageDown')).toEqual(['done', 'milestone']);
});
