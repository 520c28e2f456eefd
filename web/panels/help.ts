/** The keys, and how the picture is to be read. It takes the column, and covers nothing. */

import { html, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { HOTKEY_LIST } from '../keys';
import { css } from '../theme/css';

const CODES = ['colour', 'shape', 'border'] as const;

export function helpPanel(t: Translate): TemplateResult {
  return html`
    <section class="help" aria-label=${t('help.title')}>
      <h2>${t('help.reading')}</h2>
      <dl class="help-codes">
        ${CODES.map((code) => html`<dt>${t(`help.${code}`)}</dt><dd>${t(`help.${code}-means`)}</dd>`)}
      </dl>
      <h2>${t('help.hands')}</h2>
      <p>${t('help.hands-text')}</p>
      <h2>${t('help.keys')}</h2>
      <dl class="help-keys">
        ${HOTKEY_LIST.map(
          ({ shown, name }) => html`
            <dt>${shown.map((key) => html`<kbd>${key === '␣' ? t('key.space') : key}</kbd> `)}</dt>
            <dd>${t(`key.${name}`)}</dd>
          `,
        )}
      </dl>
      <p>${t('help.remote')}</p>
    </section>
  `;
}

export const helpStyles = css`
  .help h2 {
    margin: 0 0 6px;
    font-size: 1rem;
  }
  .help p {
    margin: 0 0 16px;
  }
  .help dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 6px 12px;
    margin: 0 0 16px;
  }
  .help dt {
    font-weight: 600;
  }
  .help dd {
    margin: 0;
  }
  .help kbd {
    display: inline-block;
    min-width: 1.75em;
    padding: 1px 6px;
    border: 1px solid var(--q-line);
    border-bottom-width: 2px;
    border-radius: 5px;
    background: var(--q-bg);
    font: 0.8125rem var(--q-mono);
    text-align: center;
  }
`;
