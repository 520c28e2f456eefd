/**
 * The ledgers, aligned by slot: each node's against its leader's, with the leader's marks of next and match. Protocols
 * that keep a log draw it with this; what is their own comes as `LedgerExtras`.
 */

import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { brokenFirst, isAbout } from '../alarm';
import { type Eye, eyesOf } from '../eyes';
import type { Translate } from '../i18n/index';
import type { Act, Model, Vanished } from '../model';
import type { TableSigns } from '../protocols/depiction';
import { withoutGaps } from '../stage/message';
import { leaderOf, onRing } from '../stage/ring';
import { eraStyle } from '../theme/palette';
import type { Cell, Flight, NodeView } from '../types';
import {
  breadthOf,
  type Columns,
  columnsOf,
  committedOf,
  type Marks,
  marksOf,
  type Sameness,
  samenessOf,
  snapshotOf,
  snapshotSpan,
} from './ledger-columns';
import { slotsOfStages } from './slots';

const slotsOf = slotsOfStages();

/** The rows of more nodes than these are lower where there is little room. */
const CROWD = 5;
/** The cells of more columns than these are narrower there. */
const LONG = 9;

const SAME: Readonly<Record<Sameness, string>> = {
  all: 'ledger-alike',
  'all-but-last': 'ledger-alike ledger-but-last',
  none: '',
};

/** What a message under way says about a ledger: the leader's view of it is put to the test. */
export interface LedgerProbe {
  /** The slot that is compared; 0: none. */
  readonly at: number;
  /** The answer is under way: it does not match there. */
  readonly isRefused: boolean;
  /** How many cells come with it, for the slots after that. */
  readonly count: number;
}

export interface LedgerExtras<N extends NodeView = NodeView> {
  /** What the node's state machine holds. */
  state(node: N): string;
  /** What is under way between this node and its leader about its ledger. */
  probe?(node: NodeView, leader: NodeView | null, flights: readonly Flight[]): LedgerProbe | null;
  /** What a snapshot holds, in full. */
  snapshot?(node: N, snapshot: Cell, t: Translate): string;
}

/** As the papers write it, to save width: `x←5`, and members without gaps: `{ABC}`. Anything else stays as it is. */
export function shortLabel(label: string): string {
  return withoutGaps(label)
    .replace(/^SET (\S+) (\S+)$/, '$1←$2')
    .replace(/^ADD (\S+) (\S+)$/, '$1+=$2');
}

export function ledgerPanel(model: Model, extras: LedgerExtras, act: Act, t: Translate): TemplateResult {
  const nodes = onRing(model.view.nodes);
  const ledgers = nodes.flatMap(({ ledger }) => ledger ?? []);
  const columns = columnsOf(ledgers, model.vanished);
  const leader = leaderOf(nodes);
  const [broken] = brokenFirst(model);
  const eyes = eyesOf(model);
  const key = slotsOf(act).keys(columns.last);
  const slots = Array.from({ length: columns.last - columns.first + 1 }, (_, offset) => columns.first + offset);
  const count = slots.length + Number(columns.hasBefore);
  const room = `${SAME[samenessOf(ledgers)]} ${nodes.length > CROWD ? 'ledger-crowd' : ''} ${count > LONG ? 'ledger-long' : ''}`;
  return html`
    <section class="ledger ${room}" aria-label=${t('ledger.title')}
      .style="--columns:${count};--signs:${breadthOf(ledgers, columns, shortLabel)}">
      <div class="ledger-scroll" role="region" tabindex="0" aria-label=${t('ledger.region')}
        @pointerover=${tellSnapshot} @pointerleave=${tellSnapshot} @focusin=${tellSnapshot} @focusout=${tellSnapshot}>
        <div class="ledger-sheet">
        <table class="ledger-table">
          <thead>
            <tr>
              <th scope="col" class="ledger-corner">
                ${columns.first > 1 && !columns.hasBefore ? html`<span class="ledger-before" title=${t('ledger.slot')}>${t('ledger.left-out', { n: columns.first - 1 })}</span>` : t('ledger.slot')}
              </th>
              ${columns.hasBefore ? html`<th scope="col" class="ledger-slot ledger-earlier">${upTo(columns.first - 1)}</th>` : nothing}
              ${repeat(slots, key, (slot) => html`<th scope="col" class="ledger-slot ${spare(slot, columns)}">${slot}</th>`)}
              <th scope="col" class="ledger-state">${t('ledger.state')}</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              nodes,
              (node) => node.id,
              (node) => {
                const marks = marksOf(leader, node);
                const probe = extras.probe?.(node, leader, model.view.flights) ?? null;
                const gone = model.vanished.filter((one) => one.node === node.id);
                const selected = model.selection?.kind === 'node' && model.selection.id === node.id;
                // Of two that believe so, both.
                const leads = node.role === leader?.role;
                const alarmed = isAbout(broken, node.id) ? (broken?.violation.slot ?? 0) : null;
                const { first, last, used, hasBefore } = columns;
                const eye = eyes.node(node.id);
                const struck = gone.map(({ cell }) => cell.at).join();
                return guard(
                  [
                    node,
                    marks?.next,
                    marks?.match,
                    probe?.at,
                    probe?.isRefused,
                    probe?.count,
                    leads,
                    first,
                    last,
                    used,
                    hasBefore,
                    struck,
                    selected,
                    alarmed,
                    eye,
                    model.lang,
                  ],
                  () =>
                    row(
                      { node, marks, probe, gone, leads, selected, alarmed, eye, columns, key },
                      slots,
                      extras,
                      act,
                      t,
                    ),
                );
              },
            )}
          </tbody>
        </table>
        <div class="ledger-glows" aria-hidden="true"></div>
        </div>
      </div>
      <div class="ledger-foot" aria-hidden="true">
        <p class="ledger-contents"></p>
        <p class="table-legend">
          ${surenessLegend(t)}
          <span><b class="ledger-match">●</b>${t('ledger.match')}</span>
          <span><b class="ledger-next">▵</b>${t('ledger.next')}</span>
          ${ledgers.some(snapshotOf) ? html`<span><i class="table-sample snapshot"></i>${t('ledger.snapshot')}</span>` : nothing}
        </p>
      </div>
    </section>
  `;
}

