/** What stands below a rule's switch while somebody searches, and afterwards. */

import { keyed } from 'lit/directives/keyed.js';
import { ref } from 'lit/directives/ref.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { SearchBound } from '../types';
import { type CounterexampleSearch, failed, finding, outcome, type SearchState } from './search';

/** `steps 11, Election timer 2`: what is not named never happens. */
export function boundsText(bounds: readonly SearchBound[], t: Translate): string {
  const named = bounds
    .filter(({ most }) => most > 0)
    .map(({ what, most }) =>
      what === 'given' ? t('search.given', { most }) : t('search.bound', { what: word(what, t), most }),
    );
  return named.join(t('list.comma'));
}

const COUNTED = ['steps', 'crashes', 'duplications', 'breaks', 'requests', 'retries'];

function word(what: string, t: Translate): string {
  return t(COUNTED.includes(what) ? `search.bound.${what}` : `timer.${what}`);
}

export function searchPanel(state: SearchState, search: CounterexampleSearch, t: Translate): TemplateResult {
  const { standing, failure } = state;
  const phase = failure === null ? (standing?.state ?? 'working') : 'failed';
  // Of each phase anew, so that it comes into sight: a rule at the lower edge would hide what comes below it.
  return html`${keyed(phase, html`<div class="settings-search" ${ref(intoSight)}>${content(state, search, t)}</div>`)}`;
}

function content(state: SearchState, search: CounterexampleSearch, t: Translate): TemplateResult {
  const { standing, failure } = state;
  if (failure !== null) return html`<p>${failed(failure, t)}</p>`;
  return standing === null || standing.state === 'working' ? working(state, t) : ended(state, search, t);
}

/** When it is filled. */
function intoSight(element: Element | undefined): void {
  if (element) requestAnimationFrame(() => element.scrollIntoView({ block: 'nearest' }));
}

function working({ standing, bounds }: SearchState, t: Translate): TemplateResult {
  const steps = bounds.find(({ what }) => what === 'steps')?.most ?? 0;
  if (!standing) return html`<p>${t('search.begins')}</p>`;
  const { states, depth } = standing;
  return html`
    <progress aria-label=${t('search.progress')} max=${steps} value=${depth}></progress>
    <p>${t('search.working', { states: count(states, t), depth, steps })}</p>
  `;
}

function ended(state: SearchState, search: CounterexampleSearch, t: Translate): TemplateResult {
  const { quest, standing, nodes, bounds, others, ms } = state;
  const found = standing?.found;
  return html`
    <p>
      <strong>${found ? finding('search.found', found, t) : outcome(state, t)}</strong>
      ${t('search.tried', { states: count(standing?.states ?? 0, t), seconds: (ms / 1000).toFixed(2) })}
    </p>
    <p>${t('search.bounds', { nodes, list: boundsText(bounds, t) })}</p>
    <p class="settings-search-acts">
      ${found ? html`<button type="button" class="panel-button" @click=${() => search.show(found)}>${t('search.show')}</button>` : nothing}
      ${quest.on ? nothing : html`<button type="button" class="panel-button" @click=${onward(() => search.control())}>${t('search.control')}</button>`}
      ${others.map(
        (other) => html`<button type="button" class="panel-button" @click=${onward(() => search.another(other))}>
          ${t('search.other', { property: t(`check.${other}.name`) })}
        </button>`,
      )}
    </p>
  `;
}

/** The button goes with what it has ended: who pressed it finds the one that cancels. */
function onward(go: () => void): (event: Event) => void {
  return ({ currentTarget }) => {
    const field = (currentTarget as Element).closest('.settings-field');
    go();
    field?.querySelector<HTMLElement>('.settings-find')?.focus();
  };
}

function count(n: number, t: Translate): string {
  return n.toLocaleString(t('lang'));
}
