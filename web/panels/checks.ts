/** The promises of the protocol, watched after every step: a lamp each, and an alarm that says what broke which. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { css } from '../theme/css';
import type { CheckView } from '../types';
import { formatTime } from './transport';

/** Broken promises, the first one first: what follows is often only its consequence. */
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

export const checksStyles = css`
  .checks-head {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    justify-content: space-between;
    gap: 4px 12px;
    padding: 0 8px 4px;
  }
  .checks-head h2 {
    margin: 0;
    font-size: 0.9375rem;
  }
  .checks-count {
    color: var(--q-ok);
    font-size: 0.8125rem;
    font-weight: 600;
  }
  .checks-count.broken {
    color: var(--q-danger);
  }
  .checks-alarm {
    margin: 4px 8px 8px;
    padding: 8px 12px;
    border: 2px solid var(--q-danger);
    border-radius: var(--q-radius);
    line-height: 1.45;
  }
  .checks-alarm strong {
    color: var(--q-danger);
  }
  .checks-alarm p {
    margin: 4px 0 8px;
  }
  .checks-alarm button {
    min-height: 28px;
    padding: 2px 10px;
    border: 1px solid var(--q-line);
    border-radius: var(--q-radius);
    background: var(--q-surface);
    color: var(--q-ink);
    font: inherit;
    cursor: pointer;
  }
  .checks-list {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
    gap: 8px 16px;
    margin: 0;
    padding: 4px 8px;
    list-style: none;
  }
  .checks-row {
    display: flex;
    gap: 8px;
    font-size: 0.8125rem;
    line-height: 1.4;
  }
  .checks-lamp {
    flex: none;
    width: 18px;
    height: 18px;
    border: 2px solid var(--q-ok);
    border-radius: 50%;
    color: var(--q-ok);
    font-size: 0.6875rem;
    font-weight: 700;
    line-height: 18px;
    text-align: center;
  }
  .checks-row.broken .checks-lamp {
    border-color: var(--q-danger);
    background: var(--q-danger);
    color: var(--q-surface);
  }
  .checks-promise,
  .checks-says {
    color: var(--q-ink-soft);
  }
`;
