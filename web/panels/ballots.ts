/** Ballots as they are written, `2.B`: how they are ordered, and which era each is, for its colour. */

import type { View } from '../types';

/** By round, then by the proposer's name: `2.B` is above `2.A` and below `10.A`. */
export function compareBallots(one: string, other: string): number {
  const [round = '', node = ''] = one.split('.');
  const [otherRound = '', otherNode = ''] = other.split('.');
  return Number(round) - Number(otherRound) || node.localeCompare(otherNode, 'en', { numeric: true });
}

/** All ballots of which the view tells the era. */
export function ballotEras(view: View): ReadonlyMap<string, number> {
  const eras = new Map<string, number>();
  if (view.protocol !== 'paxos') return eras;
  for (const { era, eraLabel } of [...view.nodes, ...view.flights]) eras.set(eraLabel, era);
  for (const node of view.nodes) {
    if (node.kind === 'paxos' && node.accepted) eras.set(node.accepted.ballot, node.accepted.era);
  }
  return eras;
}
