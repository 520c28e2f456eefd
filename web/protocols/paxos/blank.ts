/** A node as it starts, but for what is said of it: what samples and tests begin with. */

import type { NodeName } from '../../types';
import { QUIET } from '../blank';
import type { PaxosNode } from './types';

export function node(id: NodeName, special: Partial<PaxosNode> = {}): PaxosNode {
  return {
    ...QUIET,
    kind: 'paxos',
    id,
    up: special.role !== 'down',
    era: 0,
    eraLabel: '',
    role: 'acceptor',
    roles: ['acceptor', 'learner'],
    promised: null,
    accepted: null,
    chosen: null,
    proposer: null,
    learned: [],
    ...special,
  };
}
