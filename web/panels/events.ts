/** What has happened, in plain words, newest first: the text form of the animation. */

import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { sentence, subject } from '../i18n/sentence';
import type { Act, Model } from '../model';
import { css } from '../theme/css';
import { eraStyle } from '../theme/palette';
import type { EventView, View } from '../types';
import { ballotEra } from './ballots';
import { formatTime } from './transport';

/** Older ones are reached on the timeline. */
const SHOWN_MAX = 60;

/** The term or ballot that an event is of, to be shown in its colour; `null`: of none. */
export function eraOf(event: EventView, nodes: View['nodes']): { era: number; label: string } | null {
  const { term, ballot } = event.args;
  if (typeof term === 'number') return { era: term, label: `${term}` };
  if (typeof ballot === 'string') return { era: ballotEra(ballot, nodes), label: ballot };
  return null;
}

export function eventsPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const shown = model.events.slice(-SHOWN_MAX).reverse();
  return html`
    <section class="events" aria-label=${t('events.title')}>
      <header class="events-head">
        <h2>${t('events.title')}</h2>
        <label class="events-filter"><input type="checkbox" />${t('events.milestones-only')}</label>
      </header>
      ${
        shown.length === 0
          ? html`<p class="events-none">${t('events.none')}</p>`
          : html`<ol class="events-list" reversed tabindex="0" aria-label=${t('events.list')}>
            ${repeat(
              shown,
              (event) => event.serial,
              (event) => guard([event, model.lang], () => row(event, model.view.nodes, act, t)),
            )}
          </ol>`
      }
    </section>
  `;
}

function row(event: EventView, nodes: View['nodes'], act: Act, t: Translate): TemplateResult {
  const era = eraOf(event, nodes);
  const node = subject(event);
  const kind = event.key === 'cluster.violation' ? 'violation' : event.milestone ? 'milestone' : 'minor';
  return html`<li class="events-row ${kind}">
    <button type="button" title=${t('events.seek')} @click=${() => act.seek(event.at)}>
      <time class="events-time">${formatTime(event.at)}</time>
      <span>
        ${node ? html`<b class="events-node">${node}</b>` : nothing}
        ${era ? html`<span class="events-era" style=${eraStyle(era.era)}>${era.label}</span>` : nothing}
        <span class="events-text">${sentence(event, t)}</span>
        ${event.section ? html`<cite class="events-section">${event.section}</cite>` : nothing}
      </span>
    </button>
  </li>`;
}

export const eventsStyles = css`
  .events {
    display: flex;
    flex-direction: column;
    min-height: 0;
  }
  .events-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 4px 12px;
    padding: 0 8px 4px;
  }
  .events-head h2 {
    margin: 0;
    font-size: 0.9375rem;
  }
  .events-filter {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    min-height: 24px;
    color: var(--q-ink-soft);
    font-size: 0.8125rem;
    cursor: pointer;
  }
  .events:has(.events-filter :checked) .events-row.minor {
    display: none;
  }
  .events-none {
    margin: 4px 8px;
    color: var(--q-ink-soft);
  }
  .events-list {
    flex: 1;
    min-height: 0;
    margin: 0;
    padding: 2px;
    overflow-y: auto;
    list-style: none;
  }
  .events-row button {
    display: grid;
    grid-template-columns: 4.75rem 1fr;
    align-items: baseline;
    gap: 0 8px;
    width: 100%;
    min-height: 28px;
    padding: 4px 6px;
    border: 0;
    border-inline-start: 3px solid transparent;
    border-radius: 3px;
    background: none;
    color: var(--q-ink);
    font: inherit;
    font-size: 0.8125rem;
    line-height: 1.4;
    text-align: start;
    cursor: pointer;
  }
  .events-row button:hover {
    background: var(--q-bg);
  }
  .events-time {
    color: var(--q-ink-soft);
    font-variant-numeric: tabular-nums;
    text-align: end;
    white-space: nowrap;
  }
  .events-era {
    padding: 0 6px;
    border: 1px solid var(--era-line);
    border-radius: 9px;
    background: var(--era);
    color: var(--era-ink);
    font-size: 0.75rem;
    line-height: 16px;
  }
  .events-section {
    color: var(--q-ink-soft);
    font-size: 0.75rem;
    font-style: normal;
    white-space: nowrap;
  }
  .events-row.milestone button {
    border-inline-start-color: var(--q-accent);
  }
  .events-row.milestone .events-text {
    font-weight: 600;
  }
  .events-row.violation button {
    border-inline-start-color: var(--q-danger);
  }
  .events-row.violation .events-text {
    color: var(--q-danger);
    font-weight: 600;
  }
`;
