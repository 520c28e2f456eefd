/** The rule that acts, in one line below the text of a lesson: of this step, and of nothing that is still to come. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import type { Named, RuleTable } from '../rule-table';
import { ruleLink, ruleName } from './rule-links';

export function lessonRule(
  table: RuleTable,
  { lesson, lessonStep, walk, events }: Model,
  act: Act,
  t: Translate,
): TemplateResult | typeof nothing {
  const step = lesson?.steps[lessonStep];
  // While something is asked, what acted before it says nothing about the answer, and takes its room.
  if (!step || walk?.isLeft || walk?.phase === 'asking') return nothing;
  const acted = table.actedSince(step.from, events);
  const last = acted.at(-1);
  if (!last) return nothing;
  const says = ({ rule, isMissed }: Named) =>
    html`${isMissed ? html`<b>${t('rules.missed')}</b> ` : nothing}${t(`rule.${rule.id}.says`)}`;
  return html`
    <details class="lesson-rule">
      <summary>
        <span class="lesson-rule-name ${last.isMissed ? 'missed' : ''}">${t('rules.acts', { name: ruleName(last.rule, t) })}</span>
        <span class="lesson-rule-says">${says(last)}</span>
      </summary>
      <ul>
        ${acted.toReversed().map((one) => html`<li>${ruleLink(one, act, t)} ${says(one)}</li>`)}
      </ul>
    </details>
  `;
}
