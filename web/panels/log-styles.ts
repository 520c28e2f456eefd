/** The look of the logs. */

import { css } from '../theme/css';

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
  /* What the cell has no room for is told below. */
  .log-snapshot {
    /* Beside the entries that follow: that end is in sight. */
    justify-content: end;
    width: 100%;
    /* Two borders, one in the other. */
    outline: 1px solid var(--era-line);
    outline-offset: -6px;
    padding: 0 10px;
    font-size: inherit;
    cursor: pointer;
  }
  .log-snapshot b {
    flex: none;
  }
  .log-snapshot span {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .log-snapshot:focus-visible {
    outline: 3px solid var(--q-accent);
    outline-offset: 1px;
  }
  .log-held {
    /* The cell takes the width of its columns, and never makes them wider. */
    max-width: 0;
  }
  .log-held .log-marks {
    justify-content: end;
    padding-inline-end: 8px;
  }
  .log-earlier {
    min-width: 96px;
  }
  td.log-earlier {
    color: var(--q-ink-soft);
    text-align: center;
    line-height: 28px;
  }
  /* The contents of a snapshot take the place of the legend, which keeps its room. */
  .log-foot {
    display: grid;
    background: var(--q-surface);
  }
  .log-foot > * {
    grid-area: 1 / 1;
  }
  .log-contents {
    margin: 2px 6px 0;
    font-size: 0.75rem;
  }
  @container (min-width: 44rem) {
    .log-foot {
      position: sticky;
      z-index: 2;
      bottom: 0;
    }
    .log-contents {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
  }
  .log-contents:not(:empty) + .log-legend {
    visibility: hidden;
  }
  .log-sample.snapshot {
    border-style: solid;
    outline: 1px solid var(--q-ink-soft);
    outline-offset: -4px;
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
