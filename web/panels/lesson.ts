/**
 * A lesson: what it says now, what one is asked, and the way through it. Back and Next stand where they are whatever the text
 * is; what is told comes below what was told before.
 */

import { guard } from 'lit/directives/guard.js';
import { ref } from 'lit/directives/ref.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { lessonAfter } from '../courses';
import { glossary, markTerms } from '../glossary';
import { type Translate, translator } from '../i18n/index';
import { sentence } from '../i18n/sentence';
import { inLanguage } from '../lesson-texts';
import { lessonTitle } from '../lessons';
import type { Act, Lang, Model } from '../model';
import { paragraphs } from '../paragraphs';
import type { LessonPlace } from '../player/lesson-walk';
import { rulebookOf } from '../rules';
import type { Guess, Lesson, LessonQuestion, LessonStep, Texts } from '../types';
import { bringIntoSight } from './into-sight';
import { latestTold } from './latest-told';
import { isAtEnd } from './spoken';
import { waiting } from './waiting';

/** A lesson that is on the stage, and where one is in it. */
interface Walking {
  readonly lesson: Lesson;
  readonly walk: LessonPlace;
  readonly place: number;
  readonly lang: Lang;
}

/** How many times as fast as a lesson would be by itself. */
const PACES = [0.5, 1, 2, 4];

export function lessonPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { lesson, walk, lang } = model;
  if (!lesson || !walk)
    return html`<section class="lesson" aria-label=${t('lesson.title')}><p>${t('lesson.none')}</p></section>`;
  const walking = { lesson, walk, place: model.lessonStep, lang };
  const step = lesson.steps[model.lessonStep];
  const book = rulebookOf(model.view.protocol);
  // In place of all events, where these are folded away.
  const latest = latestTold(model);
  return html`
    <section class="lesson" aria-label=${t('lesson.title')}>
      <header class="lesson-head">
        <h2>${inLanguage(lesson.title, lang)}</h2>
        ${hands(walking, act, t)}
      </header>
      ${
        walk.isLeft
          ? html`<div class="lesson-left">
            <p>${t('lesson.left')}</p>
            <button type="button" @click=${() => act.lesson.resume()}>${t('lesson.return')}</button>
          </div>`
          : nothing
      }
      <div class="lesson-text" aria-live="polite">${step && !walk.isLeft ? guard([step, walk, lang, t, glossary()], () => told(step, walking, act, t)) : nothing}</div>
      ${book?.lessonRule(book.table, model, act, t) ?? nothing}
      ${forTeachers(walking, act, t)}
      <p class="lesson-latest">${latest ? sentence(latest, t) : nothing}</p>
    </section>
  `;
}

function hands(walking: Walking, act: Act, t: Translate): TemplateResult {
  const { lesson, walk, place } = walking;
  const isAtStart = place === 0 && walk.phase === 'reading';
  const isOver = !walk.isLeft && isAtEnd(lesson, place, walk);
  return html`
    <div class="lesson-walk">
      <button type="button" ?disabled=${isAtStart} @click=${() => act.lesson.back()}>‹ ${t('lesson.back')}</button>
      <span class="lesson-place">${t('lesson.place', { n: place + 1, of: lesson.steps.length })}</span>
      <button type="button" class="lesson-next" ?disabled=${isOver} @click=${() => act.lesson.next()}>
        ${waiting(walk)}
        ${t('lesson.next')}&nbsp;›
      </button>
    </div>
    <div class="lesson-ways">
      ${tool('↺', t('lesson.replay'), act.lesson.replay, walk.isLeft || walk.phase === 'reading')}
      <ol class="lesson-steps" aria-label=${t('lesson.steps')}>
        ${lesson.steps.map((step, at) => dot(step, at, walking, act, t))}
      </ol>
      <button type="button" class="lesson-tool" aria-pressed=${walk.isAuto} title=${t('lesson.auto-means')}
        @click=${() => act.lesson.auto(!walk.isAuto)}>${t('lesson.auto')}</button>
      <select aria-label=${t('lesson.pace')} title=${t('lesson.pace')}
        @change=${(event: Event) => act.lesson.pace(Number((event.target as HTMLSelectElement).value))}>
        ${PACES.map((pace) => html`<option value=${pace} .selected=${pace === walk.pace}>${pace === 0.5 ? '½' : pace}×</option>`)}
      </select>
    </div>
  `;
}

/** What only teachers want, and nobody has to see: closed until somebody opens it. */
function forTeachers({ lesson, walk, lang }: Walking, act: Act, t: Translate): TemplateResult {
  const isAsking = walk.phase === 'asking' && !walk.isLeft;
  return html`
    <details class="lesson-teacher">
      <summary>${t('lesson.teacher')}</summary>
      ${paragraphs(inLanguage(lesson.note, lang)).map((part) => html`<p>${part}</p>`)}
      <div class="lesson-on">
        <button type="button" ?disabled=${!isAsking || walk.isShown} title=${t('key.answer')} @click=${() => act.lesson.show()}>${t('lesson.show')}</button>
        <button type="button" @click=${() => act.lesson.handout()}>${t('lesson.handout')}</button>
      </div>
    </details>
  `;
}

function tool(sign: string, name: string, press: () => void, isDisabled: boolean): TemplateResult {
  return html`<button type="button" class="lesson-tool" aria-label=${name} title=${name} ?disabled=${isDisabled} @click=${() => press()}>${sign}</button>`;
}

