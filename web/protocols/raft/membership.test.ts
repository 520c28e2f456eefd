import { describe, expect, it } from 'vitest';
import { names, raftNode } from '../../tests/fixtures';
import { isAgreed, membersOf } from './membership';

const of = (voters: string, old = '') => ({ voters: [...voters], old: [...old], learners: [] });
const believing = (voters: string, old = '', index = 1) => ({ ...of(voters, old), index, committed: true });
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

it('all who have a say are named once', () => {
  expect(membersOf(of('ADE', 'ABC'))).toEqual([...'ABCDE']);
});
