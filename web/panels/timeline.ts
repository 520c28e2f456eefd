/**
 * The run along time: who led when, what happened, and the branches. The present branch is a slider over its history;
 * the others lie below it, each a button that switches to it.
 */

import { live } from 'lit/directives/live.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, svg, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { eraStyle } from '../theme/palette';
import type { Band, Lane, MarkKind, Ms, Reign } from '../types';
import { drawnBands, Scale, type ScaleMark, type Stretch, stretches, thinned } from './timeline-scale';
import { formatTime } from './transport';

/** Shape and colour: no mark is told from another by its colour alone. In a square of 10, around its middle. */
export const MARK_SHAPES: Readonly<Record<MarkKind, string>> = {
  violation: 'M0 -5 L5 4 L-5 4 Z',
  crash: 'M-4 -4 L4 4 M-4 4 L4 -4',
  restart: 'M-4 1 L0 -4 L4 1 M0 -4 V5',
  cut: 'M-2 -5 V5 M2 -5 V5',
  heal: 'M-4 0 H4 M-4 -3 V3 M4 -3 V3',
  election: 'M-5 4 V-3 L-2 0 L0 -5 L2 0 L5 -3 V4 Z',
  commit: 'M0 -3 V4',
  proposal: 'M0 -5 L4.3 -2.5 V2.5 L0 5 L-4.3 2.5 V-2.5 Z',
  chosen: 'M-5 0 L-1.5 4 L5 -4',
  request: 'M0 -3 a3 3 0 1 0 0.01 0 Z',
  command: 'M0 -4 L4 0 L0 4 L-4 0 Z',
};

export function timelinePanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { lanes } = model;
  const scale = new Scale(lanes, model.duration);
  const current = lanes.lanes.find((lane) => lane.current);
  if (!current) return html`${nothing}`;
  const history = stretches(lanes, current, model.duration);
  const others = lanes.lanes.filter((lane) => !lane.current);
  return html`
    <section class="timeline" aria-label=${t('timeline.title')}>
      <div class="timeline-present" data-end=${scale.end} data-start=${scale.start}>
        <div class="timeline-bands" aria-hidden="true">${history.map((stretch) => bands(stretch, scale, t))}</div>
        <svg class="timeline-marks" aria-hidden="true">${thinned(history, scale).map((mark) => markShape(mark, scale))}</svg>
        ${history.slice(1).map(({ from }) => html`<i class="timeline-fork" .style="left:${scale.percent(from)}%"></i>`)}
        ${
          lanes.earliest > 0
            ? html`<p class="timeline-dropped">${t('timeline.dropped', { time: formatTime(lanes.earliest) })}</p>`
            : nothing
        }
        ${slider(model, act, t, scale)}
        <div class="timeline-playhead"></div>
      </div>
      <div class="timeline-axis" aria-hidden="true">
        ${scale.ticks().map((at) => html`<span .style="left:${scale.percent(at)}%">${formatTime(at)}</span>`)}
      </div>
      <ul class="timeline-branches" aria-label=${t('timeline.branches')} ?hidden=${others.length === 0}>
        ${repeat(
          others,
          (lane) => lane.id,
          (lane) => branch(lane, scale, act, t),
        )}
      </ul>
      <p class="timeline-alone" ?hidden=${others.length > 0}>${t('timeline.alone')}</p>
    </section>
  `;
}

function slider(model: Model, act: Act, t: Translate, scale: Scale): TemplateResult {
  const seek = (event: Event) => act.seek((event.target as HTMLInputElement).valueAsNumber);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: act.stepBack,
    ArrowDown: act.stepBack,
    ArrowRight: act.stepForward,
    ArrowUp: act.stepForward,
    PageDown: act.nextMilestone,
    PageUp: act.previousMilestone,
    Home: () => act.seek(scale.start),
    End: () => act.seek(model.duration),
  };
  const onKey = (event: KeyboardEvent) => {
    const press = keys[event.key];
    if (!press || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    press();
  };
  return html`
    <input class="timeline-slider" type="range" min=${scale.start} max=${scale.end} step="any" .value=${live(String(model.now))}
      aria-label=${t('timeline.slider')} aria-valuetext=${moment(model, t)} @input=${seek} @keydown=${onKey} />
  `;
}

/** What the playhead stands on, in words. */
function moment(model: Model, t: Translate): string {
  const current = model.lanes.lanes.find((lane) => lane.current);
  const band = current && bandAt(stretches(model.lanes, current, model.duration), model.now);
  const time = formatTime(model.now);
  if (!band) return time;
  const told = (reign: Reign) => {
    const args = { time, era: reign.eraLabel, leader: reign.leader ?? '' };
    return t(`timeline.${reign.leader ? 'led' : 'unled'}-at`, args);
  };
  return band.reigns.map(told).join(t('list.comma'));
}

function bandAt(history: readonly Stretch[], now: Ms): Band | undefined {
  const stretch = history.findLast(({ from }) => from <= now);
  return stretch?.lane.bands.findLast(({ from }) => from <= now);
}

function bands(stretch: Stretch, scale: Scale, t: Translate, width = 1): TemplateResult[] {
  return drawnBands(stretch, scale, width).map(({ from, to, reigns, isNamed }) => {
    const left = scale.percent(from);
    return html`
      <div class="timeline-band" .style="left:${left}%;width:${scale.percent(to) - left}%">
        ${reigns.map((one) => reign(one, from, isNamed, t))}
      </div>
    `;
  });
}

/** Where several lead at once, they share the height. Which era it is where nobody leads is said where somebody points. */
function reign({ era, eraLabel, leader }: Reign, from: Ms, isNamed: boolean, t: Translate): TemplateResult {
  if (!leader) {
    const says = t('timeline.unled-at', { time: formatTime(from), era: eraLabel });
    return html`<div class="timeline-reign timeline-unled" data-sign="unled" data-says=${says} .style=${eraStyle(era)}></div>`;
  }
  const name = isNamed ? html`<i></i><span>${t('timeline.led', { leader, era: eraLabel })}</span>` : nothing;
  return html`<div class="timeline-reign" .style=${eraStyle(era)}>${name}</div>`;
}

function branch(lane: Lane, scale: Scale, act: Act, t: Translate): TemplateResult {
  const name = t('timeline.branch', { from: formatTime(lane.forkedAt), to: formatTime(lane.end) });
  const left = scale.percent(Math.max(lane.forkedAt, scale.start));
  const width = Math.max(scale.percent(lane.end) - left, 0.5);
  const own = new Scale({ lanes: [], earliest: Math.max(lane.forkedAt, scale.start) }, lane.end, lane.end);
  return html`
    <li>
      <button type="button" class="timeline-branch" aria-label=${name} title=${name} @click=${() => act.switchLane(lane.id)}>
        <span class="timeline-branch-line" .style="left:${left}%;width:${width}%">
          ${bands({ lane, from: lane.forkedAt, to: lane.end }, own, t, width / 100)}
        </span>
      </button>
    </li>
  `;
}

function markShape(mark: ScaleMark, scale: Scale): TemplateResult {
  return svg`
    <svg x="${scale.percent(mark.at)}%" y="50%" overflow="visible">
      <path class="timeline-mark timeline-${mark.kind}" data-sign="mark-${mark.kind}" data-says=${formatTime(mark.at)} d=${MARK_SHAPES[mark.kind]} />
    </svg>
  `;
}
