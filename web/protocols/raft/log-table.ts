/** The logs, aligned by index: each follower's against its leader's, with the leader's marks of next and match. */

import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../../i18n/index';
import type { Act, Model, Vanished } from '../../model';
import { withoutGaps } from '../../stage/message';
import { onRing } from '../../stage/ring';
import { eraStyle } from '../../theme/palette';
import type { LogEntry, RaftNode, Snapshot } from '../../types';
import { members, values } from './facts';

/** More columns than these are not drawn: a lecture shows the end of a log. */
const COLUMNS_MAX = 24;
/** So many stand there from the start, so that the table does not grow under the reader's eyes at once. */
const COLUMNS_MIN = 8;

/** The indices that are drawn, both ends included. What lies before `first` is left out, what lies behind `used` is empty. */
export interface Columns {
  readonly first: number;
  readonly last: number;
  readonly used: number;
  /** Whether one column stands for all that lies before `first`: there snapshots begin. */
  readonly hasBefore: boolean;
}

/** What the leader believes of a follower. */
export interface Marks {
  readonly next: number;
  readonly match: number;
}

/**
 * The end of the longest log, with one place after it for the mark of what comes next. It begins where somebody still has
 * entries: what all have only in their snapshots needs no columns of its own.
 */
export function columnsOf(nodes: readonly RaftNode[], vanished: readonly Vanished[] = []): Columns {
  const ends = nodes.flatMap((node) => [lastIndex(node) + 1, ...node.progress.map((peer) => peer.nextIndex)]);
  const used = Math.max(1, ...ends, ...vanished.map(({ entry }) => entry.index));
  const last = Math.max(COLUMNS_MIN, used);
  const written = nodes.filter((node) => lastIndex(node) > 0);
  const compacted = Math.min(...written.map(({ snapshot }) => snapshot?.index ?? 0));
  const first = Math.max(1, last - COLUMNS_MAX + 1, written.length > 0 ? Math.min(compacted + 1, last) : 1);
  return { first, last, used, hasBefore: first > 1 && nodes.some(({ snapshot }) => snapshot !== null) };
}

function lastIndex({ log, snapshot }: RaftNode): number {
  return log.at(-1)?.index ?? snapshot?.index ?? 0;
}

/** How many columns a snapshot takes, so that what follows stands under its own index. */
export function snapshotSpan(snapshot: Snapshot | null, { first, last, hasBefore }: Columns): number {
  if (!snapshot) return 0;
  return Number(hasBefore) + Math.max(0, Math.min(snapshot.index, last) - first + 1);
}

/** Who leads in the highest term: the one whose marks count. A deposed leader that has not heard of it yet has none. */
export function leaderOf(nodes: readonly RaftNode[]): RaftNode | null {
  const leaders = nodes.filter((node) => node.role === 'leader');
  return leaders.reduce<RaftNode | null>((best, node) => (best && best.term >= node.term ? best : node), null);
}

export function marksOf(leader: RaftNode | null, node: RaftNode): Marks | null {
  const peer = leader?.progress.find((peer) => peer.node === node.id);
  return peer ? { next: peer.nextIndex, match: peer.matchIndex } : null;
}

export function entryAt(log: readonly LogEntry[], index: number): LogEntry | undefined {
  return log[index - (log[0]?.index ?? 1)];
}

/** As the papers write it, to save width: `x←5`, and members without gaps: `{ABC}`. Anything else stays as it is. */
export function shortCommand(command: string): string {
  return withoutGaps(command)
    .replace(/^SET (\S+) (\S+)$/, '$1←$2')
    .replace(/^ADD (\S+) (\S+)$/, '$1+=$2');
}

export function logPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const nodes = onRing(model.view.nodes).filter((node) => node.kind === 'raft');
  const columns = columnsOf(nodes, model.vanished);
  const leader = leaderOf(nodes);
  const indices = Array.from({ length: columns.last - columns.first + 1 }, (_, offset) => columns.first + offset);
  return html`
    <section class="log" aria-label=${t('log.title')}>
      <div class="log-scroll" role="region" tabindex="0" aria-label=${t('log.region')}
        @pointerover=${tellSnapshot} @pointerleave=${tellSnapshot} @focusin=${tellSnapshot} @focusout=${tellSnapshot}>
        <table class="log-table">
          <thead>
            <tr>
              <th scope="col" class="log-corner">
                ${t('log.index')}
                ${columns.first > 1 && !columns.hasBefore ? html`<span class="log-before">${t('log.left-out', { n: columns.first - 1 })}</span>` : nothing}
              </th>
              ${columns.hasBefore ? html`<th scope="col" class="log-index log-earlier">${upTo(columns.first - 1)}</th>` : nothing}
              ${repeat(indices, identity, (index) => html`<th scope="col" class="log-index ${spare(index, columns)}">${index}</th>`)}
              <th scope="col" class="log-state">${t('log.state')}</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              nodes,
              (node) => node.id,
              (node) => {
                const marks = leader === node ? null : marksOf(leader, node);
                const gone = model.vanished.filter((one) => one.node === node.id);
                const selected = model.selection?.kind === 'node' && model.selection.id === node.id;
                const leads = leader === node;
                const { first, last, used, hasBefore } = columns;
                const struck = gone.map((one) => one.entry.index).join();
                return guard(
                  [node, marks?.next, marks?.match, leads, first, last, used, hasBefore, struck, selected, model.lang],
                  () => row({ node, marks, gone, leads, selected, columns }, indices, act, t),
                );
              },
            )}
          </tbody>
        </table>
      </div>
      <div class="log-foot" aria-hidden="true">
        <p class="log-contents"></p>
        <p class="log-legend">
          <span><i class="log-sample committed"></i>${t('log.committed')}</span>
          <span><i class="log-sample"></i>${t('log.uncommitted')}</span>
          <span><b class="log-match">●</b>${t('log.match')}</span>
          <span><b class="log-next">▵</b>${t('log.next')}</span>
          ${nodes.some(({ snapshot }) => snapshot) ? html`<span><i class="log-sample snapshot"></i>${t('log.snapshot')}</span>` : nothing}
        </p>
      </div>
    </section>
  `;
}

