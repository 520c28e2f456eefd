/** Small views for unit tests: a sentence says what is special, the rest is as after start. */

import type { Model } from '../model';
import type { LogEntry, PaxosNode, RaftNode, View } from '../types';

export function entry(index: number, term: number, command: string, committed = false): LogEntry {
  return { index, term, command, committed };
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
    log: [],
    commitIndex: 0,
    lastApplied: 0,
    progress: [],
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
  return view('raft', nodes, special);
}

export function paxosView(nodes: readonly PaxosNode[], special: Partial<View> = {}): View {
  return view('paxos', nodes, special);
}

function view(protocol: View['protocol'], nodes: View['nodes'], special: Partial<View>): View {
  const empty = { flights: [], cuts: [], groups: [], clients: [], checks: [], settings: [] };
  return { protocol, seed: 1, now: 0, nodes, ...empty, ...special };
}

export function model(view: View, special: Partial<Model> = {}): Model {
  return {
    view,
    now: view.now,
    duration: view.now,
    paused: true,
    speed: 1,
    lanes: { lanes: [], earliest: 0 },
    landings: [],
    events: [],
    vanished: [],
    prompt: { text: '', offers: [], marked: -1, history: [], recalled: null, refusal: null },
    lesson: null,
    lessonStep: 0,
    lang: 'en',
    reducedMotion: false,
    selection: null,
    hovered: null,
    cutting: null,
    ...special,
  };
}
