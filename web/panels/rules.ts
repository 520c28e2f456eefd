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
import { type Acted, isOff, newest, type RuleTable } from '../rule-table';
import { rulebookOf } from '../rules';
import type { EventView, RuleView, SettingView } from '../types';
import { runFrom } from './refusal';
import { ruleName } from './rule-links';
import { ruleSearch, settingKey } from './rule-search';
import { formatTime } from './transport';

/** A row glows no more often than three times a second, in real ms. */
const GLOW_EVERY = 334;

/** What one stage's panel shows. */
class Lit {
  /** The newest event that has been shown. */
  private seen: EventView | null = null;
  private drawn: readonly EventView[] | null = null;
  /** Those that acted in the last beat. */
  rules: ReadonlySet<string> = new Set();
  /** How often each has glowed, and when it did last. */
  private readonly glows = new Map<string, { readonly count: number; readonly at: number }>();
  section: HTMLElement | null = null;
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
    for (const id of this.rules) {
      const { count, at } = this.glows.get(id) ?? { count: 0, at: Number.NEGATIVE_INFINITY };
      if (real - at >= GLOW_EVERY) this.glows.set(id, { count: count + 1, at: real });
    }
    return this.rules.size > 0;
  }

  glow(id: string): number {
    return this.rules.has(id) ? (this.glows.get(id)?.count ?? 0) : 0;
  }

  /** Scrolls the panel as little as it takes to see that row. */
  bring(selector: string): void {
    requestAnimationFrame(() => {
      const row = this.section?.querySelector(selector);
      const box = this.section?.closest('.frame-tab-panel');
      if (!row || !box) return;
      const [there, room] = [row.getBoundingClientRect(), box.getBoundingClientRect()];
      const head = this.section?.querySelector('.rules-head')?.clientHeight ?? 0;
      if (there.top < room.top + head) box.scrollTop -= room.top + head - there.top;
      else if (there.bottom > room.bottom)
        box.scrollTop += Math.min(there.bottom - room.bottom, there.top - room.top - head);
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
    <section class="rules" aria-label=${t('rules.title')} ${ref((element) => {
      lit.section = (element as HTMLElement | undefined) ?? null;
    })}>
      <header class="rules-head">
        <h2>${t('rules.title')}</h2>
        <label class="rules-follow"><input type="checkbox" .checked=${lit.follows}
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
  const off = isOff(rule, settings);
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
          ? html`<button type="button" class="rules-next" ?disabled=${isGuided} title=${isGuided ? t('rules.in-lesson') : nothing}
              aria-label=${t('list.remark', { what: t('rules.next'), remark: name })}
              @click=${() => act.nextOfRule(rule)}>${t('rules.next')} ›</button>`
          : html`<p class="rules-untold">${t('rules.untold')}</p>`
      }
      ${settings.map(
        (setting) => html`
          <div class="settings-field">
            <label for="rules-${setting.name.replace(' ', '-')}">${t(settingKey(setting))}</label>
            <input id="rules-${setting.name.replace(' ', '-')}" class="settings-switch" type="checkbox" role="switch"
              .checked=${setting.value === 'on'}
              @change=${({ target }: Event) => {
                const input = target as HTMLInputElement;
                const line = `${setting.name} ${input.checked ? 'on' : 'off'}`;
                if (!runFrom(input, () => act.command(line), t)) input.checked = !input.checked;
              }} />
            ${setting.kind === 'rule' ? ruleSearch(setting, model.ruleSearch, act, t) : nothing}
          </div>
        `,
      )}
    </div>
  `;
}
