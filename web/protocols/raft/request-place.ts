/** Where in the box picture the requests stand now: which of its arrows something goes along. */

import type { EventView, Flight, Ms, NodeName } from '../../types';
import type { RaftNode } from './types';

/** 1: the client asks. 2: the log is copied. 3: what is committed is applied. 4: the client is answered. */
export type BoxStep = 1 | 2 | 3 | 4;

/** An arrow of the picture: to or from the outside, between two servers, or within one. */
export interface LitWay {
  readonly step: BoxStep;
  readonly node: NodeName;
  /** Between two servers: the other one. */
  readonly other: NodeName | null;
}

const COPIES = ['AppendEntries', 'AppendEntriesReply', 'InstallSnapshot', 'InstallSnapshotReply'];
const APPLIES = ['raft.applied', 'raft.commit-learned', 'raft.snapshot-installed'];
/** For so long one sees that something was applied, which takes no time. */
const AFTERGLOW: Ms = 12;

export function litWays(
  nodes: readonly Pick<RaftNode, 'id' | 'progress'>[],
  flights: readonly Pick<Flight, 'kind' | 'from' | 'to' | 'answer' | 'fields'>[],
  events: readonly Pick<EventView, 'key' | 'node' | 'at'>[],
  now: Ms,
): readonly LitWay[] {
  const isServer = (name: NodeName) => nodes.some(({ id }) => id === name);
  // The answer to a heartbeat tells nothing of the log that the leader does not know.
  const isNews = ({ kind, from, to, answer, fields }: (typeof flights)[number]) => {
    if (kind !== 'AppendEntriesReply' || answer !== true) return true;
    const known = nodes.find(({ id }) => id === to)?.progress.find(({ node }) => node === from);
    return Number(fields.find(({ name }) => name === 'matchIndex')?.value) > (known?.matchIndex ?? 0);
  };
  const flown = flights.filter(isNews).flatMap(({ kind, from, to }): LitWay[] => {
    if (kind === 'ClientRequest' && isServer(to)) return [{ step: 1, node: to, other: null }];
    if (kind === 'ClientResponse' && isServer(from)) return [{ step: 4, node: from, other: null }];
    return COPIES.includes(kind) && isServer(from) && isServer(to) ? [{ step: 2, node: from, other: to }] : [];
  });
  const applied = events.flatMap(({ key, node, at }): LitWay[] =>
    node && isServer(node) && APPLIES.includes(key) && at <= now && now - at <= AFTERGLOW
      ? [{ step: 3, node, other: null }]
      : [],
  );
  return [...flown, ...applied];
}
