/** What can be done with a node or a client of Raft beyond what any protocol allows. */

import type { ClientView, RaftNode } from '../../types';
import type { Deed } from '../depiction';

export function nodeDeeds({ id, up, role, gone, lastApplied, snapshot }: RaftNode): readonly Deed[] {
  return [
    {
      label: 'inspector.snapshot',
      line: `snapshot ${id}`,
      isPossible: up && lastApplied > (snapshot?.index ?? 0),
    },
    { label: 'inspector.transfer', line: `transfer ${id}`, isPossible: up && role !== 'leader' },
    { label: 'inspector.remove', line: `remove ${id}`, isPossible: role !== 'outsider' && !gone },
  ];
}

export function clientDeeds({ id, state }: ClientView): readonly Deed[] {
  return [{ label: 'client.retry', line: `retry ${id}`, isPossible: state === 'unknown' }];
}
