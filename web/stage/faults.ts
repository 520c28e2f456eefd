/** What one link or node has of its own, and what is held there: a chip each, and a press takes it back. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act } from '../model';
import type { FaultView } from '../types';

export function faultChips(faults: readonly FaultView[], act: Act, t: Translate): TemplateResult | typeof nothing {
  if (faults.length === 0) return nothing;
  return html`<ul class="stage-faults" aria-label=${t('fault.title')}>${faults.map((fault) => chip(fault, act, t))}</ul>`;
}

function chip({ key, args, undo }: FaultView, act: Act, t: Translate): TemplateResult {
  const says = t(key, args);
  if (undo === null) return html`<li class="stage-fault">${says}</li>`;
  const hint = t('fault.undo', { command: undo });
  return html`<li>
    <button type="button" class="stage-fault" title=${hint} aria-label="${says}. ${hint}" @click=${() => act.command(undo)}>
      ${says} <span aria-hidden="true">×</span>
    </button>
  </li>`;
}
