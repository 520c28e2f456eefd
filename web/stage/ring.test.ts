import { describe, expect, it } from 'vitest';
import { paxosNode, raftNode } from '../tests/fixtures';
import { leaderOf, onRing } from './ring';

describe('the ring', () => {
  it('is without those that have left it', () => {
    const nodes = [raftNode('A'), raftNode('B', { up: false, role: 'down' }), raftNode('C', { gone: true })];
    expect(onRing(nodes).map(({ id }) => id)).toEqual(['A', 'B']);
  });

  it('is the same object while nobody has left, so that nothing is drawn anew for it', () => {
    const nodes = [raftNode('A'), raftNode('B')];
    expect(onRing(nodes)).toBe(nodes);
  });

  it('has all nodes where none can leave', () => {
    const nodes = [paxosNode('A'), paxosNode('B', { up: false, role: 'down' })];
    expect(onRing(nodes)).toBe(nodes);
  });

  it('of two that call themselves leader, the marks are those of the higher era', () => {
    const deposed = raftNode('A', { role: 'leader', term: 1 });
    const present = raftNode('C', { role: 'leader', term: 2 });
    expect(leaderOf([deposed, present])).toBe(present);
    expect(leaderOf([present, deposed])).toBe(present);
    expect(leaderOf([raftNode('A')])).toBeNull();
  });
});
