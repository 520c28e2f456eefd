/** What a node holds, fact by fact. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { eraStyle } from '../theme/palette';
import type { FactPart, LedgerMark, NodeView, Tally } from '../types';

/** A row of a list of facts. */
export function fact(name: unknown, value: unknown): TemplateResult {
  return html`<div class="inspector-fact"><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** A term or ballot in its colour. */
export function era(number: number, label: string): TemplateResult {
  return html`<span class="inspector-era" .style=${eraStyle(number)}>${label}</span>`;
}

/** What a node holds, as it is told; who has answered it; and how far it thinks the others are. */
export function nodeFacts({ id, facts, tallies, ledger }: NodeView, t: Translate): TemplateResult {
  const others = (ledger?.marks ?? []).filter(({ node }) => node !== id);
  return html`
    ${facts.map(({ key, parts }) =>
      fact(
        t(key),
        parts.map((one, at) => part(one, parts[at - 1], t)),
      ),
    )}
    ${tallies.length > 0 ? fact(t(`tally.${tallies[0]?.key}`), answers(tallies, t)) : nothing}
    ${others.length > 0 ? fact(t('ledger.others'), progress(others, t)) : nothing}
  `;
}

/** After an era no comma: it belongs to what follows, or to what was before. */
function part(one: FactPart, before: FactPart | undefined, t: Translate): unknown {
  const isEra = (piece: FactPart) => typeof piece === 'object' && 'era' in piece;
  const gap = before === undefined ? '' : isEra(before) || isEra(one) ? ' ' : t('list.comma');
  if (typeof one !== 'object') return html`${gap}${one}`;
  return 'era' in one ? html`${gap}${era(one.era, one.eraLabel)}` : html`${gap}${t(one.key, one.args)}`;
}

function answers(tallies: readonly Tally[], t: Translate): TemplateResult {
  const voters = new Map(tallies.flatMap((tally) => tally.voters).map((voter) => [voter.node, voter.state]));
  return html`<span class="inspector-pips">${[...voters].map(
    ([node, state]) => html`<span class="inspector-pip ${state}">${node} ${t(`vote.${state}`)}</span>`,
  )}</span>${tallies.map(
    ({ part, had, voters: { length: all }, needed }) =>
      html`<div>${t(`tally.part-${part}`, { had, all, needed })}</div>`,
  )}`;
}

function progress(marks: readonly LedgerMark[], t: Translate): TemplateResult {
  const at = (node: string, kind: string) => marks.find((mark) => mark.node === node && mark.kind === kind)?.at;
  const nodes = [...new Set(marks.map(({ node }) => node))];
  return html`<table class="inspector-progress">
    <thead>
      <tr><th scope="col">${t('ledger.node')}</th><th scope="col">next ▵</th><th scope="col">match ●</th></tr>
    </thead>
    <tbody>
      ${nodes.map(
        (node) => html`<tr>
          <th scope="row">${node}</th><td>${at(node, 'next')}</td><td>${at(node, 'match')}</td>
        </tr>`,
      )}
    </tbody>
  </table>`;
}
