/** A server as it starts, but for what is said of it: what samples and tests begin with. */

import type { NodeName } from '../../types';
import { QUIET } from '../blank';
import type { RaftNode } from './types';

export function server(id: NodeName, special: Partial<RaftNode> = {}): RaftNode {
  const { term = 1 } = special;
  return {
    ...QUIET,
    kind: 'raft',
    id,
    up: special.role !== 'down',
    era: term,
    eraLabel: `${term}`,
    role: 'follower',
    term,
    votedFor: null,
    leader: null,
    snapshot: null,
    log: [],
    configuration: { voters: [id], old: [], learners: [], index: 0, committed: true },
    commitIndex: 0,
    lastApplied: 0,
    progress: [],
    catchingUp: null,
    transfer: null,
    lease: false,
    reads: 0,
    state: [],
    ...special,
  };
}
