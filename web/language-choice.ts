/** In which language one reads: of two, a button for the other; of more, a list. Each is called what it calls itself. */

import { html, type TemplateResult } from 'lit/html.js';
import type { Translate } from './i18n/index';
import { languages } from './i18n/languages';
import type { Lang } from './model';

export function languageChoice(lang: Lang, choose: (lang: Lang) => void, t: Translate): TemplateResult {
  const all = [...languages()];
  const [[other, { name, switch: change, tag }] = [lang, { name: '', switch: '', tag: '' }], ...more] = all.filter(
    ([code]) => code !== lang,
  );
  if (more.length === 0)
    return html`<button type="button" class="bar-lang" lang=${tag} title=${change} aria-label=${change}
      @click=${() => choose(other)}>${name}</button>`;
  return html`<select class="bar-lang" aria-label=${t('page.language')} title=${t('page.language')}
    @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
    ${all.map(([code, { name, tag }]) => html`<option value=${code} lang=${tag} .selected=${code === lang}>${name}</option>`)}
  </select>`;
}
