/** The bar of buttons that plays, steps and sets the speed. Each button keeps its place, whatever happens. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { SPEED_DEFAULT } from '../constants';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import type { Ms } from '../types';

/** What one virtual second takes, in real ones: the places of the speed slider as far as real time; and beyond it, how much faster. */
const SLOWER = [
  1000, 800, 600, 500, 400, 300, 250, 200, 150, 120, 100, 80, 60, 50, 40, 30, 25, 20, 15, 12, 10, 8, 6, 5, 4, 3, 2,
];
const FASTER = [1, 2, 5, 10, 20, 30, 60];
const SPEEDS = [...SLOWER.map((times) => 1 / times), ...FASTER];

/** `full` has the milestones, the speed and the time; `thin` is what fits into a slide. */
export type TransportSize = 'full' | 'thin';

export function transportPanel(model: Model, act: Act, t: Translate, size: TransportSize): TemplateResult {
  const full = size === 'full';
  // A lesson has a pace and a way of its own.
  const isFree = full && (model.walk === null || model.walk.isLeft);
  return html`
    <div class="transport" role="group" aria-label=${t('transport.title')}>
      ${full ? button('previous', t('transport.previous-milestone'), act.previousMilestone) : nothing}
      ${button('back', t('transport.step-back'), act.stepBack)}
      ${
        model.paused
          ? button('play', t('transport.play'), act.play, 'transport-play')
          : button('pause', t('transport.pause'), act.pause, 'transport-play')
      }
      ${button('forward', t('transport.step-forward'), act.stepForward)}
      ${full ? button('next', t('transport.next-milestone'), act.nextMilestone) : nothing}
      ${
        isFree
          ? html`<button type="button" class="transport-live" title=${t('transport.live-means')} @click=${() => act.live()}>
              ${t(model.now < model.duration ? 'transport.live' : 'transport.is-live')}
            </button>`
          : nothing
      }
      ${button('undo', t('transport.undo'), act.takeBack)}
      ${full ? button('redo', t('transport.redo'), act.bringBack) : nothing}
      <span class="transport-time" role="timer" aria-label=${t('transport.time')}>
        <span class="transport-clock" translate="no">${formatTime(model.now)}</span>
      </span>
      ${isFree ? speedSlider(model, act, t) : nothing}
    </div>
  `;
}

/** The one thing here that changes while it plays. */
export function placeTransport(root: ParentNode, now: Ms): void {
  const time = root.querySelector('.transport-clock');
  const text = formatTime(now);
  // As Lit wrote it: a text node beside its marker. The text is changed, the marker stays.
  const node = [...(time?.childNodes ?? [])].find((child) => child.nodeType === Node.TEXT_NODE);
  if (node && node.nodeValue !== text) node.nodeValue = text;
}

function speedSlider(model: Model, act: Act, t: Translate): TemplateResult {
  const set = (event: Event) => act.setSpeed(speedOfSlider((event.target as HTMLInputElement).valueAsNumber));
  return html`
    <label class="transport-speed" title=${t('transport.speed-meaning')}>
      <span>${t('transport.speed')}</span>
      <input type="range" min="0" max=${SPEEDS.length - 1} step="1" .value=${String(sliderOfSpeed(model.speed))}
        aria-valuetext=${formatSpeed(model.speed)} @input=${set} />
      <span class="transport-speed-value" aria-hidden="true" translate="no">${formatSpeed(model.speed)}</span>
    </label>
  `;
}

function button(icon: keyof typeof ICONS, name: string, press: () => void, extra = ''): TemplateResult {
  return html`
    <button type="button" class="transport-button ${extra}" data-icon=${icon} aria-label=${name} title=${name}
      @click=${() => press()}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${ICONS[icon]} /></svg>
    </button>
  `;
}

/** Filled shapes in a square of 24. */
const ICONS = {
  play: 'M7 4 L20 12 L7 20 Z',
  pause: 'M6 4 H10 V20 H6 Z M14 4 H18 V20 H14 Z',
  forward: 'M5 4 H8 V20 H5 Z M11 5 L20 12 L11 19 Z',
  back: 'M19 4 H16 V20 H19 Z M13 5 L4 12 L13 19 Z',
  next: 'M3 5 L11 12 L3 19 Z M10 5 L18 12 L10 19 Z M18.5 4 H21 V20 H18.5 Z',
  undo: 'M9 3 L3 8.5 L9 14 V10.5 H14 A3.5 3.5 0 0 1 14 17.5 H8 V20.5 H14 A6.5 6.5 0 0 0 14 6.5 H9 Z',
  redo: 'M15 3 L21 8.5 L15 14 V10.5 H10 A3.5 3.5 0 0 0 10 17.5 H16 V20.5 H10 A6.5 6.5 0 0 1 10 6.5 H15 Z',
  previous: 'M21 5 L13 12 L21 19 Z M14 5 L6 12 L14 19 Z M5.5 4 H3 V20 H5.5 Z',
} as const;

/** The place that is nearest, by how many times as fast. */
export function sliderOfSpeed(speed: number): number {
  const away = SPEEDS.map((place) => Math.abs(Math.log(place / speed)));
  return away.indexOf(Math.min(...away));
}

export function speedOfSlider(place: number): number {
  return SPEEDS[place] ?? SPEED_DEFAULT;
}

/** Slower than real time as a fraction, as on a camera: `1/30×`; faster as a number: `5×`. */
export function formatSpeed(speed: number): string {
  if (speed > 1) return `${roundedTo2(speed)}×`;
  const slower = 1 / speed;
  if (slower < 1.05) return '1×';
  return slower < 9.5 && slower % 1 > 0.05 ? `1/${slower.toFixed(1)}×` : `1/${roundedTo2(slower)}×`;
}

function roundedTo2(number: number): number {
  return Number(number.toPrecision(2));
}

/** Virtual milliseconds with a thin space at the thousands, which both languages read. */
export function formatTime(now: Ms): string {
  return `${Math.floor(now)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, '\u202f')}\u202fms`;
}
