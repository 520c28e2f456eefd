/** The guarantees of the protocol, watched after every step: a lamp each, and an alarm that says what broke which. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import type { CheckView } from '../types';
import { formatTime } from './transport';

/** Broken guarantees, the first one first: what follows is often only its consequence. */
export function brokenFirst(checks: readonly CheckView[]): readonly CheckView[] {
  return checks
    .filter((check) => !check.ok)
    .sort((one, other) => (one.violation?.at ?? 0) - (other.violation?.at ?? 0));
}

export function checksPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { checks } = model.view;
  const broken = brokenFirst(checks);
  return html`
    <section class="checks" aria-label=${t('checks.title')}>
      <header class="checks-head">
        <h2>${t('checks.title')}</h2>
        <span class=${broken.length > 0 ? 'checks-count broken' : 'checks-count'}>
          ${t('checks.count', { n: checks.length - broken.length, of: checks.length })}
        </span>
      </header>
      ${broken.map((check) => alarm(check, act, t))}
      <ul class="checks-list">
        ${checks.map((check) => lamp(check, t))}
      </ul>
    </section>
  `;
}

function alarm({ id, promise, violation }: CheckView, act: Act, t: Translate): TemplateResult {
  return html`<div class="checks-alarm">
    <strong>${t('checks.broken', { name: t(`check.${id}.name`), promise })}</strong>
    ${
      violation
        ? html`<p>${t(`check.${id}.broken`, violation.args)}</p>
          <button type="button" @click=${() => act.seek(violation.at)}>
            ${t('checks.seek', { time: formatTime(violation.at) })}
          </button>`
        : nothing
    }
  </div>`;
}

function lamp({ id, promise, ok }: CheckView, t: Translate): TemplateResult {
  const state = t(ok ? 'checks.kept' : 'checks.not-kept');
  return html`<li class="checks-row ${ok ? 'ok' : 'broken'}">
    <span class="checks-lamp" role="img" aria-label=${state} title=${state}>${ok ? '✓' : '✗'}</span>
    <span>
      <b>${t(`check.${id}.name`)}</b> <span class="checks-promise">${promise}</span><br />
      <span class="checks-says">${t(`check.${id}.says`)}</span>
    </span>
  </li>`;
}
