/** The line below the ring of a slide: what the lesson says; and the few buttons that lead through it, and back to it. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { choices, isAtEnd, spoken } from './spoken';
import { waiting } from './waiting';

/** Of who has taken over, what the lesson said is no longer true. */
export function captionPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { lesson, walk } = model;
  if (!lesson) return html`${nothing}`;
  return html`
    <section class="caption" dir="auto" aria-label=${t('lesson.title')}>
      ${walk?.isLeft ? html`<i>${t('lesson.left')}</i>` : spoken(model)}${choices(model, act, t)}
    </section>
  `;
}

/** Whoever has done something finds the way back, whatever it was. */
export function walkPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { lesson, lessonStep, walk, view } = model;
  const place = { n: lessonStep + 1, of: lesson?.steps.length ?? 0 };
  return html`
    <div class="walk" dir=${t('dir')}>
      ${view.cuts.length > 0 && (!lesson || walk?.isLeft) ? html`<button type="button" @click=${() => act.command('heal')}>${t('stage.heal')}</button>` : nothing}
      ${walk?.isLeft ? html`<button type="button" class="walk-main" @click=${() => act.lesson.resume()}>${t('lesson.return')}</button>` : nothing}
      ${
        lesson && !walk?.isLeft
          ? html`
              ${button('‹', t('lesson.back'), act.lesson.back, false)}
              <span role="status" aria-label=${t('lesson.place', place)}>${t('lesson.of', place)}</span>
              ${button(html`${waiting(walk)}›`, t('lesson.next'), act.lesson.next, isAtEnd(lesson, lessonStep, walk))}
            `
          : nothing
      }
    </div>
  `;
}

function button(sign: unknown, name: string, press: () => void, isDisabled: boolean): TemplateResult {
  return html`<button type="button" class="walk-main" aria-label=${name} title=${name} ?disabled=${isDisabled} @click=${() => press()}>${sign}</button>`;
}
