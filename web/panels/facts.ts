/** The rows of a list of facts. */

import { html, type TemplateResult } from 'lit/html.js';
import { eraStyle } from '../theme/palette';

/** A row of a list of facts. */
export function fact(name: unknown, value: unknown): TemplateResult {
  return html`<div class="inspector-fact"><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** A term or ballot in its colour. */
export function era(number: number, label: string): TemplateResult {
  return html`<span class="inspector-era" style=${eraStyle(number)}>${label}</span>`;
}
