/** What is drawn of Raft, one sample a sign. */

import type { Ledger, Tally } from '../../types';
import type { Guide } from '../depiction';
import { hotkeys } from './hotkeys';
import type { RaftNode } from './types';

const ALONE = { voters: ['A'], old: [], learners: [], index: 0, committed: true };

function server(special: Partial<RaftNode> = {}): RaftNode {
  const { term = 2 } = special;
  return {
    kind: 'raft',
    id: 'A',
    up: special.role !== 'down',
    gone: false,
    suspendedAt: null,
    era: term,
    eraLabel: `${term}`,
    role: 'follower',
    term,
    votedFor: null,
    leader: null,
    snapshot: null,
    log: [],
    configuration: ALONE,
    commitIndex: 0,
    lastApplied: 0,
    progress: [],
    catchingUp: null,
    transfer: null,
    lease: false,
    reads: 0,
    state: [],
    timers: [],
    dial: null,
    tallies: [],
    acts: [],
    facts: [],
    ledger: null,
    ...special,
  };
}

function votes(...states: Tally['voters'][number]['state'][]): readonly Tally[] {
  const voters = states.map((state, at) => ({ node: 'ABCDE'[at] ?? '', state }));
  const had = states.filter((state) => state === 'granted').length;
  return [{ key: 'votes', part: 'all', voters, had, needed: 3 }];
}

/** The end of a log: all but the last is committed, and its server knows. */
function entries(...terms: readonly number[]): Ledger {
  const cells = terms.map((term, at) => ({
    at: at + 1,
    era: term,
    eraLabel: `${term}`,
    kind: 'command' as const,
    label: 'SET x 5',
    state: at < terms.length - 1 ? ('committed' as const) : ('accepted' as const),
  }));
  return { from: 1, cells, marks: [] };
}

const OLD = server({ id: 'B', term: 1, configuration: { ...ALONE, voters: ['B'] } });
const JOINT = { voters: ['A', 'B', 'C'], old: ['A', 'B'], learners: [], index: 3, committed: false };

/** One of each kind, with its answer. */
function message(kind: string, answer: boolean | null = null): Guide['messages'][number] {
  return { kind, era: 2, eraLabel: '2', answer };
}

export const guide: Guide<RaftNode> = {
  nodes: [
    { sign: 'era', node: server() },
    { sign: 'timer', node: server({ dial: { name: 'election', setAt: 0, firesAt: 200, full: 300 } }) },
    { sign: 'crown', node: server({ role: 'leader' }) },
    {
      sign: 'votes',
      node: server({ role: 'candidate', tallies: votes('granted', 'granted', 'coming', 'refused', 'pending') }),
    },
    { sign: 'voted-for', node: server({ votedFor: 'B' }) },
    { sign: 'log', node: server({ ledger: entries(1, 1, 2) }) },
    { sign: 'frost', node: server({ suspendedAt: 100 }) },
    { sign: 'down', node: server({ role: 'down', votedFor: 'B', ledger: entries(1, 1, 2) }) },
    {
      sign: 'snapshot',
      node: server({ snapshot: { index: 8, term: 1, state: [], configuration: ALONE }, ledger: entries(2, 2) }),
    },
    {
      sign: 'trial-votes',
      node: server({ role: 'precandidate', tallies: votes('granted', 'granted', 'pending', 'pending', 'pending') }),
    },
    { sign: 'learner', node: server({ role: 'learner' }) },
    {
      sign: 'wheel',
      node: server({ configuration: JOINT }),
      ring: [server({ configuration: JOINT }), server({ id: 'B' }), server({ id: 'C' })],
    },
    { sign: 'lease', node: server({ role: 'leader', lease: true }) },
    { sign: 'reads', node: server({ role: 'leader', reads: 2 }) },
  ],
  messages: [
    message('RequestVote'),
    message('RequestVoteReply', true),
    message('AppendEntries'),
    message('AppendEntriesReply', true),
    message('Heartbeat'),
    message('RequestPreVote'),
    message('RequestPreVoteReply', true),
    message('InstallSnapshot'),
    message('InstallSnapshotReply', true),
    message('TimeoutNow'),
    message('Forward'),
    message('ForwardReply', true),
  ],
  scenery: [{ sign: 'handover', nodes: [server({ role: 'leader', transfer: 'B' }), OLD] }],
  hotkeys,
};
