/** The stage's own tools, in a corner: parting the network and healing it. Others belong to a protocol. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { guideOf } from '../protocols/registry';
import type { NodeName } from '../types';
import { onRing } from './ring';

export function stageTools(model: Model, act: Act, t: Translate): TemplateResult {
  const { cutting, draft, view } = model;
  return html`
    ${draft || cutting ? nothing : asking(model, act, t)}
    ${cutting ? cuttingTools(model, cutting, act, t) : draft ? nothing : networkTools(model, act, t)}
    ${guideOf(view.protocol)?.tools?.(model, act, t) ?? nothing}
  `;
}

/** A client asks for the next value. */
function asking({ view }: Model, act: Act, t: Translate): TemplateResult {
  const request = view.acts.find(({ key }) => key === 'request');
  const [line = ''] = request?.commands ?? [];
  return html`
    <div class="stage-tools stage-asking">
      <button type="button" class="stage-request" ?disabled=${request?.refusal !== null} title=${line}
        @click=${() => act.commands(request?.commands ?? [])}>${t('stage.request')}</button>
    </div>
  `;
}

function networkTools({ view, menu }: Model, act: Act, t: Translate): TemplateResult {
  const scenes = ({ detail }: MouseEvent) => act.menu({ kind: 'scenes', id: 'scenes', byKey: detail === 0 });
  return html`
    <div class="stage-tools">
      <button type="button" data-scenes aria-haspopup="menu" aria-expanded=${menu?.kind === 'scenes'} @click=${scenes}>${t('stage.scenes')}</button>
      <button type="button" ?disabled=${onRing(view.nodes).length < 2} @click=${() => act.cutting([])}>${t('stage.partition')}</button>
      ${view.cuts.length > 0 ? html`<button type="button" @click=${() => act.command('heal')}>${t('stage.heal')}</button>` : nothing}
    </div>
  `;
}

function cuttingTools({ view }: Model, cutting: readonly NodeName[], act: Act, t: Translate): TemplateResult {
  const ids = onRing(view.nodes).map(({ id }) => id);
  const rest = ids.filter((id) => !cutting.includes(id));
  const isReady = cutting.length > 0 && rest.length > 0;
  const chosen = ids.filter((id) => cutting.includes(id));
  const cut = () => {
    if (act.command(`partition ${chosen.join(' ')} | ${rest.join(' ')}`) === null) act.cutting(null);
  };
  return html`
    <div class="stage-tools">
      <button type="button" class="stage-main" ?disabled=${!isReady} @click=${cut}>${t('stage.cut')}</button>
      <button type="button" @click=${() => act.cutting(null)}>${t('stage.cancel')}</button>
    </div>
    <p class="stage-hint" role="status">${isReady ? `${chosen.join(' ')} | ${rest.join(' ')}` : t('stage.choose')}</p>
  `;
}
