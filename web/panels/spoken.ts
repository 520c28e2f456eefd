/** What a lesson says at this moment, for those who have no room for all of it: a hall, a slide. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { inLanguage } from '../lesson-texts';
import type { Act, Model } from '../model';
import type { LessonPlace } from '../player/lesson-walk';
import type { Lesson } from '../types';

/** What the lesson says now: one thing at a time. */
export function spoken({ lesson, lessonStep, walk, lang }: Model): string | null {
  const step = lesson?.steps[lessonStep];
  if (!step || !walk || walk.isLeft) return null;
  if (walk.phase === 'asking' && step.question) return inLanguage(step.question.ask, lang);
  return inLanguage(walk.phase === 'resting' && step.after.length > 0 ? step.after : step.say, lang);
}

/** Whether nothing follows: it stands where its last step ends. */
export function isAtEnd(lesson: Lesson | null, place: number, walk: LessonPlace | null): boolean {
  return lesson !== null && walk !== null && place === lesson.steps.length - 1 && walk.phase === 'resting';
}

/** What a hall is asked to choose from: a press answers, a key shows which is right. */
export function choices(
  { lesson, lessonStep, walk, lang }: Model,
  act: Act,
  t: Translate,
): TemplateResult | typeof nothing {
  const question = lesson?.steps[lessonStep]?.question;
  if (!question || !walk || walk.isLeft || walk.phase !== 'asking') return nothing;
  return html`<ol class="spoken-choices" aria-label=${t('lesson.ask')}>
    ${question.choices.map((choice, place) => {
      const isRight = walk.isShown && choice.isRight;
      return html`<li><button type="button" class=${isRight ? 'spoken-right' : ''} @click=${() => act.lesson.answer(place)}>
        ${isRight ? html`<b aria-label=${t('lesson.right')}>✓</b> ` : nothing}${inLanguage(choice.text, lang)}</button></li>`;
    })}
  </ol>`;
}
