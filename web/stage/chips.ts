/**
 * What is not as usual, a chip each: what one link or node has of its own, what is held there, rules that are off. A press takes
 * it back.
 */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import type { FaultView, SettingView } from '../types';

/** More rules that are off would cover the ring. */
const RULES_MAX = 3;

export function stageChips({ view }: Model, act: Act, t: Translate): TemplateResult | typeof nothing {
  const { faults, settings } = view;
  const off = settings.filter(({ kind, value }) => kind === 'rule' && value === 'off');
  if (faults.length + off.length === 0) return nothing;
  const more = off.length - RULES_MAX;
  return html`
    <ul class="stage-chips" aria-label=${t('stage.chips')}>
      ${off.slice(0, RULES_MAX).map((rule) => ruleChip(rule, act, t))}
      ${
        more > 0
          ? html`<li><button type="button" class="stage-chip" @click=${() => act.show('settings')}>${t('stage.rules-off', { count: more })}</button></li>`
          : nothing
      }
      ${faults.map((fault) => faultChip(fault, act, t))}
    </ul>
  `;
}

function faultChip({ key, args, undo }: FaultView, act: Act, t: Translate): TemplateResult {
  const says = t(key, args);
  const hint = t('fault.undo', { command: undo });
  return html`<li>
    <button type="button" class="stage-chip" title=${hint} aria-label="${says}. ${hint}" @click=${() => act.command(undo)}>
      ${says} <span aria-hidden="true">×</span>
    </button>
  </li>`;
}

/** One press puts the rule back, another looks for what breaks without it. */
function ruleChip({ name }: SettingView, act: Act, t: Translate): TemplateResult {
  const rule = name.replace('rule ', '');
  const title = t(`setting.rule.${rule}`);
  const says = `${t('stage.rule-off')} ${title}`;
  const hint = t('stage.rule-on');
  const search = () => {
    act.show('settings');
    act.search(rule);
  };
  return html`<li class="stage-rule">
    <button type="button" class="stage-chip" title=${hint} aria-label="${says}. ${hint}" @click=${() => act.commands([`${name} on`])}>
      <span class="stage-chip-word">${t('stage.rule-off')} </span>${title} <span aria-hidden="true">×</span>
    </button>
    <button type="button" class="stage-chip" title=${t('stage.rule-search')} aria-label=${t('stage.rule-search')} @click=${search}>⌕</button>
  </li>`;
}
