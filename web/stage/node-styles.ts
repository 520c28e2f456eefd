/** Colours, lines and letters of nodes, and of what they wear and hold. */

import { css } from '../theme/css';

export const nodeStyles = css`
  .stage-hit {
    fill: transparent;
  }
  .stage-halo,
  .stage-ring {
    fill: none;
    stroke: none;
    pointer-events: none;
  }
  .stage-lit > .stage-halo,
  .stage-pointed > .stage-halo {
    fill: color-mix(in srgb, var(--q-accent) 18%, transparent);
  }
  .stage-node[aria-pressed='true'] > .stage-ring,
  .stage-client[aria-pressed='true'] > .stage-ring {
    stroke: var(--q-accent);
    stroke-width: 2.5;
  }
  .stage-picture [role='button']:focus-visible > .stage-ring {
    stroke: var(--q-accent);
    stroke-width: 4;
  }
  .stage-dial-place {
    position: absolute;
    pointer-events: none;
  }
  .stage-dial-place svg {
    position: absolute;
    top: 0;
    left: 0;
    fill: none;
  }
  .stage-dial-window {
    position: absolute;
    top: 0;
    width: 50%;
    height: 100%;
    overflow: hidden;
  }
  .stage-dial-right {
    left: 50%;
  }
  .stage-dial-track {
    stroke: var(--q-line);
  }
  .stage-dial {
    stroke: var(--q-ink-soft);
    will-change: transform;
  }
  .stage-disc {
    fill: var(--era);
    stroke: var(--era-line);
  }
  .stage-heavy > .stage-disc {
    stroke: var(--q-ink);
  }
  .stage-dashed > .stage-disc,
  .stage-sparse > .stage-disc {
    stroke: var(--q-ink);
  }
  /* Its colour is still its term's, from afar. */
  .stage-faint > .stage-disc {
    fill: color-mix(in srgb, var(--era) 30%, var(--q-bg));
  }
  .stage-dotted > .stage-disc {
    stroke-linecap: round;
    stroke: var(--q-ink);
  }
  .stage-crashed > .stage-disc {
    fill: var(--q-bg);
    stroke: var(--era-line);
  }
  .stage-hatch {
    fill: url(#stage-hatching);
  }
  .stage-hatch-line {
    fill: var(--q-ink-soft);
    opacity: 0.5;
  }
  .stage-core {
    fill: var(--era);
    stroke: var(--era-line);
  }
  .stage-node > .stage-letter {
    fill: var(--era-ink);
    font-weight: 700;
  }
  .stage-node > .stage-era {
    fill: var(--era-ink);
    font-weight: 600;
  }
  .stage-faint > .stage-letter,
  .stage-faint > .stage-era {
    fill: var(--q-ink);
  }
  .stage-crown {
    fill: var(--era);
    stroke: var(--q-ink);
    stroke-width: 2;
    stroke-linejoin: round;
  }
  .stage-slip rect {
    fill: var(--q-surface);
    stroke: var(--q-ink);
    stroke-width: 1.5;
  }
  .stage-slip text {
    font-weight: 700;
  }
  .stage-pip circle,
  .stage-pip rect {
    fill: var(--q-surface);
    stroke: var(--q-ink);
    stroke-width: 1.5;
  }
  .stage-pip-empty :is(circle, rect) {
    stroke-dasharray: 2 2;
  }
  .stage-pip-had :is(circle, rect) {
    fill: var(--era);
    stroke-width: 2;
  }
  .stage-pip .stage-pip-seed {
    fill: var(--era-line);
    stroke: none;
  }
  .stage-pip-refused path {
    stroke: var(--q-danger);
    stroke-width: 2;
    stroke-linecap: round;
  }
  .stage-picture .stage-count {
    text-anchor: start;
    font-weight: 700;
    paint-order: stroke;
    stroke: var(--q-bg);
    stroke-width: 3px;
  }
  .stage-lease circle,
  .stage-reads circle {
    fill: var(--q-surface);
    stroke: var(--q-ink);
    stroke-width: 1.5;
  }
  .stage-lease path {
    fill: none;
    stroke: var(--q-ink);
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .stage-reads circle {
    stroke-dasharray: 3 2;
  }
  .stage-reads text {
    font-weight: 700;
  }

  /* The ring that a node believes in */
  .stage-wheel-rim {
    fill: var(--q-surface);
    stroke: var(--q-ink);
    stroke-width: 1.5;
  }
  .stage-wheel-way {
    fill: none;
    stroke: var(--q-line);
  }
  .stage-unsure > .stage-wheel-rim {
    stroke-dasharray: 3 2;
  }
  .stage-dot-voter {
    fill: var(--q-ink);
  }
  .stage-dot-coming {
    fill: none;
    stroke: var(--q-ink);
    stroke-width: 1.4;
    stroke-dasharray: 1 1.4;
  }
  .stage-dot-none {
    fill: var(--q-ink-soft);
  }

  .stage-snapshot rect {
    fill: var(--era);
    stroke: var(--era-line);
    stroke-width: 1.6;
  }
  .stage-snapshot .stage-inner {
    fill: none;
    stroke-width: 1;
  }
  .stage-snapshot text {
    fill: var(--era-ink);
    font-weight: 650;
  }
  .stage-entry rect {
    fill: var(--era, var(--q-surface));
    stroke: var(--era-line, var(--q-ink));
    stroke-width: 1.8;
  }
  .stage-entry text {
    fill: var(--era-ink, var(--q-ink));
    font-weight: 650;
  }
  .stage-unsure rect {
    stroke-dasharray: 3 2;
  }
  .stage-sure rect {
    stroke-width: 2.4;
  }
  .stage-picture .stage-more {
    fill: var(--q-ink-soft);
  }
  .stage-picture .stage-word {
    fill: var(--q-ink-soft);
    text-anchor: end;
  }
  .stage-picture .stage-held {
    text-anchor: start;
    font-weight: 650;
  }
  .stage-slate,
  .stage-log {
    pointer-events: none;
  }
  .stage-pennant path {
    fill: var(--q-surface);
    stroke: var(--q-ink);
    stroke-width: 2;
    stroke-linejoin: round;
  }
  .stage-pennant.stage-active path {
    fill: var(--era);
  }
  .stage-tick circle {
    fill: var(--q-surface);
    stroke: var(--q-ink);
    stroke-width: 2;
  }
  .stage-tick path,
  .stage-check-tick {
    fill: none;
    stroke: var(--q-ink);
    stroke-width: 2.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .stage-check {
    fill: var(--q-accent);
    stroke: var(--q-surface);
    stroke-width: 2;
  }
  .stage-check-tick {
    stroke: var(--q-accent-ink);
  }
`;
