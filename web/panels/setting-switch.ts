/** A setting that is on or off, wherever it stands; beside a rule's, the button that looks for what breaks without it, and what came of that. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, RuleSearch } from '../model';
import type { SettingView } from '../types';
import { runFrom } from './refusal';

/** `rule commit-own-term`, as a dictionary calls it: `setting.rule.commit-own-term`. */
export function settingKey(setting: SettingView): string {
  return `setting.${setting.name.replace(' ', '.')}`;
}

/** A setting written as a command. */
export function settingLine(setting: SettingView, value: string): string {
  return `${setting.name} ${value}`;
}

/** What is refused stays as it was. `says` is where it is described, if it is. */
export function settingSwitch(
  setting: SettingView,
  { id, says }: { id: string; says?: string },
  act: Act,
  t: Translate,
): TemplateResult {
  return html`<input id=${id} class="settings-switch" type="checkbox" role="switch" aria-describedby=${says ?? nothing}
    .checked=${setting.value === 'on'}
    @change=${({ target }: Event) => {
      const input = target as HTMLInputElement;
      const line = settingLine(setting, input.checked ? 'on' : 'off');
      if (!runFrom(input, () => act.command(line), t)) input.checked = !input.checked;
    }}
  />`;
}

export function ruleSearch(setting: SettingView, search: RuleSearch | null, act: Act, t: Translate): TemplateResult {
  const rule = setting.name.replace('rule ', '');
  const own = search?.rule === rule ? search : null;
  const text = t(own?.busy ? 'settings.cancel' : 'settings.find');
  return html`
    <button type="button" class="panel-button settings-find" aria-label=${t('list.remark', { what: text, remark: t(settingKey(setting)) })}
      @click=${() => act.search(own?.busy ? null : rule)}>${text}</button>
    ${own?.panel?.(t) ?? nothing}
  `;
}
