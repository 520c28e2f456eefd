/**
 * A challenge: the task, its goals as far as they are reached, what is not allowed, and hints that are told one by one. Whether a
 * goal is reached the simulation says.
 */

import { keyed } from 'lit/directives/keyed.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { CHALLENGES, isDone } from '../challenges';
import { lessonAfter } from '../courses';
import type { Translate } from '../i18n/index';
import { inLanguage } from '../lesson-texts';
import { lessonTitle } from '../lessons';
import type { Act, Lang, Model } from '../model';
import { paragraphs } from '../paragraphs';
import type { Challenge, ChallengeGoal, Forbidden, GoalProgress, Lesson, Texts } from '../types';
import { formatTime } from './transport';

export function challengePanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { challenge: play, lang } = model;
  const challenge = play?.task.challenge;
  if (!play || !challenge) return html``;
  const { task, goals } = play;
  const isOver = isDone(play);
  return html`
    <section class="lesson challenge" aria-label=${t('challenge.title')}>
      <header class="lesson-head"><h2>${inLanguage(task.title, lang)}</h2></header>
      ${isOver ? done(task, goals, model, act, t) : nothing}
      <div class="lesson-text">${told(task.steps[0]?.say ?? [], lang)}</div>
      <h3>${t(challenge.goals.length > 1 ? 'challenge.goals' : 'challenge.goal')}</h3>
      <ol class="challenge-goals">
        ${challenge.goals.map((goal, at) => goalItem(goal, goals[at], model, t))}
      </ol>
      ${notAllowed(challenge, t)}
      ${isOver ? nothing : keyed(task.id, hints(challenge, lang, t))}
      <div class="lesson-on">
        <button type="button" @click=${() => act.beginAgain()}>${t('challenge.again')}</button>
        <button type="button" @click=${() => act.lessons(CHALLENGES)}>${t('challenge.all')}</button>
      </div>
    </section>
  `;
}

function told(texts: Texts, lang: Lang): readonly TemplateResult[] {
  return paragraphs(inLanguage(texts, lang)).map((part) => html`<p>${part}</p>`);
}

/** Open, lasting, reached, or out of reach. */
function goalItem(
  { text, held }: ChallengeGoal,
  progress: GoalProgress | undefined,
  model: Model,
  t: Translate,
): TemplateResult {
  const { reached = null, since = null, isMissed = false } = progress ?? {};
  const state = reached !== null ? 'reached' : isMissed ? 'missed' : 'open';
  return html`
    <li class="challenge-${state}">
      <b aria-label=${t(`challenge.is-${state}`)}>${SIGNS[state]}</b>
      <div>
        ${inLanguage(text, model.lang)}
        ${reached === null ? nothing : html`<small>${t('challenge.reached-at', { time: formatTime(reached) })}</small>`}
        ${state === 'missed' ? html`<small>${t('challenge.missed')}</small>` : nothing}
        ${
          state === 'open' && since !== null && held > 0
            ? html`<progress max=${held} .value=${model.now - since} aria-label=${t('challenge.lasts')}></progress>`
            : nothing
        }
      </div>
    </li>
  `;
}

const SIGNS = { reached: '✓', missed: '✗', open: '○' } as const;

function notAllowed({ forbidden }: Challenge, t: Translate): TemplateResult {
  const never = forbidden
    .filter(({ kind, most }) => kind === 'words' && most === 0)
    .map(({ words }) => words.join(' '));
  const others = forbidden.filter(({ kind, most }) => kind !== 'words' || most > 0);
  return html`
    <h3>${t('challenge.forbidden')}</h3>
    <ul class="challenge-forbidden">
      ${others.map((it) => html`<li>${rule(it, t)}</li>`)}
      ${never.length === 0 ? nothing : html`<li>${t('challenge.words')} ${never.map((word) => html`<code>${word}</code> `)}</li>`}
    </ul>
  `;
}

function rule({ kind, words, most }: Forbidden, t: Translate): string {
  if (kind === 'commands') return t('challenge.commands', { most });
  if (kind === 'settings') return t('challenge.settings');
  if (kind === 'words') return t('challenge.words-over', { word: words.join(' '), most });
  if (words.length > 0) return t('challenge.rules-but', { rules: words.join(', ') });
  return most > 0 ? t('challenge.rules-over', { most }) : t('challenge.rules');
}

/** The next can be opened when the one before has been: the style sheet sees to that. */
function hints({ hints }: Challenge, lang: Lang, t: Translate): TemplateResult {
  return html`
    <div class="challenge-hints">
      ${hints.map(
        (hint, at) => html`
          <details>
            <summary>${t('challenge.hint', { n: at + 1, of: hints.length })}</summary>
            ${told(hint, lang)}
          </details>
        `,
      )}
    </div>
  `;
}

/** What it showed, and what to do with it. */
function done(task: Lesson, goals: readonly GoalProgress[], { lang }: Model, act: Act, t: Translate): TemplateResult {
  const next = lessonAfter(task.id, CHALLENGES);
  const at = goals.at(-1)?.reached ?? 0;
  return html`
    <div class="challenge-done" role="status">
      <h3>✓ ${t('challenge.done')} <small>${t('challenge.reached-at', { time: formatTime(at) })}</small></h3>
      ${told(task.steps[0]?.after ?? [], lang)}
      <details @toggle=${(event: Event) => writeCode(event, act)}>
        <summary>${t('challenge.hand-in')}</summary>
        <p>${t('challenge.hand-in-means')}</p>
        <textarea readonly rows="4" aria-label=${t('challenge.code')} @focus=${selectAll}></textarea>
        <button type="button" @click=${copy}>${t('challenge.copy')}</button>
      </details>
      ${
        next === null
          ? nothing
          : html`<div class="lesson-on"><button type="button" @click=${() => act.openLesson(next, CHALLENGES)}>${t('challenge.next', { title: lessonTitle(next, lang) })}&nbsp;›</button></div>`
      }
    </div>
  `;
}

/** The code of the run as it then is: it is made when somebody wants to see it. */
function writeCode({ currentTarget }: Event, act: Act): void {
  const details = currentTarget as HTMLDetailsElement;
  const field = details.querySelector('textarea');
  if (field && details.open) field.value = act.share();
}

function selectAll(event: Event): void {
  (event.target as HTMLTextAreaElement).select();
}

/** Where the browser does not let us, it is marked, to be copied by hand. */
function copy(event: Event): void {
  const button = event.currentTarget as HTMLElement;
  const field = button.parentElement?.querySelector('textarea');
  field?.select();
  void navigator.clipboard?.writeText(field?.value ?? '').catch(() => {});
}