/** What each border means: always all of them, so that the legend does not grow with the run. */
export function surenessLegend(t: Translate): TemplateResult {
  const one = (state: string, key: string) => html`<span><i class="table-sample ${state}"></i>${t(key)}</span>`;
  return html`
    ${one('accepted', 'ledger.accepted')}
    <span>${t('ledger.known')}</span>
    ${one('committed', 'ledger.here')} ${one('elsewhere', 'ledger.only-elsewhere')} ${one('unknown', 'ledger.nowhere')}
  `;
}

/** What a message under way is about to do with a slot, and its sign. */
const TOUCHES = { compared: '=?', refused: '≠', coming: '↓' } as const;

function touched(slot: number, probe: LedgerProbe | null): keyof typeof TOUCHES | null {
  if (!probe) return null;
  if (slot === probe.at) return probe.isRefused ? 'refused' : 'compared';
  return slot > probe.at && slot <= probe.at + probe.count ? 'coming' : null;
}

interface Row {
  readonly node: NodeView;
  readonly marks: Marks | null;
  readonly probe: LedgerProbe | null;
  readonly gone: readonly Vanished[];
  readonly leads: boolean;
  readonly selected: boolean;
  /** The slot in which a guarantee is broken; 0: in none in particular; `null`: not here. */
  readonly alarmed: number | null;
  /** Whether the lesson points at the node, or away from it. */
  readonly eye: Eye;
  readonly columns: Columns;
  /** What the cell of a slot goes by. */
  readonly key: (slot: number) => number;
}

function row(
  { node, marks, probe, gone, leads, selected, alarmed, eye, columns, key }: Row,
  slots: readonly number[],
  extras: LedgerExtras,
  act: Act,
  t: Translate,
): TemplateResult {
  const held = new Map(node.ledger?.cells.map((cell) => [cell.at, cell]));
  const snapshot = node.ledger && snapshotOf(node.ledger);
  const committed = committedOf(node);
  const span = snapshotSpan(snapshot, columns);
  const drawn = slots.slice(Math.max(0, span - Number(columns.hasBefore)));
  const cells = repeat(drawn, key, (slot) => {
    const cell = held.get(slot);
    const old = gone.find((one) => one.cell.at === slot)?.cell;
    const touch = touched(slot, probe);
    return html`<td class="${slot === committed ? 'ledger-border' : ''} ${touch ? `ledger-${touch}` : ''} ${slot === alarmed ? 'ledger-alarm' : ''} ${spare(slot, columns)}">
      ${cell ? cellBox(cell, t) : old ? vanishedBox(old, t) : html`<div class="ledger-empty"></div>`}
      <div class="ledger-marks">
        ${cell && old ? html`<del class="ledger-gone" .style=${eraStyle(old.era)}>✗ ${shortLabel(old.label)}</del>` : nothing}
        ${marks?.match === slot ? mark('ledger-match', '●', t('ledger.match')) : nothing}
        ${marks?.next === slot ? mark('ledger-next', '▵', t('ledger.next')) : nothing}
        ${touch ? mark(`ledger-sign-${touch}`, TOUCHES[touch], t(`ledger.${touch}`)) : nothing}
      </div>
    </td>`;
  });
  const before = columns.hasBefore && !snapshot ? (held.size > 0 ? '…' : '') : null;
  return html`
    <tr class="ledger-row ${node.role} ${leads ? 'leads' : ''} ${selected ? 'selected' : ''} ${alarmed === null ? '' : 'ledger-alarmed'} ${eye === 'dim' ? 'table-dim' : ''}">
      <th scope="row" class="ledger-name table-name">
        <button type="button" aria-pressed=${selected} @click=${() => act.select({ kind: 'node', id: node.id })}>
          <span class="table-chip" .style=${eraStyle(node.era)}>${node.id}</span>
          <span class="ledger-role">${t(`role.${node.role}`)}</span>
        </button>
      </th>
      ${
        snapshot
          ? html`<td class="ledger-held ${snapshot.at === committed ? 'ledger-border' : ''}" colspan=${span}>
              ${snapshotBox(node, snapshot, extras, act, t)}
              <div class="ledger-marks">
                ${marks?.match && marks.match <= snapshot.at ? mark('ledger-match', '●', t('ledger.match')) : nothing}
                ${marks?.next && marks.next <= snapshot.at ? mark('ledger-next', '▵', t('ledger.next')) : nothing}
              </div>
            </td>`
          : nothing
      }
      ${before === null ? nothing : html`<td class="ledger-earlier">${before}</td>`}
      ${cells}
      <td class="ledger-state">${node.up ? extras.state(node) || t('ledger.state-empty') : t('ledger.state-gone')}</td>
    </tr>
  `;
}

