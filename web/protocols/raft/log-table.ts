/** The logs: the ledgers of Raft's servers, with what their state machines hold. */

import type { TemplateResult } from 'lit/html.js';
import type { Translate } from '../../i18n/index';
import type { Act, Model } from '../../model';
import { type LedgerExtras, ledgerPanel } from '../../panels/ledger';
import { members, values } from './lines';
import type { RaftNode } from './types';

const EXTRAS: LedgerExtras<RaftNode> = {
  state: ({ state }) => state.map(({ name, value }) => `${name}=${value}`).join('  '),
  snapshot: ({ id, snapshot }, { at, eraLabel }, t) =>
    t('log.snapshot-of', {
      node: id,
      index: at,
      term: eraLabel,
      state: (snapshot && values(snapshot.state, t)) || t('ledger.state-empty'),
      members: snapshot ? members(snapshot.configuration) : '',
    }),
};

export function logPanel(model: Model, act: Act, t: Translate): TemplateResult {
  return ledgerPanel(model, EXTRAS as LedgerExtras, act, t);
}
