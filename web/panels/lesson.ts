/** A lesson: its text step by step, what to think about before going on, and the way back when one has wandered off. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
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
