/** The look of the frame: where the parts of a stage stand in each layout. */

import { css } from './theme/css';

export const frameStyles = css`
  :host {
    display: block;
    height: 40rem;
    container-type: size;
    overflow: hidden;
    background: var(--q-bg);
    color: var(--q-ink);
    font: 1rem / 1.45 var(--q-font);
  }
  :host([hidden]) {
    display: none;
  }
  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }
  :focus-visible {
    outline: 3px solid var(--q-accent);
    outline-offset: 2px;
  }
  .frame {
    display: grid;
    height: 100%;
    grid-template: auto minmax(0, 1fr) auto auto auto / minmax(0, 1fr) clamp(340px, 30cqw, 460px);
    grid-template-areas:
      'head column'
      'pictures column'
      'lower column'
      'timeline timeline'
      'transport transport';
  }
  .frame-phone {
    grid-template: auto minmax(0, 1fr) auto auto auto / minmax(0, 1fr);
    grid-template-areas:
      'head'
      'pictures'
      'transport'
      'timeline'
      'column';
  }
  .frame-bare {
    grid-template: auto minmax(0, 1fr) auto auto auto / minmax(0, 1fr);
    grid-template-areas:
      'head'
      'pictures'
      'lower'
      'timeline'
      'transport';
  }
  .frame-head {
    grid-area: head;
    display: flex;
    align-items: center;
    gap: var(--q-gap);
    min-height: 44px;
    padding: 4px var(--q-gap);
  }
  .frame-arrangement {
    display: flex;
    flex: none;
    overflow: hidden;
    border: 1px solid var(--q-line);
    border-radius: var(--q-radius);
  }
  .frame-arrangement button {
    min-height: 32px;
    padding: 4px 12px;
    border: 0;
    background: none;
    font-size: 0.875rem;
    cursor: pointer;
  }
  .frame-arrangement button[aria-pressed='true'] {
    background: var(--q-accent);
    color: var(--q-accent-ink);
  }
  .frame-arrangement button:focus-visible {
    outline-offset: -3px;
  }
  .frame-notice {
    flex: 1;
    min-width: 0;
    max-height: 2.8em;
    margin: 0;
    overflow-y: auto;
    font-size: 0.875rem;
    line-height: 1.4;
  }
  .frame-back {
    flex: none;
    margin-inline-start: auto;
    min-height: 32px;
    padding: 4px 12px;
    border: 1px solid var(--q-accent);
    border-radius: var(--q-radius);
    background: var(--q-surface);
    font-size: 0.875rem;
    cursor: pointer;
  }
  .frame-phone .frame-head {
    flex-wrap: wrap;
  }
  .frame-phone .frame-notice-found {
    flex-basis: 100%;
    order: 1;
  }
  .frame-notice-refusal {
    color: var(--q-danger);
    font-weight: 600;
  }
  .frame-pictures {
    grid-area: pictures;
    display: flex;
    gap: 8px;
    min-width: 0;
    min-height: 0;
    margin: 0 var(--q-gap) 6px;
  }
  .frame-phone .frame-pictures,
  .frame-slide .frame-pictures {
    margin: 0;
  }
  .part-stage,
  .part-space-time {
    flex: 1 1 0;
    min-width: 0;
    min-height: 0;
  }
  /* A picture of its own each: the browser keeps what it has painted of the one while another changes. */
  .part-stage,
  .part-log,
  .part-events,
  .part-timeline {
    isolation: isolate;
  }
  /* In a slide one watches; who wants to cut has the whole page. */
  .frame-bare .stage-tools {
    display: none;
  }
  .frame-loading {
    margin: auto;
    color: var(--q-ink-soft);
  }
  .frame-broken {
    margin: auto;
    width: min(100%, 40rem);
    max-height: 100%;
    padding: var(--q-gap);
    overflow-y: auto;
  }
  .frame-broken h2 {
    margin: 0 0 8px;
    color: var(--q-danger);
    font-size: 1.25rem;
  }
  .frame-broken code {
    font-family: var(--q-mono);
    overflow-wrap: anywhere;
  }
  .frame-broken textarea {
    display: block;
    width: 100%;
    margin-top: 12px;
    padding: 8px;
    border: 1px solid var(--q-line);
    border-radius: var(--q-radius);
    background: var(--q-surface);
    font: 0.875rem var(--q-mono);
  }
  .frame-broken button,
  .frame-broken a {
    display: inline-block;
    min-height: 36px;
    margin-right: 8px;
    padding: 6px 16px;
    border: 1px solid var(--q-accent);
    border-radius: var(--q-radius);
    background: var(--q-surface);
    color: var(--q-accent);
    text-decoration: none;
    cursor: pointer;
  }
  .frame-lower {
    grid-area: lower;
    min-width: 0;
    max-height: 38cqh;
    margin: 0 var(--q-gap) 6px;
    border: 1px solid var(--q-line);
    border-radius: var(--q-radius);
    background: var(--q-surface);
    overflow: auto;
  }
  .frame-timeline {
    grid-area: timeline;
    min-width: 0;
    padding: 4px var(--q-gap) 0;
  }
  .frame-transport {
    grid-area: transport;
    min-width: 0;
    padding: 4px var(--q-gap);
  }
  .frame-column {
    grid-area: column;
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    margin-block: 6px;
    margin-inline-end: var(--q-gap);
    border: 1px solid var(--q-line);
    border-radius: var(--q-radius);
    background: var(--q-surface);
  }
  .frame-lesson {
    flex: none;
    max-height: 50%;
    overflow-y: auto;
    border-bottom: 1px solid var(--q-line);
  }
  .frame-tabs {
    display: flex;
    flex: none;
    overflow-x: auto;
    scrollbar-width: none;
    border-bottom: 1px solid var(--q-line);
  }
  .frame-tab {
    flex: 1 0 auto;
    min-width: 36px;
    min-height: 40px;
    padding: 4px 8px;
    border: 0;
    border-bottom: 3px solid transparent;
    background: none;
    color: var(--q-ink-soft);
    font-size: 0.875rem;
    white-space: nowrap;
    cursor: pointer;
  }
  .frame-tab[aria-selected='true'] {
    border-bottom-color: var(--q-accent);
    color: var(--q-ink);
    font-weight: 600;
  }
  .frame-tab:focus-visible,
  .frame-tab-panel:focus-visible {
    outline-offset: -3px;
  }
  .frame-lamp {
    color: var(--q-ok);
    font-weight: 700;
  }
  .frame-lamp-broken {
    padding-inline: 4px;
    border-radius: 4px;
    background: var(--q-danger);
    color: var(--q-surface);
  }
  .frame-tab-panel {
    flex: 1 1 0;
    min-height: 0;
    padding-block: 8px;
    overflow-y: auto;
    overscroll-behavior: contain;
  }
  .part-help {
    padding-inline: var(--q-gap);
  }
  .frame-command {
    flex: none;
    padding: 8px 8px 0;
    border-top: 1px solid var(--q-line);
  }

  /* The sheet takes room from the picture, and never lies over it. */
  .frame-phone .frame-column {
    height: 38cqh;
    margin: 0;
    border-width: 1px 0 0;
    border-radius: var(--q-radius) var(--q-radius) 0 0;
  }
  .frame-phone .frame-column.frame-closed {
    height: auto;
  }
  .frame-short .frame-tab,
  .frame-phone .frame-tab {
    min-width: 28px;
    padding-inline: 5px;
    font-size: 0.8125rem;
  }
  .frame-tab-panel .part-command {
    padding-inline: 8px;
  }
  .frame-phone .transport {
    flex-wrap: wrap;
    justify-content: space-between;
  }
  .frame-phone .transport-button {
    height: 36px;
    padding: 7px;
  }
  .frame-phone .timeline-axis {
    display: none;
  }

  /* In a slide: a bar of two rows' worth in one, and the line of time without its writing. */
  .frame-slide .frame-head {
    min-height: 0;
  }
  .frame-slide .timeline {
    --timeline-height: 12px;
  }
  .frame-slide .timeline-axis,
  .frame-slide .timeline-branches,
  .frame-slide .timeline-alone,
  .frame-slide .timeline-band span,
  .frame-slide .timeline-marks {
    display: none;
  }
  .frame-slide .transport-button {
    width: 28px;
    height: 28px;
    padding: 5px;
  }
  .frame-slide .frame-transport {
    padding-block: 2px;
  }

  .live-region {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
