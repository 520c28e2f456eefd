/** Beside a rule's switch: the button that looks for what breaks without it, and what came of that. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, RuleSearch } from '../model';
import type { SettingView } from '../types';

/** `rule commit-own-term`, as a dictionary calls it: `setting.rule.commit-own-term`. */
export function settingKey(setting: SettingView): string {
  return `setting.${setting.name.replace(' ', '.')}`;
}

export function ruleSearch(setting: SettingView, search: RuleSearch | null, act: Act, t: Translate): TemplateResult {
  const rule = setting.name.replace('rule ', '');
  const own = search?.rule === rule ? search : null;
  const text = t(own?.busy ? 'settings.cancel' : 'settings.find');
  return html`
    <button type="button" class="settings-find" aria-label=${t('list.remark', { what: text, remark: t(settingKey(setting)) })}
      @click=${() => act.search(own?.busy ? null : rule)}>${text}</button>
    ${own?.panel?.(t) ?? nothing}
  `;
}
