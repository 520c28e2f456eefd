/** Raft on the page. */

import type { RaftNode } from '../../types';
import type { Depiction } from '../depiction';
import { clientDeeds, nodeDeeds } from './deeds';
import { raftFacts } from './facts';
import { handovers } from './handover';
import { hotkeys } from './hotkeys';
import { logPanel } from './log-table';
import tableStyles from './log-table.css?inline';
import { raftNode } from './node';
import { brief } from './request';
import stageStyles from './stage.css?inline';
import { memberTools } from './tools';

export const depiction: Depiction<RaftNode> = {
  node: raftNode,
  shapes: {
    RequestPreVote: 'draft',
    RequestPreVoteReply: 'draft',
    RequestVote: 'slip',
    RequestVoteReply: 'slip',
    AppendEntries: 'entries',
    AppendEntriesReply: 'entries',
    Heartbeat: 'heart',
    InstallSnapshot: 'cylinder',
    InstallSnapshotReply: 'cylinder',
    TimeoutNow: 'crown',
    Forward: 'speech',
    ForwardReply: 'speech',
  },
  quiet: ['Heartbeat'],
  scenery: handovers,
  tools: memberTools,
  table: logPanel,
  facts: raftFacts,
  nodeDeeds,
  clientDeeds,
  // The next number, so that each request can be told from the one before.
  request: (nth) => `SET x ${nth + 1}`,
  example: 'SET x 5',
  brief,
  hints: ['inspector.hint-request', 'inspector.hint-members'],
  help: ['help.hands-members'],
  hotkeys,
  era: ({ term }) => (typeof term === 'number' ? { era: term, label: `${term}` } : null),
  timeouts: [
    'raft.election-started',
    'raft.pre-vote-started',
    'raft.quorum-lost',
    'raft.transfer-aborted',
    'raft.lease-over',
    'raft.catch-up-failed',
  ],
  liveness: ['election-timeout', 'pre-vote', 'check-quorum'],
  styles: stageStyles + tableStyles,
};
