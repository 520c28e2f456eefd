/** What one press plays in Raft's free play: nothing but commands, by who leads. */

import { leaderOf, onRing } from '../../stage/ring';
import type { ActView, NodeView, View } from '../../types';
import type { Scenario } from '../depiction';

export const crashLeader: Scenario = {
  key: 'crash-leader',
  icon: 'stop',
  lines: ({ nodes }) => {
    const leader = leaderOf(nodes);
    return leader && [`crash ${leader.id}`];
  },
};

/** As the simulation offers it: each time another value. */
export const sendRequest: Scenario = {
  key: 'request',
  icon: 'ask',
  lines: ({ acts, nodes }) => (leaderOf(nodes) ? possible(acts, 'request') : null),
};

/** The lines that make each of the others a candidate now. */
function standing({ nodes }: View, leader: NodeView | null): readonly string[] {
  const others = onRing(nodes).filter((node) => node !== leader && node.role !== 'learner' && node.role !== 'outsider');
  return others.flatMap(({ acts }) => possible(acts, 'timeout') ?? []);
}

function possible(acts: readonly ActView[], wanted: string): readonly string[] | null {
  return acts.find(({ key, refusal }) => key === wanted && refusal === null)?.commands ?? null;
}

/**
 * The leader goes down, and all timers run out at once: each server votes for itself, and nobody has a majority. At once, as heartbeats that are under
 * way would still set some of them anew.
 */
const splitVote: Scenario = {
  key: 'split-vote',
  lines: (view) => {
    const leader = leaderOf(view.nodes);
    const others = standing(view, leader);
    return leader && others.length > 1 ? [`crash ${leader.id}`, ...others] : null;
  },
};

/** The leader is on the smaller side: it goes on and can commit nothing. */
const cutOffMinority: Scenario = {
  key: 'cut-off-minority',
  lines: ({ nodes }) => {
    const ring = onRing(nodes);
    const leader = leaderOf(ring);
    if (!leader || ring.length < 3) return null;
    const first = ring.indexOf(leader);
    const few = Math.floor((ring.length - 1) / 2);
    const others = [...ring.slice(first + 1), ...ring.slice(0, first)];
    // Who is down is on the leader's side: the other side is to elect somebody.
    const inOrder = [leader, ...others.filter(({ up }) => !up), ...others.filter(({ up }) => up)];
    const [cutOff, rest] = [inOrder.slice(0, few), inOrder.slice(few)];
    if (rest.some(({ up }) => !up)) return null;
    const names = (side: typeof rest) => side.map(({ id }) => id).join(' ');
    return [`partition ${names(cutOff)} | ${names(rest)}`];
  },
};

/** The others are a majority without it: it lags behind, and nothing waits for it. */
const slowFollower: Scenario = {
  key: 'slow-follower',
  lines: ({ nodes }) => {
    const leader = leaderOf(nodes);
    const slow = onRing(nodes).findLast(({ up, role }) => up && role === 'follower');
    return leader && slow ? [`latency ${leader.id}-${slow.id} 60..80`] : null;
  },
};

export const scenes: readonly Scenario[] = [splitVote, crashLeader, cutOffMinority, slowFollower];
