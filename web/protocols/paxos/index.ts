/** Paxos on the page. */

import type { Depiction } from '../depiction';
import { ballotEra } from './ballots';
import { paxosNode } from './node';
import stageStyles from './stage.css?inline';
import { paxosPanel } from './table';
import tableStyles from './table.css?inline';
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
  table: paxosPanel,
  hints: ['inspector.hint-request'],
  era: ({ ballot }, nodes) => (typeof ballot === 'string' ? { era: ballotEra(ballot, nodes), label: ballot } : null),
  timeouts: ['paxos.prepare-timed-out', 'paxos.accept-timed-out', 'paxos.backoff-over'],
  liveness: [],
  explained: {
    'paxos.agreement': 'paxos/two-phases',
    'paxos.promise-kept': 'paxos/two-phases',
    'paxos.shows-safe': 'paxos/two-phases',
  },
  styles: stageStyles + tableStyles,
};
