/** What one press plays in Paxos' free play: nothing but commands, by who has which role. */

import type { NodeView } from '../../types';
import type { Scenario } from '../depiction';
import type { PaxosNode } from './types';

function withRole(nodes: readonly NodeView[], role: PaxosNode['roles'][number]): readonly PaxosNode[] {
  return nodes.filter((node): node is PaxosNode => node.kind === 'paxos' && node.up && node.roles.includes(role));
}

/** The first that can propose. */
export function proposerOf(nodes: readonly NodeView[]): PaxosNode | null {
  return withRole(nodes, 'proposer')[0] ?? null;
}

/** As the simulation offers it: each time another value. */
export const propose: Scenario = {
  key: 'propose',
  icon: 'ask',
  lines: ({ acts }) => acts.find(({ key, refusal }) => key === 'request' && refusal === null)?.commands ?? null,
};

/** Two proposers at the same moment: each may outbid the other. */
export const duel: Scenario = {
  key: 'duel',
  icon: 'clash',
  lines: ({ nodes }) => {
    const [one, other] = withRole(nodes, 'proposer').filter(({ chosen }) => chosen === null);
    return one && other ? [`request @${one.id} x`, `request @${other.id} y`] : null;
  },
};

/** Fewer than a majority of the acceptors: the others can still choose. */
const cutOffMinority: Scenario = {
  key: 'cut-off-minority',
  lines: ({ nodes }) => {
    const acceptors = withRole(nodes, 'acceptor').map(({ id }) => id);
    const few = acceptors.slice(acceptors.length - Math.floor((acceptors.length - 1) / 2));
    const rest = nodes.map(({ id }) => id).filter((id) => !few.includes(id));
    return few.length > 0 ? [`partition ${rest.join(' ')} | ${few.join(' ')}`] : null;
  },
};

/** Whoever has a ballot under way goes down: what the acceptors hold is all that is left of it. */
const crashProposer: Scenario = {
  key: 'crash-proposer',
  lines: ({ nodes }) => {
    const active = withRole(nodes, 'proposer').find(
      ({ proposer }) => proposer?.phase === 'prepare' || proposer?.phase === 'accept',
    );
    return active ? [`crash ${active.id}`] : null;
  },
};

export const scenes: readonly Scenario[] = [propose, duel, crashProposer, cutOffMinority];
