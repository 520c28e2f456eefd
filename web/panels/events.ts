/** What has happened, in plain words, newest first: the text form of the animation. */

import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { sentence } from '../i18n/sentence';
import { isTold } from '../lesson-focus';
import type { Act, Model } from '../model';
import { enterList, walkList } from '../roving';
import type { Rulebook } from '../rulebook';
import { rulebookOf } from '../rules';
import { eraStyle } from '../theme/palette';
import type { EventView } from '../types';
import { eventRows } from './event-rows';
import { inSight } from './in-sight';
import { slotsOfStages } from './slots';
import { formatTime } from './transport';

const slotsOf = slotsOfStages();

export function eventsPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { lanes } = model.lanes;
  const marks = lanes.find((lane) => lane.current)?.marks ?? [];
  const isShown = (event: Pick<EventView, 'key' | 'at'>) => isTold(event, model);
  const shown = eventRows(model.events.filter(isShown), marks.filter(isShown), model.view.now);
  const { paused, lang } = model;
  const book = rulebookOf(model.view.protocol);
  const key = slotsOf(act).keys(model.events.at(-1)?.serial ?? 0);
  const rows = (atMost: number) =>
    repeat(
      paused ? shown : shown.slice(0, atMost),
      ({ first }) => key(first),
      ({ event, count }) => guard([event.serial, count, lang, book], () => row(event, count, book, act, t)),
    );
  return html`
    <section class="events" aria-label=${t('events.title')}>
      <header class="panel-head">
        <h2>${t('events.title')}</h2>
        <label class="panel-choice"><input type="checkbox" @change=${choose} />${t('events.milestones-only')}</label>
      </header>
      ${
        shown.length === 0
          ? html`<p class="events-none">${t('events.none')}</p>`
          : html`<ol class="events-list" reversed tabindex="0" aria-label=${t('events.list')}
              @focusin=${enterList} @keydown=${walkList}>
              ${inSight(rows)}
          </ol>`
      }
    </section>
  `;
}

/** A class, and not what `:has` would find: that would be looked for at each new event. */
function choose({ target }: Event): void {
  const { checked } = target as HTMLInputElement;
  (target as Element).closest('.events')?.classList.toggle('events-milestones-only', checked);
}

function row(event: EventView, count: number, book: Rulebook | null, act: Act, t: Translate): TemplateResult {
  const links = book?.links(book.table, event, act, t) ?? nothing;
  const kind = event.key === 'cluster.violation' ? 'violation' : event.milestone ? 'milestone' : 'minor';
  return html`<li class="events-row ${kind}" @keydown=${book?.walkLinks ?? nothing}>
    <button type="button" tabindex="-1" title=${t('events.seek')} @click=${() => act.seek(event.at)}>
      <time class="events-time">${formatTime(event.at)}</time>
      <span>
        ${event.era > 0 ? html`<span class="events-era" .style=${eraStyle(event.era)}>${event.eraLabel}</span>` : nothing}
        <span class="events-text">${told(event, t)}</span>
        ${count > 1 ? html`<b class="events-count">${t('events.times', { n: count })}</b>` : nothing}
        ${event.section && links === nothing ? html`<cite class="events-section">${event.section}</cite>` : nothing}
      </span>
    </button>
    ${links}
  </li>`;
}

/** Stands for the node's name, which is shown in bold, and is no letter of any language. */
const NAME = '\u{f0000}';

function told(event: EventView, t: Translate): (string | TemplateResult)[] {
  const { node } = event;
  if (node === null) return [sentence(event, t)];
  const [first = '', ...rest] = sentence({ ...event, node: NAME }, t).split(NAME);
  return [first, ...rest.map((part) => html`<b>${node}</b>${part}`)];
}