interface Row {
  readonly node: RaftNode;
  readonly marks: Marks | null;
  readonly gone: readonly Vanished[];
  readonly leads: boolean;
  readonly selected: boolean;
  readonly columns: Columns;
}

function row(
  { node, marks, gone, leads, selected, columns }: Row,
  indices: readonly number[],
  act: Act,
  t: Translate,
): TemplateResult {
  const { snapshot } = node;
  const span = snapshotSpan(snapshot, columns);
  const drawn = indices.slice(Math.max(0, span - Number(columns.hasBefore)));
  const cells = repeat(drawn, identity, (index) => {
    const entry = entryAt(node.log, index);
    const old = gone.find((one) => one.entry.index === index)?.entry;
    const border = index === node.commitIndex && node.commitIndex > 0;
    return html`<td class="${border ? 'log-border' : ''} ${spare(index, columns)}">
      ${entry ? cell(entry, t) : old ? vanishedCell(old, t) : html`<div class="log-empty"></div>`}
      <div class="log-marks">
        ${entry && old ? html`<del class="log-gone" style=${eraStyle(old.term)}>✗ ${shortCommand(old.command)}</del>` : nothing}
        ${marks?.match === index ? mark('log-match', '●', t('log.match')) : nothing}
        ${marks?.next === index ? mark('log-next', '▵', t('log.next')) : nothing}
      </div>
    </td>`;
  });
  const held = node.state.map(({ name, value }) => `${name}=${value}`).join('  ');
  const before = columns.hasBefore && !snapshot ? (node.log.length > 0 ? '…' : '') : null;
  return html`
    <tr class="log-row ${node.role} ${leads ? 'leads' : ''} ${selected ? 'selected' : ''}">
      <th scope="row" class="log-name">
        <button type="button" aria-pressed=${selected} @click=${() => act.select({ kind: 'node', id: node.id })}>
          <span class="log-chip" style=${eraStyle(node.era)}>${node.id}</span>
          <span class="log-role">${t(`role.${node.role}`)}</span>
        </button>
      </th>
      ${
        snapshot
          ? html`<td class="log-held ${snapshot.index === node.commitIndex ? 'log-border' : ''}" colspan=${span}>
              ${snapshotCell(node.id, snapshot, act, t)}
              <div class="log-marks">
                ${marks && marks.match > 0 && marks.match <= snapshot.index ? mark('log-match', '●', t('log.match')) : nothing}
                ${marks && marks.next <= snapshot.index ? mark('log-next', '▵', t('log.next')) : nothing}
              </div>
            </td>`
          : nothing
      }
      ${before === null ? nothing : html`<td class="log-earlier">${before}</td>`}
      ${cells}
      <td class="log-state">${node.up ? held || t('log.state-empty') : t('log.state-gone')}</td>
    </tr>
  `;
}

function cell(entry: LogEntry, t: Translate): TemplateResult {
  const sure = t(entry.committed ? 'log.committed' : 'log.uncommitted');
  return html`<div class="log-cell ${entry.committed ? 'committed' : ''}" style=${eraStyle(entry.term)}>
    <b><span class="log-spoken">${t('log.term')}</span> ${entry.term}</b>
    <span title=${entry.command}>${shortCommand(entry.command)}</span>
    <span class="log-spoken">${sure}</span>
  </div>`;
}

/** One wide cell for all that a snapshot stands for. What it holds is told in full where the legend is, and when selected. */
function snapshotCell(node: string, snapshot: Snapshot, act: Act, t: Translate): TemplateResult {
  const { index, term, state, configuration } = snapshot;
  const held = values(state, t) || t('log.state-empty');
  const told = t('log.snapshot-of', { node, index, term, state: held, members: members(configuration) });
  return html`<button type="button" class="log-cell committed log-snapshot" style=${eraStyle(term)} aria-label=${told}
    @click=${() => act.select({ kind: 'node', id: node })}>
    <span>${held}</span><b>${upTo(index)}</b>
  </button>`;
}

/** Writes into the line of the legend what the snapshot under the pointer or the focus holds: there it covers nothing. */
function tellSnapshot(event: Event): void {
  const here = event.type === 'pointerleave' || event.type === 'focusout' ? null : (event.target as Element);
  const line = (event.currentTarget as Element).parentElement?.querySelector('.log-contents');
  if (line) line.textContent = here?.closest('.log-snapshot')?.ariaLabel ?? '';
}

function vanishedCell(entry: LogEntry, t: Translate): TemplateResult {
  return html`<div class="log-cell gone" style=${eraStyle(entry.term)}>
    <b>${entry.term}</b><del>${shortCommand(entry.command)}</del><span class="log-cross" aria-hidden="true">✗</span>
    <span class="log-spoken">${t('log.gone')}</span>
  </div>`;
}

function mark(name: string, sign: string, meaning: string): TemplateResult {
  return html`<span class=${name} role="img" aria-label=${meaning} title=${meaning}>${sign}</span>`;
}

/** Empty columns are for the calm of a wide table; a narrow one has no room for them. */
function spare(index: number, { used }: Columns): string {
  return index > used ? 'log-spare' : '';
}

/** All indices up to that one. */
function upTo(index: number): string {
  return index > 1 ? `1–${index}` : `${index}`;
}

function identity(index: number): number {
  return index;
}
