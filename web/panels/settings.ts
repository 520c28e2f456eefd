/**
 * What a run is made of: protocol, nodes and seed (a new run each), and what can be changed while it runs. Beside each
 * rule, a search for what breaks without it.
 */

import { guard } from 'lit/directives/guard.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { NODES_MAX, NODES_MIN } from '../constants';
import type { Translate } from '../i18n/index';
import type { Act, Model, RuleSearch } from '../model';
import { depictionOf, REGISTRY } from '../protocols/registry';
import { freshSeed } from '../seed';
import { onRing } from '../stage/ring';
import type { SettingView } from '../types';
import { forgive, runFrom } from './refusal';
import { ruleSearch, settingKey, settingLine, settingSwitch } from './setting-switch';

/** `150..300` as its two ends. */
export function spanOf(value: string): { readonly from: number; readonly to: number } {
  const [from = '', to = from] = value.split('..');
  return { from: Number(from), to: Number(to) };
}

/** A span with one end moved; the other end gives way rather than be passed. */
export function spanWith(value: string, end: 'from' | 'to', at: number): string {
  const { from, to } = spanOf(value);
  return end === 'from' ? `${at}..${Math.max(at, to)}` : `${Math.min(from, at)}..${at}`;
}

export function settingsPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { protocol, nodes, seed, settings } = model.view;
  const { liveness } = depictionOf(protocol);
  const ring = onRing(nodes).length;
  const of = (...kinds: readonly SettingView['kind'][]) => settings.filter(({ kind }) => kinds.includes(kind));
  const [options, rules] = [of('switch', 'count'), of('rule')];
  const seen = [protocol, ring, seed, model.lang, settings.map((setting) => setting.value).join(), model.ruleSearch];
  return html`${guard(
    seen,
    () => html`
      <section class="settings" aria-label=${t('settings.title')}>
        <h2>${t('settings.run')}</h2>
        <p class="settings-note">${t('settings.run-note')}</p>
        <div class="settings-field">
          <span id="settings-protocol">${t('settings.protocol')}</span>
          <div class="settings-choices" role="group" aria-labelledby="settings-protocol">
            ${REGISTRY.map(({ name, title }) => choice(title, name === protocol, () => act.restart({ protocol: name })))}
          </div>
        </div>
        <div class="settings-field">
          <span id="settings-nodes">${t('settings.nodes')}</span>
          <div class="settings-choices" role="group" aria-labelledby="settings-nodes">
            ${counts().map((n) => choice(`${n}`, n === ring, () => act.restart({ nodes: n })))}
          </div>
        </div>
        <div class="settings-field">
          <label for="settings-seed">${t('settings.seed')}</label>
          <div class="settings-inputs">
            <input
              id="settings-seed"
              class="settings-seed"
              type="number"
              min="0"
              step="1"
              .value=${`${seed}`}
              @change=${(event: Event) => onSeed(event, act)}
            />
            <button type="button" @click=${() => act.restart({ seed: freshSeed() })}>${t('settings.new-seed')}</button>
          </div>
        </div>
        <p class="settings-note">${t('settings.seed-note')}</p>

        <h2>${t('settings.timing')}</h2>
        ${of('percent', 'ms', 'span').map((setting) => field(setting, liveness, null, act, t))}
        ${options.length > 0 ? html`<h2>${t('settings.options')}</h2><p class="settings-note">${t('settings.options-note')}</p>` : nothing}
        ${options.map((setting) => field(setting, liveness, null, act, t))}
        ${rules.length > 0 ? html`<h2>${t('settings.rules')}</h2><p class="settings-note">${t('settings.rules-note')}</p>` : nothing}
        ${rules.map((setting) => field(setting, liveness, model.ruleSearch, act, t))}
      </section>
    `,
  )}`;
}

function counts(): readonly number[] {
  return Array.from({ length: NODES_MAX - NODES_MIN + 1 }, (_, place) => NODES_MIN + place);
}

