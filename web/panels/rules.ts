/**
 * The rules of the protocol, box by box as in the paper. Those that have just acted are lit; each says, when it is opened, why it
 * is there, what carries it out, and when it acts next, and is switched off where it can be.
 */

import { guard } from 'lit/directives/guard.js';
import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { PAGE_CLOCK } from '../page-clock';
import { enterList, walkList } from '../roving';
import { type Acted, newest, type RuleTable } from '../rule-table';
import { rulebookOf } from '../rules';
import { GlowLimit } from '../stage/glow-limit';
import type { EventView, RuleView, SettingView } from '../types';
import { bringIntoSight } from './into-sight';
import { ruleName } from './rule-links';
import { ruleSearch, settingKey, settingSwitch } from './setting-switch';
import { formatTime } from './transport';

/** What one stage's panel shows. */
class Lit {
  /** The newest event that has been shown. */
  private seen: EventView | null = null;
  private drawn: readonly EventView[] | null = null;
  /** Those that acted in the last beat. */
  rules: ReadonlySet<string> = new Set();
  /** How often each has glowed. */
  private readonly glows = new Map<string, number>();
  private readonly limit = new GlowLimit();
  private section: Element | null = null;
  readonly onSection = (section: Element | undefined): void => {
    this.section = section ?? null;
  };
  /** Whether the panel goes where a rule acts. */
  follows = true;
  /** The rule that has been brought into sight. */
  opened: string | null = null;

  show(table: RuleTable, events: readonly EventView[], real: number): boolean {
    if (events === this.drawn) return false;
    const isFirst = this.drawn === null;
    this.drawn = events;
    const fresh = newest(this.seen, events);
    this.seen = events.at(-1) ?? null;
    this.rules = new Set(fresh.flatMap(({ key }) => table.of(key).map(({ rule }) => rule.id)));
    if (isFirst) return true;
    for (const id of this.rules) if (this.limit.allows(id, real, 1)) this.glows.set(id, (this.glows.get(id) ?? 0) + 1);
    return this.rules.size > 0;
  }

  glow(id: string): number {
    return this.rules.has(id) ? (this.glows.get(id) ?? 0) : 0;
  }

  bring(selector: string): void {
    requestAnimationFrame(() => {
      const row = this.section?.querySelector(selector);
      const box = this.section?.closest('.frame-tab-panel');
      if (row && box) bringIntoSight(row, box, this.section?.querySelector('.rules-head')?.clientHeight ?? 0);
    });
  }
}

const stages = new WeakMap<Act, Lit>();

export function rulesPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { view, events, rule: open, lang } = model;
  const lit = stages.get(act) ?? new Lit();
  stages.set(act, lit);
  const table = rulebookOf(view.protocol)?.table;
  if (!table) return html``;
  const isNews = lit.show(table, events, PAGE_CLOCK.now());
  if (open !== lit.opened) {
    lit.opened = open;
    if (open !== null) lit.bring(`[data-rule="${CSS.escape(open)}"]`);
  } else if (isNews && open === null && lit.follows) lit.bring('.rules-row.acting');
  const acts = table.lastActs(events);
  const groups = [...new Set(table.rules.map(({ group }) => group))];
  return html`
    <section class="rules" aria-label=${t('rules.title')} ${ref(lit.onSection)}>
      <header class="panel-head rules-head">
        <h2>${t('rules.title')}</h2>
        <label class="panel-choice"><input type="checkbox" .checked=${lit.follows}
          @change=${({ target }: Event) => {
            lit.follows = (target as HTMLInputElement).checked;
          }} />${t('rules.follow')}</label>
      </header>
      <div class="rules-list" tabindex="0" role="group" aria-label=${t('rules.list')} @focusin=${enter} @keydown=${walkList}>
        ${groups.map(
          (group) => html`
            <section>
              <h3>${t(`rule-group.${group}`)}</h3>
              <ol>
                ${table.rules
                  .filter((rule) => rule.group === group)
                  .map((rule) => {
                    const acted = acts.get(rule.id) ?? null;
                    const settings = view.settings.filter(({ name }) => rule.switches.includes(name));
                    const isOpen = open === rule.id;
                    const seen = [
                      lang,
                      isOpen,
                      acted?.event,
                      lit.glow(rule.id),
                      lit.rules.has(rule.id),
                      settings.map(({ value }) => value).join(),
                      ...(isOpen ? [model.ruleSearch, model.walk?.isLeft] : []),
                    ];
                    return guard(seen, () => row({ rule, acted, settings, isOpen, lit }, model, act, t));
                  })}
              </ol>
            </section>
          `,
        )}
      </div>
    </section>
  `;
}

