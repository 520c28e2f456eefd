import { describe, expect, it } from 'vitest';
import type { Act, Draft } from '../../model';
import { model, names, raftNode, view } from '../../tests/fixtures';
import { addNode, changeMembers, draftLine, makeChange, takeBack } from './tools';

const five = model(view({ nodes: names(5).map((id) => raftNode(id)) }));
const line = (members: string, manner: Draft['manner'] = 'joint') => draftLine(five, { members: [...members], manner });

describe('a change of members', () => {
  it('is a line of the command language, joint if nothing else is said', () => {
    expect(line('CABF')).toBe('configure A B C F');
    expect(line('AB', 'naive')).toBe('configure naive A B');
    expect(line('ABCDEF', 'stopped')).toBe('configure stopped A B C D E F');
  });

  it('is none while the members are those that there are, or nobody', () => {
    expect(line('EDCBA')).toBeNull();
    expect(line('')).toBeNull();
  });

  it('names servers by their numbers', () => {
    const members = ['S10', 'S9', 'S1'];
    expect(draftLine(five, { members, manner: 'joint' })).toBe('configure S1 S9 S10');
  });
});

/** What is asked for, where everything that begins with `refused` is refused. */
function asked(use: (act: Act) => void, refused = 'nothing') {
  const wishes: unknown[] = [];
  const wish = (made: unknown) => {
    wishes.push(made);
    return `${made}`.startsWith(refused) ? 'no' : null;
  };
  const commands = (lines: readonly string[]) => (lines.every((line) => wish(line) === null) ? null : 'no');
  use({ command: wish, commands, draft: wish } as unknown as Act);
  return wishes;
}

describe('to make a change', () => {
  const draft: Draft = { members: ['A', 'B', 'F'], manner: 'joint' };

  it('takes one line', () => {
    expect(asked((act) => makeChange(five, draft, act))).toEqual(['configure A B F']);
  });

  it('with the cluster stopped, stops whoever runs, and lets the new members go on', () => {
    const [a, ...others] = five.view.nodes;
    if (!a) throw new Error('there are five');
    const half = { ...five, view: { ...five.view, nodes: [{ ...a, up: false }, ...others] } };
    expect(asked((act) => makeChange(half, { ...draft, manner: 'stopped' }, act))).toEqual([
      ...['crash B', 'crash C', 'crash D', 'crash E'],
      'configure stopped A B F',
      ...['restart A', 'restart B', 'restart F'],
    ]);
  });

  it('and cannot, lets those go on that ran before', () => {
    const lines = asked((act) => makeChange(five, { ...draft, manner: 'stopped' }, act), 'configure');
    expect(lines.slice(-5)).toEqual(names(5).map((id) => `restart ${id}`));
  });
});

describe('the tools', () => {
  it('add the next node at once, or to those that are being chosen', () => {
    expect(asked((act) => addNode(five, act))).toEqual(['add F']);
    const draft: Draft = { members: ['A', 'F'], manner: 'naive' };
    expect(asked((act) => addNode({ ...five, draft }, act))).toEqual([{ members: ['A', 'F', 'G'], manner: 'naive' }]);
    const more = { ...draft, members: ['A', 'F', 'G', 'B'] };
    expect(asked((act) => takeBack({ ...five, draft: more }, act))).toEqual([{ ...draft, members: ['A', 'F', 'B'] }]);
  });

  it('begin a change with the members that there are, and give it up', () => {
    expect(asked((act) => changeMembers(five, act))).toEqual([{ members: names(5), manner: 'joint' }]);
    expect(asked((act) => changeMembers({ ...five, draft: { members: [], manner: 'joint' } }, act))).toEqual([null]);
  });
});
