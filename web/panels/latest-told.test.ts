import { expect, test } from 'vitest';
import { model, raftNode, view, WALK } from '../tests/fixtures';
import type { EventView } from '../types';
import { latestTold } from './latest-told';

test('the latest that is told is a milestone, of now or before', () => {
  const events = [
    { at: 10, key: 'raft.elected', milestone: true },
    { at: 20, key: 'cluster.timer-forced', milestone: true },
    { at: 20, key: 'raft.voted', milestone: false },
    { at: 30, key: 'cluster.crashed', milestone: true },
  ] as unknown as EventView[];
  const at = (now: number) => model(view({ nodes: [raftNode('A')], now }), { walk: WALK, events });
  expect(latestTold(at(25))?.key).toBe('raft.elected');
  expect(latestTold(at(30))?.key).toBe('cluster.crashed');
  expect(latestTold(at(5))).toBeUndefined();
});
