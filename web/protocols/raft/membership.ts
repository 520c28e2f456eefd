/** Who belongs to the cluster in whose eyes. */

import type { NodeName, NodeView } from '../../types';
import type { Configuration } from './types';

/** Whether all on the ring believe that all on the ring vote: then there is nothing to tell. */
export function isAgreed(ring: readonly NodeView[]): boolean {
  return ring.every((node) => {
    if (node.kind !== 'raft') return true;
    const { voters, old } = node.configuration;
    return old.length === 0 && voters.length === ring.length && ring.every(({ id }) => voters.includes(id));
  });
}

/** All who have a say, each once. */
export function membersOf({ voters, old }: Configuration): readonly NodeName[] {
  return old.length === 0 ? voters : [...new Set([...old, ...voters])].sort();
}
