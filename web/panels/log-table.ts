/** The logs, aligned by index: each follower's against its leader's, with the leader's marks of next and match. */

import { css, html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Translate } from '../i18n/index';
import type { Act, Model, Vanished } from '../model';
import { eraStyle } from '../theme/palette';
import type { LogEntry, NodeView, RaftNode } from '../types';

/** More columns than these are not drawn: a lecture shows the end of a log. */
const COLUMNS_MAX = 24;
/** So many stand there from the start, so that the table does not grow under the reader's eyes at once. */
const COLUMNS_MIN = 8;

/** The indices that are drawn, both ends included. What lies before `first` is left out, what lies behind `used` is empty. */
export interface Columns {
  readonly first: number;
  readonly last: number;
  readonly used: number;
}

/** What the leader believes of a follower. */
export interface Marks {
  readonly next: number;
  readonly match: number;
}

/** The end of the longest log, with one place after it for the mark of what comes next. */
export function columnsOf(nodes: readonly RaftNode[], vanished: readonly Vanished[] = []): Columns {
  const ends = nodes.flatMap((node) => [lastIndex(node) + 1, ...node.progress.map((peer) => peer.nextIndex)]);
  const used = Math.max(1, ...ends, ...vanished.map(({ entry }) => entry.index));
  const last = Math.max(COLUMNS_MIN, used);
  return { first: Math.max(1, last - COLUMNS_MAX + 1), last, used };
}

