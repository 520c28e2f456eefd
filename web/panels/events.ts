/** What has happened, in plain words, newest first: the text form of the animation. */

import { css, html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { eraStyle } from '../theme/palette';
import type { EventView, Ms } from '../types';
import { ballotEras } from './ballots';

/** Older ones are reached on the timeline. */
const SHOWN_MAX = 60;

/** The term or ballot that an event is of, to be shown in its colour; `null`: of none. */
export function eraOf(event: EventView, ballots: ReadonlyMap<string, number>): { era: number; label: string } | null {
  const { term, ballot } = event.args;
  if (typeof term === 'number') return { era: term, label: `${term}` };
  if (typeof ballot === 'string') return { era: ballots.get(ballot) ?? 0, label: ballot };
  return null;
}

/** `1.204 s`, or in milliseconds while that is short; aligned by the columns of the list, not by zeros. */
export function timeText(at: Ms, t: Translate): string {
  return at < 1000 ? t('time.ms', { n: Math.round(at * 10) / 10 }) : t('time.s', { n: (at / 1000).toFixed(3) });
}

export function eventsPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const shown = model.events.slice(-SHOWN_MAX).reverse();
  const ballots = ballotEras(model.view);
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
              (event) => guard([event, ballots.size, model.lang], () => row(event, ballots, act, t)),
            )}
          </ol>`
      }
    </section>
  `;
}

function row(event: EventView, ballots: ReadonlyMap<string, number>, act: Act, t: Translate): TemplateResult {
  const era = eraOf(event, ballots);
  const kind = event.key.startsWith('check.') ? 'violation' : event.milestone ? 'milestone' : 'minor';
  return html`<li class="events-row ${kind}">
    <button type="button" title=${t('events.seek')} @click=${() => act.seek(event.at)}>
      <time class="events-time">${timeText(event.at, t)}</time>
      <span class="events-chips">
        ${event.node ? html`<b class="events-node">${event.node}</b>` : nothing}
        ${era ? html`<span class="events-era" style=${eraStyle(era.era)}>${era.label}</span>` : nothing}
      </span>
      <span class="events-text">${t(event.key, event.args)}</span>
      ${event.section ? html`<cite class="events-section">${event.section}</cite>` : nothing}
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
    overflow-anchor: none;
  }
  .events-row button {
    display: grid;
    grid-template-columns: 4.75rem 1fr auto;
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
    grid-row: span 2;
    color: var(--q-ink-soft);
    font-variant-numeric: tabular-nums;
    text-align: end;
    white-space: nowrap;
  }
  .events-text {
    grid-column: 2 / -1;
    grid-row: 2;
  }
  .events-chips {
    display: inline-flex;
    gap: 5px;
    align-items: baseline;
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
    grid-column: 3;
    grid-row: 1;
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
