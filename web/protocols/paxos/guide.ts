/** What is drawn of Paxos, one sample a sign. */

import type { Cell, Ledger, Tally } from '../../types';
import type { Guide } from '../depiction';
import { node } from './blank';
import type { PaxosNode } from './types';

type Bid = NonNullable<PaxosNode['proposer']>;

const IDLE: Bid = { phase: 'idle', ballot: null, wants: null, value: null, adopted: false, reported: [] };

/** An acceptor of ballot 1.A, unless something else is said of it. */
function sample({ id = 'A', ...special }: Partial<PaxosNode> = {}): PaxosNode {
  return node(id, { era: 1, eraLabel: '1.A', ...special });
}

const ALL: PaxosNode['roles'] = ['proposer', 'acceptor', 'learner'];
const PREPARING: Bid = { ...IDLE, phase: 'prepare', ballot: '1.A', wants: 'x' };
const HELD = { ballot: '1.A', era: 1, value: 'x' };

/** What it accepted, and how sure that is. */
function holds(state: Cell['state']): Ledger {
  return { from: 1, cells: [{ at: 1, era: 1, eraLabel: '1.A', kind: 'command', label: 'x', state }], marks: [] };
}

function promises(...states: Tally['voters'][number]['state'][]): readonly Tally[] {
  const voters = states.map((state, at) => ({ node: 'ABC'[at] ?? '', state }));
  const had = states.filter((state) => state === 'granted').length;
  return [{ key: 'promises', part: 'all', voters, had, needed: 2 }];
}

function message(kind: string, answer: boolean | null = null): Guide['messages'][number] {
  return { kind, era: 1, eraLabel: '1.A', answer };
}

export const guide: Guide<PaxosNode> = {
  nodes: [
    { sign: 'era', node: sample({ promised: '1.A' }) },
    { sign: 'proposer', node: sample({ roles: ALL, proposer: IDLE, era: 0, eraLabel: '' }) },
    { sign: 'campaign', node: sample({ role: 'proposer', roles: ALL, proposer: PREPARING }) },
    {
      sign: 'votes',
      node: sample({
        role: 'proposer',
        roles: ALL,
        proposer: PREPARING,
        tallies: promises('granted', 'coming', 'refused'),
      }),
    },
    { sign: 'timer', node: sample({ dial: { name: 'retry', setAt: 0, firesAt: 200, full: 300 } }) },
    { sign: 'accepted', node: sample({ promised: '1.A', accepted: HELD, ledger: holds('accepted') }) },
    { sign: 'chosen', node: sample({ promised: '1.A', accepted: HELD, chosen: 'x', ledger: holds('committed') }) },
    { sign: 'elsewhere', node: sample({ promised: '1.A', accepted: HELD, ledger: holds('elsewhere') }) },
    { sign: 'unknown', node: sample({ promised: '1.A', accepted: HELD, ledger: holds('unknown') }) },
    { sign: 'learned', node: sample({ roles: ['learner'], role: 'learner', chosen: 'x' }) },
    { sign: 'proposer-only', node: sample({ roles: ['proposer'], role: 'proposer', proposer: IDLE }) },
    { sign: 'frost', node: sample({ suspendedAt: 100 }) },
    { sign: 'down', node: sample({ role: 'down', promised: '1.A', accepted: HELD }) },
  ],
  messages: [
    message('Prepare'),
    message('Promise', true),
    message('PrepareRefused', false),
    message('Accept'),
    message('Accepted', true),
    message('AcceptRefused', false),
    message('Ask'),
    message('Request'),
    message('Learned', true),
  ],
};