function dot(step: LessonStep, at: number, { place, lang }: Walking, act: Act, t: Translate): TemplateResult {
  const state = at === place ? 'present' : at < place ? 'past' : '';
  // What a step that is still to come says would give away how this one ends.
  const says = at <= place ? (paragraphs(inLanguage(step.say, lang))[0] ?? '') : '';
  const name = says ? t('lesson.step', { n: at + 1, says }) : t('lesson.place-of', { n: at + 1 });
  return html`<li>
    <button
      type="button"
      class="lesson-dot ${state}"
      aria-label=${name}
      aria-current=${at === place ? 'step' : nothing}
      title=${name}
      @click=${() => act.lesson.to(at)}
    ></button>
  </li>`;
}

function told(step: LessonStep, walking: Walking, act: Act, t: Translate): TemplateResult {
  const { walk, lang } = walking;
  const { question } = step;
  const isAsked = question && (walk.phase === 'asking' || walk.answer !== null);
  // A term is explained where it stands first.
  const seen = new Set<string>();
  const text = (texts: Texts) => withTerms(texts, lang, seen);
  return html`
    ${text(step.say)}
    ${isAsked ? asked(question, walking, text, act, t) : nothing}
    ${walk.phase === 'resting' ? html`<div class="lesson-then" ${ref(show)}>${text(step.after)}</div>` : nothing}
    ${isAtEnd(walking.lesson, walking.place, walk) ? ending(walking, text, act, t) : nothing}
  `;
}

/** Paragraphs, in the reader's language. */
type TellTexts = (texts: Texts) => readonly TemplateResult[];

function withTerms(texts: Texts, lang: Lang, seen: Set<string>): readonly TemplateResult[] {
  return paragraphs(inLanguage(texts, lang)).map((part) => html`<p>${pieces(part, lang, seen)}</p>`);
}

function pieces(part: string, lang: Lang, seen: Set<string>): readonly (string | TemplateResult)[] {
  return markTerms(part, lang, seen).map((piece) => {
    if (typeof piece === 'string') return piece;
    const { id, paper } = piece.term;
    const says = translator(lang)(`glossary.${id}.says`);
    return html`<span class="lesson-term" role="button" tabindex="0" aria-description=${says} data-says=${says} data-paper=${paper} @keydown=${leaveTerm}>${piece.text}</span>`;
  });
}

/** What is told of a term may cover what stands below it. */
function leaveTerm(event: KeyboardEvent): void {
  if (event.key === 'Escape') (event.currentTarget as HTMLElement).blur();
}

/** The choices stand open until one is taken; the run says which is right. */
function asked(
  question: LessonQuestion,
  { walk, lang }: Walking,
  text: TellTexts,
  act: Act,
  t: Translate,
): TemplateResult {
  const isOpen = walk.phase === 'asking';
  const isTold = walk.phase === 'resting';
  return html`
    <div class="lesson-ask" ${ref(show)} role="group" aria-label=${t('lesson.ask')}>
      <h3>${t('lesson.ask')}</h3>
      ${text(question.ask)}
      <ul class="lesson-choices">
        ${question.choices.map((choice, place) => {
          const isTaken = walk.answer === place;
          // What nobody has chosen and has not come true is of no interest any more.
          if (isTold && !isTaken && !choice.isRight) return nothing;
          const isSaid = isTold || (isOpen && walk.isShown);
          const mark = isSaid && choice.isRight ? 'right' : isTold && isTaken ? 'wrong' : '';
          return html`<li>
            <button type="button" class="lesson-choice ${isTaken ? 'lesson-taken' : ''} ${mark ? `lesson-${mark}` : ''}"
              ?disabled=${!isOpen} aria-pressed=${isTaken} @click=${() => act.lesson.answer(place)}>
              ${mark ? html`<b aria-label=${t(`lesson.${mark}`)}>${mark === 'right' ? '✓' : '✗'}</b>` : nothing}
              ${inLanguage(choice.text, lang)}
            </button>
            ${isSaid && (isTaken || choice.isRight) ? reason(choice, text) : nothing}
          </li>`;
        })}
      </ul>
      ${isOpen ? html`<button type="button" class="lesson-skip" @click=${() => act.lesson.next()}>${t('lesson.reveal')}</button>` : nothing}
    </div>
  `;
}

/** What is new is in sight, from its beginning: its box is scrolled as far as it needs, and the page is left alone. */
function show(element: Element | undefined): void {
  requestAnimationFrame(() => {
    const box = element?.closest('.frame-lesson, .frame-tab-panel');
    if (!element || !box) return;
    const head = box.querySelector('.lesson-head')?.clientHeight ?? 0;
    bringIntoSight(element, box, head);
  });
}

function reason({ why }: Guess, text: TellTexts): TemplateResult | typeof nothing {
  return why.length > 0 ? html`<div class="lesson-why">${text(why)}</div>` : nothing;
}

/** What to try, where to go on, and how the guesses went. */
function ending({ lesson, walk, lang }: Walking, text: TellTexts, act: Act, t: Translate): TemplateResult {
  const next = lessonAfter(lesson.id);
  return html`
    <div class="lesson-end">
      ${walk.answered > 0 ? html`<p class="lesson-count">${t('lesson.count', { right: walk.right, of: walk.answered })}</p>` : nothing}
      ${lesson.toTry.length > 0 ? html`<h3>${t('lesson.try')}</h3>${text(lesson.toTry)}` : nothing}
      <div class="lesson-on">
        <button type="button" @click=${() => act.lesson.takeOver()}>${t('lesson.take-over')}</button>
        ${
          next === null
            ? nothing
            : html`<button type="button" @click=${() => act.openLesson(next)}>${t('lesson.next-lesson', { title: lessonTitle(next, lang) })}&nbsp;›</button>`
        }
        <button type="button" @click=${() => act.lessons()}>${t('lesson.all')}</button>
      </div>
    </div>
  `;
}
