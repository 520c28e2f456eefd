/** Raft on the page. */

import { leaderOf, onRing } from '../../stage/ring';
import type { Depiction } from '../depiction';
import { handovers } from './handover';
import { raftNode } from './node';
import { brief } from './request';
import { crashLeader, scenes, sendRequest } from './scenes';
import styles from './stage.css?inline';
import type { RaftNode } from './types';

/** What there is to say before there is a leader, by the reason why there is none. */
const UNLED: Readonly<Record<string, string>> = {
  'raft.idle-waiting': 'welcome.unled',
  'raft.idle-candidate': 'welcome.campaign',
  'raft.idle-split': 'welcome.compete',
};

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
  hasTools: true,
  brief,
  welcome: {
    tour: 'raft/leader-crash',
    says: ({ nodes, serving, checks }) => {
      const count = onRing(nodes).length;
      const { leader, reached, all } = serving.args;
      const isWhole = serving.ok && reached === all && all === count && checks.every(({ ok }) => ok);
      if (isWhole && leader !== undefined) return { key: 'welcome.led', args: { count, node: leader } };
      // Nobody was ever served.
      const isBeginning = !serving.ok && serving.since === 0 && leaderOf(nodes) === null;
      const how = isBeginning ? UNLED[serving.key] : undefined;
      if (how === undefined) return { key: 'welcome.kept', args: { count } };
      const { term: _, ...whoever } = serving.args;
      return { key: how, args: { count, ...whoever } };
    },
    tries: [crashLeader, sendRequest],
  },
  scenes,
  hints: ['inspector.hint-request', 'inspector.hint-members'],
  help: ['help.hands-members'],
  eraName: 'term',
  timeouts: [
    'raft.election-started',
    'raft.election-repeated',
    'raft.pre-vote-started',
    'raft.quorum-lost',
    'raft.transfer-aborted',
    'raft.lease-over',
    'raft.catch-up-failed',
  ],
  liveness: ['election-timeout', 'pre-vote', 'check-quorum'],
  explained: {
    'raft.election-safety': 'raft/partition',
    'raft.one-vote-per-term': 'raft/leader-crash',
    'raft.leader-completeness': 'raft/commit-old-term',
    'raft.state-machine-safety': 'raft/state-machine-safety',
    'raft.commit-justified': 'raft/commit-old-term',
  },
  room: { row: 30, rest: 1.75 },
  views: { roles: 'beside', boxes: 'alone', terms: 'below' },
  styles,
};
