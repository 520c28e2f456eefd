/** What is drawn of Raft, one sample a sign. */

import type { Ledger, Tally } from '../../types';
import type { Guide } from '../depiction';
import { server } from './blank';
import { hotkeys } from './hotkeys';
import { memberTools } from './tools';
import type { RaftNode } from './types';

/** A server of term 2, unless something else is said of it. */
function sample({ id = 'A', ...special }: Partial<RaftNode> = {}): RaftNode {
  return server(id, { term: 2, ...special });
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

const OLD = sample({ id: 'B', term: 1 });
const JOINT = { voters: ['A', 'B', 'C'], old: ['A', 'B'], learners: [], index: 3, committed: false };

/** One of each kind, with its answer. */
function message(kind: string, answer: boolean | null = null): Guide['messages'][number] {
  return { kind, era: 2, eraLabel: '2', answer };
}

export const guide: Guide<RaftNode> = {
  nodes: [
    { sign: 'era', node: sample() },
    { sign: 'timer', node: sample({ dial: { name: 'election', setAt: 0, firesAt: 200, full: 300 } }) },
    { sign: 'crown', node: sample({ role: 'leader' }) },
    {
      sign: 'votes',
      node: sample({ role: 'candidate', tallies: votes('granted', 'granted', 'coming', 'refused', 'pending') }),
    },
    { sign: 'voted-for', node: sample({ votedFor: 'B' }) },
    { sign: 'log', node: sample({ ledger: entries(1, 1, 2) }) },
    { sign: 'frost', node: sample({ suspendedAt: 100 }) },
    { sign: 'down', node: sample({ role: 'down', votedFor: 'B', ledger: entries(1, 1, 2) }) },
    {
      sign: 'snapshot',
      node: sample({
        snapshot: { index: 8, term: 1, state: [], configuration: sample().configuration },
        ledger: entries(2, 2),
      }),
    },
    {
      sign: 'trial-votes',
      node: sample({ role: 'precandidate', tallies: votes('granted', 'granted', 'pending', 'pending', 'pending') }),
    },
    { sign: 'learner', node: sample({ role: 'learner' }) },
    {
      sign: 'wheel',
      node: sample({ configuration: JOINT }),
      ring: [sample({ configuration: JOINT }), sample({ id: 'B' }), sample({ id: 'C' })],
    },
    { sign: 'lease', node: sample({ role: 'leader', lease: true }) },
    { sign: 'reads', node: sample({ role: 'leader', reads: 2 }) },
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
  scenery: [{ sign: 'handover', nodes: [sample({ role: 'leader', transfer: 'B' }), OLD] }],
  hotkeys,
  tools: memberTools,
};
