/** The stage's colours, lines and letters, but for the nodes. Sizes are in the drawing: they follow the room. */

import { css } from '../theme/css';

export const stageStyles = css`
  .part-stage {
    min-width: 0;
    min-height: 0;
  }
  .stage {
    position: relative;
    width: 100%;
    height: 100%;
    overflow: hidden;
    font-family: var(--q-font);
    color: var(--q-ink);
    container-type: size;
  }
  .stage-floor {
    position: absolute;
    inset: 0;
  }
  .stage-picture {
    position: absolute;
    inset: 0;
    display: block;
    user-select: none;
    -webkit-user-select: none;
    -webkit-tap-highlight-color: transparent;
  }
  .stage-is-choosing {
    touch-action: none;
    cursor: crosshair;
  }
  .stage-picture {
    text-anchor: middle;
  }
  .stage-picture text {
    fill: var(--q-ink);
    dominant-baseline: central;
    pointer-events: none;
  }
  .stage-picture [role='button'] {
    cursor: pointer;
    outline: none;
  }

  /* Scenery */
  .stage-scenery,
  .stage-lost,
  .stage-cutting-line {
    pointer-events: none;
    fill: none;
  }
  .stage-links {
    stroke: var(--q-line);
    stroke-width: 1;
    opacity: 0.75;
  }
  .stage-ground {
    fill: var(--q-tint);
    stroke: var(--q-tint);
    stroke-linejoin: round;
    stroke-linecap: round;
  }
  .stage-wall {
    stroke: var(--q-ink-soft);
    stroke-width: 8;
    stroke-linejoin: round;
  }
  .stage-bricks {
    stroke: var(--q-bg);
    stroke-width: 6;
    stroke-dasharray: 1.5 11;
    stroke-dashoffset: -6;
    stroke-linejoin: round;
  }
  .stage-planned {
    opacity: 0.55;
  }
  .stage-planned .stage-wall {
    stroke-dasharray: 9 5;
  }
  .stage-planned .stage-bricks {
    display: none;
  }
  .stage-blocked {
    stroke: var(--q-ink);
    stroke-width: 2.5;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .stage-blocked-ground {
    stroke: var(--q-bg);
    stroke-width: 6;
  }
  .stage-stroke {
    stroke: var(--q-danger);
    stroke-width: 3;
    stroke-dasharray: 8 5;
    stroke-linecap: round;
  }
  .stage-doomed {
    stroke: var(--q-danger);
    stroke-width: 3;
    opacity: 0.6;
  }

  .stage-handover-way {
    stroke: var(--q-ink);
    stroke-width: 2.5;
    stroke-dasharray: 2 6;
    stroke-linecap: round;
  }
  .stage-handover-tip {
    fill: var(--q-ink);
  }
  .stage-handover-crown {
    fill: var(--era);
    stroke: var(--q-ink);
    stroke-width: 2;
    stroke-linejoin: round;
  }

  /* What has just changed */
  .stage-glow {
    fill: none;
    stroke: var(--q-accent);
    pointer-events: none;
    opacity: 0;
  }
  .stage-glow[data-glow='landing'] {
    stroke: var(--era-line);
  }
  /* Messages */
  .stage-message {
    overflow: visible;
    outline: none;
    cursor: pointer;
    will-change: transform;
  }
  .stage-shape {
    fill: var(--era);
    stroke: var(--era-line);
    stroke-width: 1.6;
    stroke-linejoin: round;
  }
  .stage-hollow {
    fill: var(--q-surface);
    stroke-width: 2.4;
  }
  .stage-draft {
    stroke-width: 2;
    stroke-dasharray: 3 2;
  }
  .stage-lid {
    fill: none;
    stroke: var(--era-line);
    stroke-width: 1.4;
  }
  .stage-sign {
    fill: none;
    stroke: var(--q-ink);
    stroke-width: 2.2;
    stroke-linecap: round;
  }
  .stage-picture .stage-number {
    fill: var(--era-ink);
    font-weight: 700;
  }
  .stage-tip {
    fill: var(--era-line);
  }
  .stage-picture .stage-tag,
  .stage-picture .stage-label {
    paint-order: stroke;
    stroke: var(--q-bg);
    stroke-width: 3px;
    stroke-linejoin: round;
    font-weight: 650;
  }
  .stage-picture .stage-label {
  }
  .stage-message:focus-visible > .stage-halo,
  .stage-message[aria-pressed='true'] > .stage-halo {
    fill: color-mix(in srgb, var(--q-accent) 18%, transparent);
    stroke: var(--q-accent);
    stroke-width: 2.5;
  }
  .stage-ghost {
    opacity: 0.5;
  }
  .stage-cross {
    stroke: var(--q-danger);
    stroke-width: 3;
    stroke-linecap: round;
  }
  .stage-cross-ground {
    stroke: var(--q-bg);
    stroke-width: 6;
  }

  /* Clients */
  .stage-card {
    fill: var(--q-surface);
    stroke: var(--q-ink-soft);
    stroke-width: 1.5;
  }
  .stage-client-waiting .stage-card,
  .stage-client-unknown .stage-card {
    stroke-dasharray: 4 3;
  }
  .stage-picture .stage-client text {
    text-anchor: start;
  }
  .stage-client-id {
    font-weight: 700;
  }
  .stage-picture .stage-client .stage-told {
    fill: var(--q-ink-soft);
  }

  /* Tools */
  .stage-tools {
    position: absolute;
    left: 8px;
    bottom: 8px;
    display: flex;
    gap: 6px;
    align-items: center;
    max-width: calc(100% - 16px);
  }
  .stage-members {
    inset: 8px 8px auto auto;
  }
  .stage-manner {
    top: 42px;
  }
  .stage-tools :is(button, select) {
    min-height: 28px;
    padding: 3px 10px;
    border: 1px solid var(--q-line);
    border-radius: var(--q-radius);
    background: var(--q-surface);
    color: var(--q-ink);
    font: 500 13px/1.2 var(--q-font);
    cursor: pointer;
    white-space: nowrap;
  }
  .stage-tools [aria-pressed='true'] {
    border-color: var(--q-accent);
    box-shadow: inset 0 0 0 1px var(--q-accent);
  }
  .stage-tools :is(button, select):hover:not(:disabled) {
    background: var(--q-tint);
  }
  .stage-tools :is(button, select):focus-visible {
    outline: 3px solid var(--q-accent);
    outline-offset: 1px;
  }
  .stage-tools button:disabled {
    color: var(--q-ink-soft);
    cursor: default;
    opacity: 0.6;
  }
  .stage-tools .stage-main:not(:disabled) {
    background: var(--q-accent);
    border-color: var(--q-accent);
    color: var(--q-accent-ink);
  }
  .stage-hint {
    position: absolute;
    left: 8px;
    bottom: 42px;
    max-width: 40%;
    margin: 0;
    padding: 1px 5px;
    border-radius: var(--q-radius);
    background: var(--q-surface);
    font-size: 13px;
    font-weight: 600;
    pointer-events: none;
  }
  @container (max-width: 560px) {
    .stage-tools {
      left: 4px;
      bottom: 4px;
      gap: 3px;
    }
    .stage-members {
      inset: 4px 4px auto auto;
    }
    .stage-manner {
      top: 32px;
      max-width: 150px;
    }
    .stage-hint {
      left: 4px;
      bottom: 32px;
      font-size: 12px;
    }
    .stage-manner select {
      min-width: 0;
    }
    .stage-tools :is(button, select) {
      min-height: 24px;
      padding: 2px 6px;
      font-size: 12px;
    }
  }
`;
