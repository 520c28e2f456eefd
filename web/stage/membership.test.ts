import { describe, expect, it } from 'vitest';
import { names, paxosNode, raftNode } from './fixtures';
import { isAgreed, membersOf, onRing } from './membership';

const of = (voters: string, old = '') => ({ voters: [...voters], old: [...old] });
const believing = (voters: string, old = '', index = 1) => ({ ...of(voters, old), index, committed: true });
describe('the ring', () => {
  it('is without those that have left it', () => {
    const nodes = [raftNode('A'), raftNode('B', { up: false, role: 'down' }), raftNode('C', { gone: true })];
    expect(onRing(nodes).map(({ id }) => id)).toEqual(['A', 'B']);
  });

  it('is the same object while nobody has left, so that nothing is drawn anew for it', () => {
    const nodes = [raftNode('A'), raftNode('B')];
    expect(onRing(nodes)).toBe(nodes);
  });
});

describe('who believes in whom is told', () => {
  const everybody = names(3).map((id) => raftNode(id, { configuration: believing('ABC') }));
  const [a, b, c] = everybody as [(typeof everybody)[0], (typeof everybody)[0], (typeof everybody)[0]];

  it('only when not all agree on everybody', () => {
    expect(isAgreed(everybody)).toBe(true);
    expect(isAgreed(names(3).map((id) => paxosNode(id)))).toBe(true);
  });

  it('when one knows of fewer, of others or of two configurations', () => {
    expect(isAgreed([a, b, { ...c, configuration: believing('AB') }])).toBe(false);
    expect(isAgreed([a, b, { ...c, configuration: believing('ABD') }])).toBe(false);
    expect(isAgreed([a, b, { ...c, configuration: believing('ABC', 'AB') }])).toBe(false);
  });

  it('while somebody stands on the ring who does not belong', () => {
    expect(isAgreed([...everybody, raftNode('D', { role: 'outsider', configuration: believing('ABC') })])).toBe(false);
  });
});

it('all who have a say are named once', () => {
  expect(membersOf(of('ADE', 'ABC'))).toEqual([...'ABCDE']);
});
