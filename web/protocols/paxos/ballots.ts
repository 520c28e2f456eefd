/** Ballots as they are written, `2.B`: how they are ordered, and which era each is, for its colour. */

import type { View } from '../../types';

/** How far the eras of two rounds are apart: `Ballot::ordinal` in `crates/core/src/paxos/ballot.rs`. */
export const ROUNDS_APART = 13;

/** By round, then by the proposer's name: `2.B` is above `2.A` and below `10.A`. */
export function compareBallots(one: string, other: string): number {
  const [round, node] = parts(one);
  const [otherRound, otherNode] = parts(other);
  return round - otherRound || node.localeCompare(otherNode, 'en', { numeric: true });
}

/** The number that gives a ballot its colour; 0 for one of nobody here. */
export function ballotEra(ballot: string, nodes: View['nodes']): number {
  const [round, proposer] = parts(ballot);
  const place = nodes.findIndex(({ id }) => id === proposer);
  return place < 0 ? 0 : (round - 1) * ROUNDS_APART + place + 1;
}

function parts(ballot: string): readonly [round: number, proposer: string] {
  const [round = '', proposer = ''] = ballot.split('.');
  return [Number(round), proposer];
}
