/** One line below the ring, for a hall: what the lesson says or what has happened last; and the few buttons of a remote. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { brokenFirst } from '../alarm';
import { alarmName, alarmSentence } from '../alarm-words';
import type { Translate } from '../i18n/index';
import { sentence } from '../i18n/sentence';
import type { Act, Model } from '../model';
import { latestTold } from './latest-told';
import { choices, spoken } from './spoken';

export function presenterPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { lesson, lessonStep, paused } = model;
  const [broken] = brokenFirst(model);
  // A lesson goes on with what it has to say, beside the alarm.
  const said = spoken(model);
  const alarm = broken && (said === null ? alarmSentence(broken, t) : alarmName(broken, t));
  return html`
    <section class="presenter" aria-label=${t('presenter.title')}>
      <div class="presenter-line ${lesson ? 'presenter-told' : ''}">
        ${alarm ? html`<span class="presenter-alarm"><b aria-hidden="true">✗</b> ${alarm}</span>` : nothing}
        ${said ?? (alarm ? nothing : latest(model, t))}${choices(model, act, t)}
      </div>
      <div class="presenter-hands">
        ${button('‹', t(lesson ? 'lesson.back' : 'transport.previous-milestone'), lesson ? act.lesson.back : act.previousMilestone)}
        ${lesson ? html`<span>${t('presenter.step', { n: lessonStep + 1, of: lesson.steps.length })}</span>` : nothing}
        ${button(paused ? '▶' : '❚❚', t(paused ? 'transport.play' : 'transport.pause'), paused ? act.play : act.pause)}
        ${button('›', t(lesson ? 'lesson.next' : 'transport.next-milestone'), lesson ? act.lesson.next : act.nextMilestone)}
        ${button('✕', t('presenter.leave'), () => act.present(false))}
      </div>
    </section>
  `;
}

/** What happened last that is worth a line; before anything did, what the picture is of. */
function latest(model: Model, t: Translate): string {
  const last = latestTold(model);
  return last ? sentence(last, t) : t('stage.ring', { count: model.view.nodes.length });
}

function button(sign: string, name: string, press: () => void): TemplateResult {
  return html`<button type="button" aria-label=${name} title=${name} @click=${() => press()}>${sign}</button>`;
}
