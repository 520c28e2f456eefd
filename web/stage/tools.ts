/** The stage's own tools, in its corner: partition by choosing nodes, and healing. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';

export function stageTools({ view, cutting }: Model, act: Act, t: Translate): TemplateResult {
  const ids = view.nodes.map(({ id }) => id);
  if (!cutting) {
    return html`
      <div class="stage-tools">
        <button type="button" ?disabled=${ids.length < 2} @click=${() => act.cutting([])}>${t('stage.partition')}</button>
        ${view.cuts.length > 0 ? html`<button type="button" @click=${() => act.command('heal')}>${t('stage.heal')}</button>` : nothing}
      </div>
    `;
  }
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
