/** The rules that an event names, as small links to their places. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act } from '../model';
import type { Named, RuleTable } from '../rule-table';
import type { EventView, RuleView } from '../types';

/** What it is called: its place and its number, as in the paper. */
export function ruleName({ group, number }: RuleView, t: Translate): string {
  return t('rules.name', { group: t(`rule-group.${group}.short`), number });
}

/** Behind the section that the event cites. */
export function ruleLinks(
  table: RuleTable,
  { key, section }: EventView,
  act: Act,
  t: Translate,
): TemplateResult | typeof nothing {
  const named = table.of(key);
  return named.length === 0
    ? nothing
    : html`<span class="rule-links">
        ${section ? html`<cite class="events-section">${section}</cite>` : nothing}
        ${named.map((one) => ruleLink(one, act, t))}
      </span>`;
}

export function ruleLink({ rule, isMissed }: Named, act: Act, t: Translate): TemplateResult {
  const name = ruleName(rule, t);
  const says = t(`rule.${rule.id}.says`);
  const title = isMissed ? `${t('rules.missed')} ${says}` : says;
  return html`<button type="button" class="rule-link ${isMissed ? 'missed' : ''}" tabindex="-2" title=${title}
    aria-label=${t('rules.open', { name })} @click=${() => act.openRule(rule.id)}>${name}</button>`;
}

/** For `keydown` of a row: from what it says to its links and back. */
export function walkLinks(event: KeyboardEvent): void {
  const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const stops = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('button')];
  const there = stops[stops.indexOf(event.target as HTMLElement) + by];
  if (!there) return;
  there.focus();
  event.preventDefault();
  event.stopPropagation();
}
