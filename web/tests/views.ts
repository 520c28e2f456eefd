/** Small views for unit tests: a sentence says what is special, the rest is as after start. */

import type { LogEntry, PaxosNode, RaftNode, View } from '../types';

export function entry(index: number, term: number, command: string, committed = false): LogEntry {
  return { index, term, kind: 'command', command, committed };
}

export function raftNode(id: string, special: Partial<RaftNode> = {}): RaftNode {
  const term = special.term ?? 1;
  return {
    kind: 'raft',
    id,
    up: special.role !== 'down',
    era: term,
    eraLabel: `${term}`,
    timers: [],
    role: 'follower',
    term,
    votedFor: null,
    leader: null,
    votes: [],
    gone: false,
    snapshot: null,
    log: [],
    configuration: { voters: ['A', 'B', 'C'], old: [], index: 0, committed: true },
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

export function paxosNode(id: string, special: Partial<PaxosNode> = {}): PaxosNode {
  return {
    kind: 'paxos',
    id,
    up: special.role !== 'down',
    era: 0,
    eraLabel: '',
    timers: [],
    role: 'acceptor',
    roles: ['acceptor'],
    promised: null,
    accepted: null,
    chosen: null,
    proposer: null,
    learned: [],
    ...special,
  };
}

export function raftView(nodes: readonly RaftNode[], special: Partial<View> = {}): View {
  const empty = { flights: [], cuts: [], groups: [], clients: [], checks: [], settings: [] };
  return { protocol: 'raft', seed: 1, now: 0, nodes, ...empty, ...special };
}
