import { describe, expect, it } from 'vitest';
import { names, raftNode, view } from '../../tests/fixtures';
import { inForce, isAgreed, majorities, membersOf, nextNode, tally } from './membership';

const of = (voters: string, old = '') => ({ voters: [...voters], old: [...old] });
const believing = (voters: string, old = '', index = 1) => ({ ...of(voters, old), index, committed: true });
const { settings } = view({ nodes: [] });
const off = (name: string) => [
  ...settings,
  { name: `rule ${name}`, kind: 'rule' as const, value: 'off', default: 'on' },
];

describe('the next node', () => {
  it('has a name that nobody had, also not somebody who has left', () => {
    expect(nextNode([raftNode('A'), raftNode('B'), raftNode('C', { gone: true })])).toBe('D');
    expect(nextNode([raftNode('A'), raftNode('B')], 1)).toBe('D');
    expect(nextNode([raftNode('S1'), raftNode('S2')])).toBe('S3');
  });
});

describe('who believes in whom is told', () => {
  const everybody = names(3).map((id) => raftNode(id, { configuration: believing('ABC') }));
  const [a, b, c] = everybody as [(typeof everybody)[0], (typeof everybody)[0], (typeof everybody)[0]];

  it('only when not all agree on everybody', () => {
    expect(isAgreed(everybody)).toBe(true);
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

describe('a majority', () => {
  const counts = (...given: Parameters<typeof majorities>) => majorities(...given).map((one) => [one.of, one.needed]);

  it('is more than half of the configuration in force, not of the ring', () => {
    expect(counts(of('ABC'), settings)).toEqual([['all', 2]]);
    expect(counts(of('ABCD'), settings)).toEqual([['all', 3]]);
  });

  it('is needed twice while joint', () => {
    expect(counts(of('ADEFG', 'ABC'), settings)).toEqual([
      ['old', 2],
      ['new', 3],
    ]);
  });

  it('follows the rules that are off', () => {
    expect(counts(of('ABCD'), off('majority'))).toEqual([['all', 2]]);
    expect(counts(of('ADEFG', 'ABC'), off('both-majorities'))).toEqual([['all', 4]]);
  });

  it('counts the votes of each half', () => {
    const votes = [...'ABDEF'].map((node) => ({
      node,
      state: node === 'F' ? ('refused' as const) : ('granted' as const),
    }));
    const counted = tally({ configuration: believing('ADEFG', 'ABC'), votes }, settings);
    expect(counted.map(({ had }) => had)).toEqual([2, 3]);
  });
});

it('all who have a say are named once', () => {
  expect(membersOf(of('ADE', 'ABC'))).toEqual([...'ABCDE']);
});

describe('a change starts from the configuration', () => {
  const follower = raftNode('B', { configuration: believing('AB', '', 9) });

  it('of the leader of the highest term', () => {
    const deposed = raftNode('A', { role: 'leader', term: 1, configuration: believing('ABC') });
    const leader = raftNode('C', { role: 'leader', term: 2, configuration: believing('ABCD') });
    expect(inForce([deposed, follower, leader]).voters).toEqual([...'ABCD']);
  });

  it('that is the newest, while nobody leads', () => {
    expect(inForce([raftNode('A', { configuration: believing('ABC') }), follower]).voters).toEqual([...'AB']);
    expect(inForce([]).voters).toEqual([]);
  });
});