function choice(text: string, isChosen: boolean, choose: () => void): TemplateResult {
  return html`<button type="button" aria-pressed=${isChosen} @click=${isChosen ? nothing : choose}>${text}</button>`;
}

function onSeed(event: Event, act: Act): void {
  const input = event.target as HTMLInputElement;
  if (input.value !== '' && input.checkValidity()) act.restart({ seed: input.valueAsNumber });
  else input.reportValidity();
}

function field(
  setting: SettingView,
  liveness: readonly string[],
  search: RuleSearch | null,
  act: Act,
  t: Translate,
): TemplateResult {
  const key = settingKey(setting);
  const id = key.replaceAll('.', '-');
  const isChanged = setting.value !== setting.default;
  return html`
    <div class="settings-field ${isChanged ? 'changed' : ''}">
      <label for=${id}>${t(key)}</label>
      ${control(setting, id, act, t)}
      <p class="settings-says" id="${id}-says">
        ${t(`${key}.says`)}${isChanged ? html` <span class="settings-default">${t('settings.default', { value: usual(setting, t) })}</span>` : nothing}
        ${liveness.includes(setting.name) ? t('settings.liveness') : nothing}
      </p>
      ${setting.warning ? html`<p class="settings-warning">${t(setting.warning.key, setting.warning.args)}</p>` : nothing}
      ${setting.kind === 'rule' ? ruleSearch(setting, search, act, t) : nothing}
    </div>
  `;
}

/** What it is where nobody has changed it. */
function usual({ kind, default: value }: SettingView, t: Translate): string {
  if (kind === 'rule' || kind === 'switch') return t(`value.${value}`);
  return kind === 'ms' || kind === 'span' ? t('time.ms', { n: value.replace(/^(.+)\.\.\1$/, '$1') }) : value;
}

function control(setting: SettingView, id: string, act: Act, t: Translate): TemplateResult {
  const change = (input: HTMLInputElement, value: string) =>
    runFrom(input, () => act.command(settingLine(setting, value)), t);
  switch (setting.kind) {
    case 'rule':
    case 'switch':
      return settingSwitch(setting, { id, says: `${id}-says` }, act, t);
    case 'percent':
      return html`<div class="settings-inputs">
        ${number({ id, value: setting.value.replace('%', ''), max: 100, change: (input) => change(input, `${input.value}%`) })}
        <span>%</span>
      </div>`;
    case 'count':
      return html`<div class="settings-inputs">
        ${number({ id, value: setting.value, step: '1', change: (input) => change(input, input.value) })}
      </div>`;
    case 'ms':
      return html`<div class="settings-inputs">
        ${number({ id, value: setting.value, change: (input) => change(input, input.value) })}<span>ms</span>
      </div>`;
    case 'span': {
      const { from, to } = spanOf(setting.value);
      const move = (end: 'from' | 'to') => (input: HTMLInputElement) =>
        change(input, spanWith(setting.value, end, input.valueAsNumber));
      return html`<div class="settings-inputs">
        ${number({ id, value: `${from}`, change: move('from') })}<span aria-hidden="true">–</span>
        ${number({ id: `${id}-to`, name: t('settings.up-to'), value: `${to}`, change: move('to') })}<span>ms</span>
      </div>`;
    }
  }
}

interface NumberField {
  readonly id: string;
  /** For the second field of a pair, which has no visible label of its own. */
  readonly name?: string;
  readonly value: string;
  readonly max?: number;
  readonly step?: '1';
  readonly change: (input: HTMLInputElement) => void;
}

function number({ id, name, value, max, step, change }: NumberField): TemplateResult {
  return html`<input
    id=${id}
    type="number"
    min="0"
    step=${step ?? 'any'}
    max=${max ?? nothing}
    aria-label=${name ?? nothing}
    inputmode="decimal"
    required
    .value=${value}
    @input=${forgive}
    @change=${({ target }: Event) => {
      const input = target as HTMLInputElement;
      if (input.reportValidity()) change(input);
    }}
  />`;
}
