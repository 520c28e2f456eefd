/** What the last request has cost, in a corner of the space-time diagram where nothing is drawn. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { depictionOf } from '../protocols/registry';
import type { RequestCosts, View } from '../types';
import { formatTime } from './transport';

export function costsLine({ clients, protocol }: View, isTall: boolean, t: Translate): TemplateResult | typeof nothing {
  const last = clients.find(({ costs }) => costs !== null);
  if (!last?.costs) return nothing;
  const { sentAt, answeredAt, costs } = last;
  const request = depictionOf(protocol).brief?.(last.request) ?? last.request;
  const took = costs.delays === null || answeredAt === null ? null : formatTime(answeredAt - sentAt);
  return html`<p class="spacetime-costs ${isTall ? 'spacetime-foot' : ''}"><span data-sign="costs" data-says="" aria-description=${t('sign.costs')}>${sum(request, costs, took, t)}</span></p>`;
}

function sum(
  request: string,
  { messages, lost, bytes, writes, delays }: RequestCosts,
  took: string | null,
  t: Translate,
): string {
  const parts = [
    t('space-time.messages', { request, count: messages }),
    lost > 0 && t('space-time.lost', { count: lost }),
    t('space-time.bytes', { count: bytes }),
    t('space-time.writes', { count: writes }),
    // There and back.
    delays !== null && t('space-time.round-trips', { count: delays / 2 }),
    took !== null && t('space-time.took', { time: took }),
  ];
  return parts.filter((part) => part !== false).join(t('list.comma'));
}
