/** Paxos on the page. */

import type { Depiction } from '../depiction';
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
  timeouts: ['paxos.prepare-timed-out', 'paxos.accept-timed-out', 'paxos.backoff-over'],
  liveness: [],
  styles: stageStyles + tableStyles,
};
