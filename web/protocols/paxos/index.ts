/** Paxos on the page. */

import type { Depiction } from '../depiction';
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
    says: ({ nodes, serving, checks, clients }) => {
      const count = nodes.length;
      const { value } = serving.args;
      if (value !== undefined && checks.every(({ ok }) => ok)) return { key: 'welcome.chosen', args: { count, value } };
      return { key: clients.length === 0 ? 'welcome.open' : 'welcome.asked', args: { count } };
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
  room: { row: 32, rest: 5.75 },
  styles,
};
