/** A bar on a button that runs for as long as the lesson still leaves one time to read, before it goes on. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Model } from '../model';

export function waiting(walk: Model['walk']): TemplateResult | typeof nothing {
  if (!walk || walk.waits === null) return nothing;
  return html`<i class="lesson-wait" .style="animation-duration:${walk.waits}ms"></i>`;
}
