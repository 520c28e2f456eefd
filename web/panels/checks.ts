/** The guarantees of the protocol, watched after every step: a lamp each, and an alarm that says what broke which. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { type BrokenCheck, brokenFirst } from '../alarm';
import { alarmSentence } from '../alarm-words';
import type { Translate } from '../i18n/index';
import { lessonTitle } from '../lessons';
import type { Act, Model } from '../model';
import { depictionOf } from '../protocols/registry';
import type { CheckView } from '../types';
import { formatTime } from './transport';

export function checksPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { checks } = model.view;
  const broken = brokenFirst(model);
  return html`
    <section class="checks" aria-label=${t('checks.title')}>
      <header class="panel-head">
        <h2>${t('checks.title')}</h2>
        <span class=${broken.length > 0 ? 'checks-count broken' : 'checks-count'}>
          ${t('checks.count', { n: checks.length - broken.length, of: checks.length })}
        </span>
      </header>
      ${broken.map((check) => alarm(check, act, t, model))}
      <ul class="checks-list">
        ${checks.map((check) => lamp(check, t))}
      </ul>
    </section>
  `;
}

function alarm(check: BrokenCheck, act: Act, t: Translate, { view, lang }: Model): TemplateResult {
  const lesson = depictionOf(view.protocol).explained?.[check.id];
  return html`<div class="checks-alarm">
    <p>${alarmSentence(check, t)}</p>
    <button type="button" class="panel-button" @click=${() => act.seek(check.violation.at)}>
      ${t('checks.seek', { time: formatTime(check.violation.at) })}
    </button>
    ${
      lesson === undefined
        ? nothing
        : html`<button type="button" class="panel-button" @click=${() => act.openLesson(lesson)}>
            ${t('checks.lesson', { title: lessonTitle(lesson, lang) })}
          </button>`
    }
  </div>`;
}

function lamp({ id, number, ok }: CheckView, t: Translate): TemplateResult {
  const state = t(ok ? 'checks.kept' : 'checks.not-kept');
  return html`<li class="checks-row ${ok ? 'ok' : 'broken'}">
    <span class="checks-lamp" role="img" aria-label=${state} title=${state}>${ok ? '✓' : '✗'}</span>
    <span>
      <b>${t(`check.${id}.name`)}</b> <span class="checks-number">${number}</span><br />
      <span class="checks-says">${t(`check.${id}.says`)}</span>
    </span>
  </li>`;
}
