/** Paxos on the page. */

import type { Depiction } from '../depiction';
import { chosenValues } from './chosen';
import { paxosNode } from './node';
import { duel, propose, proposerOf, scenes } from './scenes';
import styles from './stage.css?inline';
import type { PaxosNode } from './types';

export const depiction: Depiction<PaxosNode> = {
  node: paxosNode,
  shapes: {
    Prepare: 'diamond',
    Promise: 'diamond',
    PrepareRefused: 'diamond',
    Accept: 'hexagon',
    Accepted: 'hexagon',
    AcceptRefused: 'hexagon',
    Ask: 'drop',
    Request: 'drop',
    Learned: 'drop',
  },
  welcome: {
    tour: 'paxos/two-phases',
    says: ({ nodes }) => {
      const [chosen] = chosenValues(nodes.filter((node) => node.kind === 'paxos'));
      return chosen === undefined
        ? { key: 'welcome.open', args: { count: nodes.length } }
        : { key: 'welcome.chosen', args: { count: nodes.length, value: chosen } };
    },
    tries: [propose, duel],
  },
  scenes,
  guest: ({ nodes, clients, flights }) =>
    clients.length + flights.length === 0 ? (proposerOf(nodes)?.id ?? null) : null,
  hints: ['inspector.hint-request'],
  timeouts: ['paxos.prepare-timed-out', 'paxos.accept-timed-out', 'paxos.backoff-over'],
  liveness: [],
  explained: {
    'paxos.agreement': 'paxos/acceptor-forgets',
    'paxos.promise-kept': 'paxos/old-number-refused',
    'paxos.shows-safe': 'paxos/value-already-accepted',
  },
  room: { row: 39, rest: 7 },
  styles,
};