/** Solid is what this node knows to be committed; where it does not know, a thin edge within the dashed one says so. */
function cellBox(cell: Cell, t: Translate): TemplateResult {
  const { era, eraLabel, kind, label, state } = cell;
  return html`<div class="ledger-cell table-cell ${state} ${kind === 'no-op' ? '' : 'ledger-own'}" role="img" aria-label=${spoken(cell, state, t)} data-sign="cell-${state}" data-says=${label} .style=${eraStyle(era)}>
    <b>${eraLabel}</b>
    <span>${shortLabel(label)}</span>
  </div>`;
}

/** What a cell says to the ear. It stands in no text of the cell: that would be laid out as if it were seen. */
function spoken({ eraLabel, label }: Cell, state: Cell['state'] | 'gone', t: Translate): string {
  return [`${t('ledger.era')} ${eraLabel}`, shortLabel(label), t(`ledger.${state}`)].join(t('stage.comma'));
}

/** One wide cell for all that a snapshot stands for. What it holds is told in full where the legend is, and when selected. */
function snapshotBox(node: NodeView, snapshot: Cell, extras: LedgerExtras, act: Act, t: Translate): TemplateResult {
  const { at, era } = snapshot;
  const state = snapshot.label || t('ledger.state-empty');
  const told = extras.snapshot?.(node, snapshot, t) ?? t('ledger.snapshot-of', { node: node.id, at, state });
  return html`<button type="button" class="ledger-cell table-cell committed ledger-snapshot" data-sign="snapshot" .style=${eraStyle(era)} aria-label=${told}
    @click=${() => act.select({ kind: 'node', id: node.id })}>
    <span>${state}</span><b>${upTo(at)}</b>
  </button>`;
}

/** Writes into the line of the legend what the snapshot under the pointer or the focus holds: there it covers nothing. */
function tellSnapshot(event: Event): void {
  const here = event.type === 'pointerleave' || event.type === 'focusout' ? null : (event.target as Element);
  const line = (event.currentTarget as Element).parentElement?.querySelector('.ledger-contents');
  if (line) line.textContent = here?.closest('.ledger-snapshot')?.ariaLabel ?? '';
}

function vanishedBox(cell: Cell, t: Translate): TemplateResult {
  const { era, eraLabel, label } = cell;
  return html`<div class="ledger-cell table-cell gone" role="img" aria-label=${spoken(cell, 'gone', t)} data-sign="cell-gone" data-says=${label} .style=${eraStyle(era)}>
    <b>${eraLabel}</b><del>${shortLabel(label)}</del>
    <span class="ledger-cross" aria-hidden="true">✗</span>
  </div>`;
}

function mark(name: string, sign: string, meaning: string): TemplateResult {
  return html`<span class=${name} data-sign=${name} role="img" aria-label=${meaning}>${sign}</span>`;
}

/** What stands in a ledger, to be explained. */
export const ledgerSigns: TableSigns = {
  'cell-committed': (t) => cellBox(sample('committed'), t),
  'cell-accepted': (t) => cellBox(sample('accepted'), t),
  'cell-elsewhere': (t) => cellBox(sample('elsewhere'), t),
  'cell-unknown': (t) => cellBox(sample('unknown'), t),
  'cell-gone': (t) => vanishedBox(sample('accepted'), t),
  'ledger-match': (t) => mark('ledger-match', '●', t('ledger.match')),
  'ledger-next': (t) => mark('ledger-next', '▵', t('ledger.next')),
  'ledger-sign-compared': (t) => mark('ledger-sign-compared', TOUCHES.compared, t('ledger.compared')),
  'ledger-sign-refused': (t) => mark('ledger-sign-refused', TOUCHES.refused, t('ledger.refused')),
  'ledger-sign-coming': (t) => mark('ledger-sign-coming', TOUCHES.coming, t('ledger.coming')),
};

function sample(state: Cell['state']): Cell {
  return { at: 1, era: 2, eraLabel: '2', kind: 'command', label: 'SET x 5', state };
}

/** Empty columns are for the calm of a wide table; a narrow one has no room for them. */
function spare(slot: number, { used }: Columns): string {
  return slot > used ? 'ledger-spare' : '';
}

/** All slots up to that one. */
function upTo(slot: number): string {
  return slot > 1 ? `1–${slot}` : `${slot}`;
}
