/**
 * What somebody reads who has never been here: what is seen, and three things to do. It stands in the column beside a stage that
 * plays, and covers nothing. It is small, as everybody waits for it; the rest (`free-play.ts`) follows.
 */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { CHALLENGES } from '../challenges';
import type { Translate } from '../i18n/index';
import { sentence } from '../i18n/sentence';
import type { Act, Model } from '../model';
import type { Scenario } from '../protocols/depiction';
import { depictionOf } from '../protocols/registry';
import { formatTime } from './transport';

export function welcomePanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { view, events } = model;
  const { welcome } = depictionOf(view.protocol);
  const { key, args } = welcome.says(view);
  const latest = events.findLast(({ milestone }) => milestone);
  return html`
    <section class="welcome" aria-label=${t('welcome.title')}>
      <p class="welcome-says">${sentence({ key, args, node: null }, t)}</p>
      <div class="welcome-tries">
        <button type="button" class="welcome-main" @click=${() => act.openLesson(welcome.tour)}>
          ${icon('M7 4 L20 12 L7 20 Z')}<span>${t('welcome.tour')}</span>
        </button>
        ${welcome.tries.map((scene) => tryOut(scene, model, act, t))}
      </div>
      <p class="welcome-more">
        <button type="button" class="welcome-signs" @click=${() => act.lessons()}>${t('welcome.lessons')}</button>
        <button type="button" class="welcome-signs" @click=${() => act.lessons(CHALLENGES)}>${t('page.challenges')}</button>
        <button type="button" class="welcome-signs" @click=${() => act.guide('signs')}>${t('welcome.signs')}</button>
      </p>
      <p class="welcome-latest">${latest ? html`<b>${formatTime(latest.at)}</b> ${sentence(latest, t)}` : t('welcome.soon')}</p>
    </section>
  `;
}

/** It keeps its place and its name, also where it is not possible now: then it says why. */
function tryOut(scene: Scenario, { view }: Model, act: Act, t: Translate): TemplateResult {
  const isPossible = scene.lines(view) !== null;
  return html`
    <button type="button" aria-disabled=${!isPossible} @click=${() => act.scene(scene)}>
      ${icon(ICONS[scene.icon ?? 'clash'])}
      <span>${t(`scene.${scene.key}`)}${isPossible ? nothing : html`<small>${t(`scene.${scene.key}.not-now`)}</small>`}</span>
    </button>
  `;
}

/** Filled shapes in a square of 24: a cross, an envelope, a spark. */
const ICONS: Readonly<Record<NonNullable<Scenario['icon']>, string>> = {
  stop: 'M5.5 3 L12 9.5 L18.5 3 L21 5.5 L14.5 12 L21 18.5 L18.5 21 L12 14.5 L5.5 21 L3 18.5 L9.5 12 L3 5.5 Z',
  ask: 'M2 5 H22 L12 13 Z M2 7.5 L12 15.5 L22 7.5 V19 H2 Z',
  clash: 'M13 2 L5 14 H11 L10 22 L19 9 H13 Z',
};

function icon(path: string): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path} /></svg>`;
}
