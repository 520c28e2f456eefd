/** Below the welcome: what else there is, and what the signs mean. */

import { html, type TemplateResult } from 'lit/html.js';
import { CHALLENGES } from '../challenges';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { depictionOf } from '../protocols/registry';
import { legendPanel } from './legend';

export function freePlayPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { view } = model;
  const { welcome, scenes } = depictionOf(view.protocol);
  const others = scenes.filter((scene) => !welcome.tries.includes(scene));
  return html`
    <section class="welcome" aria-labelledby="free-play">
      <h2 id="free-play">${t('welcome.free')}</h2>
      <p>${t('welcome.free-text')}</p>
      <div class="welcome-scenes" role="group" aria-label=${t('scenes.title')}>
        ${others.map((scene) => {
          const isPossible = scene.lines(view) !== null;
          const says = t(`scene.${scene.key}.${isPossible ? 'says' : 'not-now'}`);
          return html`<button type="button" title=${says} aria-disabled=${!isPossible} @click=${() => act.scene(scene)}>${t(`scene.${scene.key}`)}</button>`;
        })}
        <button type="button" title=${t('scenes.over-same.says')} @click=${() => act.startOver('same')}>${t('scenes.over-same')}</button>
      </div>
      <h2>${t('catalogue.title')}</h2>
      <p>${t('catalogue.says')}</p>
      <p><button type="button" class="welcome-signs" @click=${() => act.lessons()}>${t('welcome.lessons')}</button></p>
      <p>${t('challenge.says')}</p>
      <p><button type="button" class="welcome-signs" @click=${() => act.lessons(CHALLENGES)}>${t('challenge.all')}</button></p>
    </section>
    ${legendPanel(model, act, t)}
  `;
}
