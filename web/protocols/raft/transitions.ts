/** From which role a server went to which, and when: as its events tell. */

import type { EventView, Ms, NodeName } from '../../types';

/** Those of figure 4 of the paper; and what a crash and a restart do. */
export type TransitionName = 'times-out' | 'new-election' | 'wins' | 'yields' | 'steps-down' | 'starts' | 'crashes';

export interface RoleChange {
  readonly name: TransitionName;
  readonly node: NodeName;
  readonly at: Ms;
  /** The one that tells it. */
  readonly event: EventView;
}

const NAMES: Readonly<Record<string, TransitionName>> = {
  'raft.election-started': 'times-out',
  'raft.election-repeated': 'new-election',
  'raft.pre-vote-won': 'times-out',
  'raft.leadership-accepted': 'times-out',
  'raft.elected': 'wins',
  'raft.candidacy-over': 'yields',
  'raft.candidate-yielded': 'yields',
  'raft.stepped-down': 'steps-down',
  'raft.quorum-lost': 'steps-down',
  'raft.leader-removed': 'steps-down',
  'cluster.crashed': 'crashes',
  'cluster.restarted': 'starts',
};

/** In the order in which they were; a candidate that times out stays one. */
export function transitions(events: readonly EventView[]): readonly RoleChange[] {
  const candidates = new Set<NodeName>();
  return events.flatMap((event) => {
    const { node, at } = event;
    const name = NAMES[event.key];
    if (!name || node === null) return [];
    const isAgain = name === 'times-out' && candidates.has(node);
    if (name === 'times-out') candidates.add(node);
    else candidates.delete(node);
    return [{ name: isAgain ? 'new-election' : name, node, at, event }];
  });
}

/** Those of the last moment at which there was one: two servers may time out together. */
export function lastOf(all: readonly RoleChange[], now: Ms): readonly RoleChange[] {
  const known = all.filter(({ at }) => at <= now);
  const last = known.at(-1);
  return last ? known.filter(({ at, name }) => at === last.at || (name === last.name && last.at - at < TOGETHER)) : [];
}

/** What is so close together is one picture. */
const TOGETHER: Ms = 1;