function lastIndex(node: RaftNode): number {
  return node.log.at(-1)?.index ?? 0;
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

/** As the papers write it, to save width: `x←5`. Anything else stays as it is. */
export function shortCommand(command: string): string {
  return command.replace(/^SET (\S+) (\S+)$/, '$1←$2').replace(/^ADD (\S+) (\S+)$/, '$1+=$2');
}

export function logPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const nodes = model.view.nodes.filter((node: NodeView) => node.kind === 'raft');
  const columns = columnsOf(nodes, model.vanished);
  const leader = leaderOf(nodes);
  const indices = Array.from({ length: columns.last - columns.first + 1 }, (_, offset) => columns.first + offset);
  return html`
    <section class="log" aria-label=${t('log.title')}>
      <div class="log-scroll" role="region" tabindex="0" aria-label=${t('log.region')}>
        <table class="log-table">
          <thead>
            <tr>
              <th scope="col" class="log-corner">
                ${t('log.index')}
                ${columns.first > 1 ? html`<span class="log-before">${t('log.left-out', { n: columns.first - 1 })}</span>` : nothing}
              </th>
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
                const { first, last, used } = columns;
                const struck = gone.map((one) => one.entry.index).join();
                return guard(
                  [node, marks?.next, marks?.match, leads, first, last, used, struck, selected, model.lang],
                  () => row({ node, marks, gone, leads, selected, columns }, indices, act, t),
                );
              },
            )}
          </tbody>
        </table>
      </div>
      <p class="log-legend" aria-hidden="true">
        <span><i class="log-sample committed"></i>${t('log.committed')}</span>
        <span><i class="log-sample"></i>${t('log.uncommitted')}</span>
        <span><b class="log-match">●</b>${t('log.match')}</span>
        <span><b class="log-next">▵</b>${t('log.next')}</span>
      </p>
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
  const cells = repeat(indices, identity, (index) => {
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
  const state = node.state.map(({ name, value }) => `${name}=${value}`).join('  ');
  return html`
    <tr class="log-row ${node.role} ${leads ? 'leads' : ''} ${selected ? 'selected' : ''}">
      <th scope="row" class="log-name">
        <button type="button" aria-pressed=${selected} @click=${() => act.select({ kind: 'node', id: node.id })}>
          <span class="log-chip" style=${eraStyle(node.era)}>${node.id}</span>
          <span class="log-role">${t(`role.${node.role}`)}</span>
        </button>
      </th>
      ${cells}
      <td class="log-state">${node.up ? state || t('log.state-empty') : t('log.state-gone')}</td>
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

function identity(index: number): number {
  return index;
}

export const logStyles = css`
  .log {
    container-type: inline-size;
  }
  .log-scroll {
    /* Reversed, so that the browser itself keeps the newest end in sight when the log outgrows its place. */
    display: flex;
    flex-direction: row-reverse;
    overflow-x: auto;
    padding: 2px;
  }
  .log-table {
    border-collapse: separate;
    border-spacing: 4px 0;
    margin-inline-end: auto;
    font-size: 0.8125rem;
  }
  .log-table th {
    font-weight: 500;
    color: var(--q-ink-soft);
  }
  .log-index {
    font-family: var(--q-mono);
    text-align: center;
  }
  .log-before {
    display: block;
    font-size: 0.75rem;
  }
  .log-state {
    color: var(--q-ink-soft);
    vertical-align: top;
    padding: 0 4px;
    line-height: 28px;
    white-space: pre;
  }
  th.log-state {
    line-height: inherit;
    text-align: start;
  }
  td.log-state {
    font-family: var(--q-mono);
    color: var(--q-ink);
  }
  .log-corner,
  .log-name {
    position: sticky;
    inset-inline-start: 0;
    z-index: 1;
    text-align: start;
    background: var(--q-surface);
    /* Covers the gap before the column, through which cells would show. */
    box-shadow: -6px 0 0 var(--q-surface);
    vertical-align: top;
  }
  .log-name button {
    display: flex;
    align-items: center;
    gap: 6px;
    min-height: 28px;
    padding: 0 8px 0 4px;
    border: 1px solid transparent;
    border-radius: var(--q-radius);
    background: none;
    color: var(--q-ink);
    font: inherit;
    white-space: nowrap;
    cursor: pointer;
  }
  .log-name button:hover,
  .log-row.selected .log-name button {
    border-color: var(--q-accent);
  }
  .log-chip {
    min-width: 24px;
    padding: 1px 4px;
    border: 1px solid var(--era-line);
    border-radius: 12px;
    background: var(--era);
    color: var(--era-ink);
    text-align: center;
    font-weight: 700;
  }
  .log-row.leads .log-chip {
    outline: 2px solid var(--q-ink);
    outline-offset: 1px;
  }
  .log-role {
    color: var(--q-ink-soft);
  }
  .log-row.leads .log-role {
    color: var(--q-ink);
    font-weight: 700;
  }
  .log-table thead th {
    vertical-align: bottom;
  }
  .log-table td {
    position: relative;
    padding: 0;
    vertical-align: top;
  }
  .log-cell,
  .log-empty {
    box-sizing: border-box;
    display: flex;
    align-items: center;
    gap: 7px;
    min-width: 58px;
    height: 28px;
    padding: 0 8px 0 6px;
    border: 2px dashed var(--era-line);
    border-radius: 5px;
    white-space: nowrap;
  }
  .log-empty {
    border: 1px dotted var(--q-line);
    opacity: 0.6;
  }
  .log-cell {
    position: relative;
    background: var(--era);
    color: var(--era-ink);
    font-family: var(--q-mono);
  }
  /* A new entry glows for a moment: only its opacity changes, which costs the page nothing. */
  .log-cell::before {
    content: '';
    position: absolute;
    inset: -2px;
    border-radius: inherit;
    box-shadow: 0 0 0 3px var(--q-accent);
    opacity: 0;
    pointer-events: none;
    animation: log-new 200ms linear;
  }
  .log-cell.committed {
    border-style: solid;
  }
  .log-cell.gone {
    background: none;
    color: var(--q-ink-soft);
  }
  .log-cross {
    margin-inline-start: auto;
    color: var(--q-danger);
    font-weight: 700;
  }
  .log-row.down .log-cell {
    background-image: var(--q-hatch);
  }
  /* Up to here this node knows the log to be committed. */
  .log-border::after {
    content: '';
    position: absolute;
    top: -2px;
    inset-inline-end: -4px;
    width: 4px;
    height: 32px;
    border-radius: 2px;
    background: var(--q-ink);
  }
  .log-marks {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    height: 15px;
    font-size: 0.75rem;
    line-height: 15px;
    white-space: nowrap;
  }
  .log-gone {
    padding: 0 3px;
    border-bottom: 2px dashed var(--era-line);
    color: var(--q-danger);
    font-family: var(--q-mono);
    font-size: 0.6875rem;
  }
  .log-match {
    color: var(--q-ink);
  }
  .log-next {
    color: var(--q-accent);
    font-size: 1rem;
  }
  .log-legend {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin: 2px 6px 0;
    color: var(--q-ink-soft);
    font-size: 0.75rem;
  }
  .log-legend span {
    display: inline-flex;
    align-items: center;
    gap: 5px;
  }
  .log-sample {
    width: 18px;
    height: 10px;
    border: 2px dashed var(--q-ink-soft);
    border-radius: 3px;
  }
  .log-sample.committed {
    border-style: solid;
  }
  .log-spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @container (max-width: 34rem) {
    .log-spare,
    .log-role {
      display: none;
    }
    .log-cell,
    .log-empty {
      min-width: 50px;
      padding: 0 5px;
      gap: 5px;
    }
    .log-table th.log-state {
      font-size: 0;
    }
  }
  @keyframes log-new {
    from {
      opacity: 1;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .log-cell::before {
      animation: none;
    }
  }
`;
