/** What stands above the picture while a guarantee is broken. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { BrokenCheck } from './alarm';
import { alarmName, alarmSentence } from './alarm-words';
import type { Scene } from './frame';
import { depictionOf } from './protocols/registry';

/** What is broken, and the ways to when and why. */
export function alarmBanner(alarm: BrokenCheck, others: number, { t, act, model, layout }: Scene): TemplateResult {
  const lesson = model && depictionOf(model.view.protocol).explained?.[alarm.id];
  const text = alarmSentence(alarm, t);
  return html`
    <div class="frame-banner" role="group" aria-label=${t('alarm.title')}>
      <p title=${text}><b aria-hidden="true">✗</b> ${layout === 'phone' ? alarmName(alarm, t) : text}${others > 0 ? html` <span class="frame-banner-more">(${t('alarm.more', { n: others })})</span>` : nothing}</p>
      <button type="button" @click=${() => act.seek(alarm.violation.at)}>${t('alarm.seek')}</button>
      ${lesson && layout !== 'slide' ? html`<button type="button" @click=${() => act.openLesson(lesson)}>${t('alarm.why')}</button>` : nothing}
    </div>
  `;
}
