/** Small views for unit tests: a sentence says what is special, the rest is as after start. */

import type { PaxosNode } from '../protocols/paxos/types';
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

const QUIET = {
  timers: [],
  gone: false,
  suspendedAt: null,
  dial: null,
  tallies: [],
  acts: [],
  facts: [],
  ledger: null,
} as const;

export function raftNode(id: string, special: Partial<RaftNode> = {}): RaftNode {
  const term = special.term ?? 1;
  const detail = {
    term,
    votedFor: null,
    leader: null,
    snapshot: null,
    log: [],
    configuration: { voters: ['A', 'B', 'C'], old: [], learners: [], index: 0, committed: true },
    commitIndex: 0,
    lastApplied: 0,
    progress: [],
    catchingUp: null,
    transfer: null,
    lease: false,
    reads: 0,
    state: [],
  };
  const up = special.role !== 'down';
  return {
    ...QUIET,
    ...detail,
    kind: 'raft',
    id,
    up,
    era: term,
    eraLabel: `${term}`,
    role: 'follower',
    ...special,
  };
}

export function paxosNode(id: string, special: Partial<PaxosNode> = {}): PaxosNode {
  const detail = {
    roles: ['acceptor'],
    promised: null,
    accepted: null,
    chosen: null,
    proposer: null,
    learned: [],
  } as const;
  const up = special.role !== 'down';
  return { ...QUIET, ...detail, kind: 'paxos', id, up, era: 0, eraLabel: '', role: 'acceptor', ...special };
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
