import { beforeAll, expect, test } from 'vitest';
import { translator } from './i18n/index';
import { hotkeysOf, type KeyAct } from './keys';
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
