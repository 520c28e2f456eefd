/** Small views for unit tests: a sentence says what is special, the rest is as after start. */

import { node } from '../protocols/paxos/blank';
import type { PaxosNode } from '../protocols/paxos/types';
import { server } from '../protocols/raft/blank';
import type { RaftNode } from '../protocols/raft/types';
import type { Cell, Ledger, View } from '../types';

export function cell(at: number, era: number, label = 'SET x 5', state: Cell['state'] = 'accepted'): Cell {
  return { at, era, eraLabel: `${era}`, kind: 'command', label, state };
}

/** What stands for all slots up to this one. */
export function snapshotCell(at: number): Cell {
  return { ...cell(at, 1, 'x=5', 'committed'), kind: 'snapshot' };
}

export function ledger(cells: readonly Cell[], marks: Ledger['marks'] = []): Ledger {
  const [first] = cells;
  return { from: first?.kind === 'snapshot' ? first.at + 1 : (first?.at ?? 1), cells, marks };
}

export function raftNode(id: string, special: Partial<RaftNode> = {}): RaftNode {
  return server(id, {
    configuration: { voters: ['A', 'B', 'C'], old: [], learners: [], index: 0, committed: true },
    ...special,
  });
}

export function paxosNode(id: string, special: Partial<PaxosNode> = {}): PaxosNode {
  return node(id, { roles: ['acceptor'], ...special });
}

export function raftView(nodes: readonly RaftNode[], special: Partial<View> = {}): View {
  const empty = {
    flights: [],
    flightsHidden: 0,
    cuts: [],
    groups: [],
    faults: [],
    clients: [],
    checks: [],
    serving: { ok: true, since: 0, key: 'raft.serving', args: { leader: 'A', term: 1 } },
    settings: [],
    acts: [],
    members: null,
  };
  return { protocol: 'raft', seed: 1, now: 0, nodes, ...empty, ...special };
}
