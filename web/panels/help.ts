/** The keys, and how the picture is to be read. It takes the column, and covers nothing. */

import { html, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { hotkeysOf } from '../keys';
import type { Act, Model } from '../model';
import { depictionOf } from '../protocols/registry';

const CODES = ['colour', 'shape', 'border'] as const;

export function helpPanel({ view: { protocol }, letterKeys }: Model, act: Act, t: Translate): TemplateResult {
  const { help = [] } = depictionOf(protocol);
  return html`
    <section class="help" aria-label=${t('help.title')}>
      <h2>${t('help.reading')}</h2>
      <dl class="help-codes">
        ${CODES.map((code) => html`<dt>${t(`help.${code}`)}</dt><dd>${t(`help.${code}-means`)}</dd>`)}
      </dl>
      <h2>${t('help.hands')}</h2>
      <p>${t('help.hands-text')}</p>
      ${help.map((sentence) => html`<p>${t(sentence)}</p>`)}
      <h2>${t('help.keys')}</h2>
      <dl class="help-keys">
        ${hotkeysOf(protocol).map(
          ({ shown, name }) => html`
            <dt>${shown.map((key) => html`<kbd>${key === '␣' ? t('key.space') : key}</kbd> `)}</dt>
            <dd>${t(`key.${name}`)}</dd>
          `,
        )}
      </dl>
      <label class="help-letters">
        <input type="checkbox" .checked=${letterKeys}
          @change=${(event: Event) => act.letterKeys((event.target as HTMLInputElement).checked)} />
        ${t('help.letter-keys')}
      </label>
      <p>${t('help.remote')}</p>
    </section>
  `;
}
