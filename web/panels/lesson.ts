/** A lesson: its text step by step, what to think about before going on, and the way back when one has wandered off. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { css } from '../theme/css';
import type { Lane, LessonStep } from '../types';

/** The branch that the lesson lies on, when the present one is another. */
export function lessonLaneLeft(lanes: readonly Lane[]): Lane | null {
  const first = lanes.find((lane) => lane.parent === null);
  return first && !first.current ? first : null;
}

/** Each line of a lesson's script is a paragraph. */
export function paragraphs(text: string): readonly string[] {
  return text
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function lessonPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { lesson, lessonStep, lang } = model;
  if (!lesson)
    return html`<section class="lesson" aria-label=${t('lesson.title')}><p>${t('lesson.none')}</p></section>`;
  const step = lesson.steps[lessonStep];
  const left = lessonLaneLeft(model.lanes.lanes);
  const isAtStart = model.now <= (lesson.steps[0]?.from ?? 0);
  const isOver = !left && model.now >= (lesson.steps.at(-1)?.to ?? 0);
  return html`
    <section class="lesson" aria-label=${t('lesson.title')}>
      <header class="lesson-head">
        <h2>${lesson.title[lang]}</h2>
        <div class="lesson-walk">
          <button type="button" ?disabled=${lessonStep <= 0 && isAtStart} @click=${() => act.lessonBack()}>‹ ${t('lesson.back')}</button>
          <span class="lesson-place">${t('lesson.place', { n: lessonStep + 1, of: lesson.steps.length })}</span>
          <button type="button" class="lesson-next" ?disabled=${isOver} @click=${() => act.lessonNext()}>${t('lesson.next')} ›</button>
        </div>
        <ol class="lesson-steps" aria-label=${t('lesson.steps')}>
          ${lesson.steps.map((at, place) => dot(at, place, model, act, t))}
        </ol>
      </header>
      ${
        left
          ? html`<div class="lesson-left">
            <p>${t('lesson.left')}</p>
            <button type="button" @click=${() => act.switchLane(left.id)}>${t('lesson.return')}</button>
          </div>`
          : nothing
      }
      <div class="lesson-text">${step ? text(step, model, act, t) : nothing}</div>
    </section>
  `;
}

function dot(step: LessonStep, place: number, { lessonStep, lang }: Model, act: Act, t: Translate): TemplateResult {
  const state = place === lessonStep ? 'present' : place < lessonStep ? 'past' : '';
  const name = t('lesson.step', { n: place + 1, says: paragraphs(step.say[lang])[0] ?? '' });
  return html`<li>
    <button
      type="button"
      class="lesson-dot ${state}"
      aria-label=${name}
      aria-current=${place === lessonStep ? 'step' : nothing}
      title=${name}
      @click=${() => act.seek(step.from)}
    ></button>
  </li>`;
}

function text(step: LessonStep, { lang, paused, now }: Model, act: Act, t: Translate): TemplateResult {
  const isAhead = paused && now < step.to;
  return html`
    ${paragraphs(step.say[lang]).map((part) => html`<p>${part}</p>`)}
    ${
      step.ask
        ? html`<div class="lesson-ask">
          <h3>${t('lesson.ask')}</h3>
          ${paragraphs(step.ask[lang]).map((part) => html`<p>${part}</p>`)}
          <button type="button" ?disabled=${!isAhead} @click=${() => act.play()}>${t('lesson.reveal')}</button>
        </div>`
        : nothing
    }
  `;
}

export const lessonStyles = css`
  .lesson {
    padding: 0 8px 8px;
  }
  /* At the top, where they stay whatever the length of the text, and while it is scrolled. */
  .lesson-head {
    position: sticky;
    top: 0;
    z-index: 1;
    padding-top: 8px;
    background: var(--q-surface);
  }
  .lesson h2 {
    margin: 0 0 6px;
    font-size: 1.125rem;
    line-height: 1.3;
  }
  .lesson-steps {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  /* The dot is small, its button is not. */
  .lesson-dot {
    display: grid;
    place-items: center;
    width: 24px;
    height: 24px;
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
  }
  .lesson-dot::before {
    content: '';
    box-sizing: border-box;
    width: 10px;
    height: 10px;
    border: 2px solid var(--q-ink-soft);
    border-radius: 50%;
  }
  .lesson-dot.past::before {
    background: var(--q-ink-soft);
  }
  .lesson-dot.present::before {
    width: 16px;
    height: 16px;
    border-color: var(--q-accent);
    background: var(--q-accent);
  }
  .lesson-text {
    font-size: 1rem;
    line-height: 1.55;
  }
  .lesson-text p {
    margin: 8px 0;
  }
  .lesson-ask {
    margin: 12px 0;
    padding: 10px 14px;
    border-inline-start: 4px solid var(--q-accent);
    background: var(--q-tint);
    border-radius: 0 var(--q-radius) var(--q-radius) 0;
  }
  .lesson-ask h3 {
    margin: 0;
    font-size: 0.875rem;
  }
  .lesson-left {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin: 8px 0;
    padding: 8px 12px;
    border: 1px dashed var(--q-ink-soft);
    border-radius: var(--q-radius);
    font-size: 0.875rem;
  }
  .lesson-left p {
    margin: 0;
  }
  .lesson-left button {
    flex: none;
  }
  .lesson button:not(.lesson-dot) {
    min-height: 36px;
    padding: 4px 14px;
    border: 1px solid var(--q-line);
    border-radius: var(--q-radius);
    background: var(--q-surface);
    color: var(--q-ink);
    font: inherit;
    cursor: pointer;
  }
  .lesson button:disabled {
    color: var(--q-ink-soft);
    opacity: 0.55;
    cursor: default;
  }
  .lesson-walk {
    display: grid;
    grid-template-columns: 1fr auto 1fr;
    align-items: center;
    gap: 12px;
  }
  .lesson-place {
    color: var(--q-ink-soft);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .lesson .lesson-next:not(:disabled) {
    border-color: var(--q-accent);
    background: var(--q-accent);
    color: var(--q-accent-ink);
    font-weight: 600;
  }
`;
