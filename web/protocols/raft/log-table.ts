/** The logs: the ledgers of Raft's servers, with what their state machines hold. */

import { type LedgerExtras, ledgerPanel, ledgerSigns } from '../../panels/ledger';
import own from '../../panels/ledger.css?inline';
import shared from '../../panels/tables.css?inline';
import type { NodeTable } from '../depiction';
import { members, values } from './lines';
import { probeOf } from './probe';
import type { RaftNode } from './types';

const EXTRAS: LedgerExtras<RaftNode> = {
  state: ({ state }) => state.map(({ name, value }) => `${name}=${value}`).join('  '),
  probe: probeOf,
  snapshot: ({ id, snapshot }, { at, eraLabel }, t) =>
    t('log.snapshot-of', {
      node: id,
      index: at,
      term: eraLabel,
      state: (snapshot && values(snapshot.state, t)) || t('ledger.state-empty'),
      members: snapshot ? members(snapshot.configuration) : '',
    }),
};

export const table: NodeTable = {
  panel: (model, act, t) => ledgerPanel(model, EXTRAS as LedgerExtras, act, t),
  signs: ledgerSigns,
  styles: shared + own,
};
