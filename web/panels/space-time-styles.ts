/** The space-time diagram's colours and lines. Messages have the same signs, and the same styles, as on the stage. */

import { css } from '../theme/css';

export const spaceTimeStyles = css`
  .spacetime {
    position: relative;
    width: 100%;
    height: 100%;
    min-height: 160px;
    overflow: hidden;
    font-family: var(--q-font);
  }
  .spacetime-axis path {
    stroke: var(--q-line);
    stroke-width: 1;
  }
  .spacetime-picture .spacetime-axis text {
    fill: var(--q-ink-soft);
    font-size: 11px;
  }
  .spacetime-now {
    stroke: var(--q-ink-soft);
    stroke-width: 1.5;
    stroke-dasharray: 2 3;
  }
  .spacetime-line {
    fill: var(--era-line);
  }
  .spacetime-reign {
    fill: none;
    stroke: var(--q-ink);
    stroke-width: 2;
  }
  .spacetime-client {
    fill: none;
    stroke: var(--q-ink-soft);
    stroke-width: 1.5;
    stroke-dasharray: 5 4;
  }
  .spacetime-down-ground {
    fill: var(--q-bg);
  }
  .spacetime-down {
    fill: url(#spacetime-hatching);
    stroke: var(--q-ink-soft);
    stroke-width: 1;
  }
  .spacetime-cut rect {
    fill: var(--q-tint);
  }
  .spacetime-cut text {
    font-size: 11px;
    font-weight: 650;
    text-anchor: start;
    fill: var(--q-ink-soft);
  }
  .spacetime-cut path {
    fill: none;
  }
  .spacetime-timeout {
    fill: var(--q-surface);
    stroke: var(--q-ink);
    stroke-width: 3;
  }
  .spacetime-hit {
    stroke: transparent;
    stroke-width: 24;
    fill: none;
  }
  .spacetime-way {
    stroke: var(--era-line);
    stroke-width: 2;
    fill: none;
    pointer-events: none;
  }
  .spacetime-beat > .spacetime-way {
    stroke-width: 1.3;
  }
  .spacetime-future {
    stroke: var(--era-line);
    stroke-width: 1.3;
    stroke-dasharray: 1 5;
    stroke-linecap: round;
    fill: none;
    pointer-events: none;
  }
  .spacetime-head {
    fill: var(--era-line);
    stroke: var(--era-line);
    stroke-width: 1.5;
    stroke-linejoin: round;
  }
  .spacetime-answer > .spacetime-head {
    fill: var(--q-surface);
  }
  .spacetime-message .stage-cross {
    stroke-width: 2.5;
  }
  .spacetime-picture .spacetime-label {
    font-size: 11.5px;
    font-weight: 650;
    paint-order: stroke;
    stroke: var(--q-bg);
    stroke-width: 3px;
    stroke-linejoin: round;
  }
  .spacetime-lit > .spacetime-way,
  .spacetime-message:hover > .spacetime-way {
    stroke-width: 4;
  }
  .spacetime-message:focus-visible > .spacetime-hit,
  .spacetime-message[aria-pressed='true'] > .spacetime-hit {
    stroke: color-mix(in srgb, var(--q-accent) 22%, transparent);
  }
  .spacetime-disc {
    fill: var(--era, var(--q-surface));
    stroke: var(--era-line, var(--q-ink-soft));
    stroke-width: 1.5;
  }
  .spacetime-outside .spacetime-disc {
    fill: var(--q-surface);
    stroke-dasharray: 4 3;
  }
  .spacetime-picture .spacetime-name text {
    font-weight: 700;
    fill: var(--era-ink, var(--q-ink));
  }
  .spacetime-picture .spacetime-crashed text {
    fill: var(--q-ink);
  }
  .spacetime-crashed .spacetime-disc {
    stroke-dasharray: 2 3;
    fill: var(--q-surface);
  }
  .spacetime-name[aria-pressed='true'] > .stage-ring {
    stroke: var(--q-accent);
    stroke-width: 2.5;
  }
`;