/** To the rows only: what stands in an open one is a stop by itself. */
function enter(event: FocusEvent): void {
  if (!(event.target as Element).closest('.rules-more')) enterList(event);
}

interface RuleRow {
  readonly rule: RuleView;
  readonly acted: Acted | null;
  readonly settings: readonly SettingView[];
  readonly isOpen: boolean;
  readonly lit: Lit;
}

function row({ rule, acted, settings, isOpen, lit }: RuleRow, model: Model, act: Act, t: Translate): TemplateResult {
  const isActing = lit.rules.has(rule.id);
  const off = settings.some(({ value }) => value === 'off');
  const glow = lit.glow(rule.id);
  const state = `${isActing ? 'acting' : ''} ${acted?.isMissed ? 'missed' : ''} ${off ? 'off' : ''} ${isOpen ? 'open' : ''}`;
  return html`
    <li class="rules-row ${state}" data-rule=${rule.id}>
      ${glow > 0 && !model.reducedMotion ? keyed(glow, html`<i class="rules-glow"></i>`) : nothing}
      <button type="button" class="rules-rule" tabindex="-1" aria-expanded=${isOpen}
        @click=${() => act.openRule(isOpen ? null : rule.id)}>
        <b class="rules-number">${rule.number}</b>
        <span class="rules-says">${t(`rule.${rule.id}.says`)}</span>
        ${off ? html`<span class="rules-off">${t(settings.some(({ kind }) => kind === 'rule') ? 'rules.off' : 'rules.option-off')}</span>` : nothing}
        ${acted ? html`<span class="rules-last">${last(acted, isActing, t)}</span>` : nothing}
      </button>
      ${isOpen ? more({ rule, settings }, model, act, t) : nothing}
    </li>
  `;
}

function last({ event, isMissed }: Acted, isActing: boolean, t: Translate): string {
  const said = isMissed ? 'rules.missed-at' : isActing ? 'rules.acting' : 'rules.acted';
  return t(said, { node: event.node ?? '', time: formatTime(event.at) });
}

function more(
  { rule, settings }: Pick<RuleRow, 'rule' | 'settings'>,
  model: Model,
  act: Act,
  t: Translate,
): TemplateResult {
  const name = ruleName(rule, t);
  const isTold = rule.events.length + rule.missed.length > 0;
  // A lesson goes on by itself: nothing of what comes is looked up before.
  const isGuided = model.walk !== null && !model.walk.isLeft;
  return html`
    <div class="rules-more">
      <p>${t(`rule.${rule.id}.why`)}</p>
      <p class="rules-source"><cite>${rule.section}</cite> ${rule.functions.map((place) => html`<code>${place}</code> `)}</p>
      ${
        isTold
          ? html`<button type="button" class="panel-button rules-next" ?disabled=${isGuided} title=${isGuided ? t('rules.in-lesson') : nothing}
              aria-label=${t('list.remark', { what: t('rules.next'), remark: name })}
              @click=${() => act.nextOfRule(rule)}>${t('rules.next')}&nbsp;›</button>`
          : html`<p class="rules-untold">${t('rules.untold')}</p>`
      }
      ${settings.map((setting) => {
        const id = `rules-${setting.name.replace(' ', '-')}`;
        return html`
          <div class="settings-field">
            <label for=${id}>${t(settingKey(setting))}</label>
            ${settingSwitch(setting, { id }, act, t)}
            ${setting.kind === 'rule' ? ruleSearch(setting, model.ruleSearch, act, t) : nothing}
          </div>
        `;
      })}
    </div>
  `;
}
