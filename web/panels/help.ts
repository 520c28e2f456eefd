/** What the signs mean, what one can do, and the keys. It takes the column, and covers nothing. */

import { html, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { hotkeysOf } from '../keys';
import type { Act, Model } from '../model';
import { depictionOf } from '../protocols/registry';
import { aboutPanel } from './about';
import { legendPanel } from './legend';

const CODES = ['colour', 'shape', 'border'] as const;

/** What can be done, each where it helps to know it. */
const HANDS = ['press', 'cut', 'past', 'rules', 'share', 'keyboard'] as const;

export function helpPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { protocol } = model.view;
  const { letterKeys } = model;
  const { help = [] } = depictionOf(protocol);
  return html`
    <section class="help" aria-label=${t('help.title')}>
      <h2>${t('help.reading')}</h2>
      <dl class="help-codes">
        ${CODES.map((code) => html`<dt>${t(`help.${code}`)}</dt><dd>${t(`help.${code}-means`)}</dd>`)}
      </dl>
      ${legendPanel(model, act, t)}
      <h2>${t('help.hands')}</h2>
      <ul>
        ${HANDS.map((what) => html`<li>${t(`help.hands-${what}`)}</li>`)}
        ${help.map((sentence) => html`<li>${t(sentence)}</li>`)}
      </ul>
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
      ${aboutPanel(act, t)}
    </section>
  `;
}
