/** The glossary: each term with a sentence, and where it stands in the paper. */

import { html, type TemplateResult } from 'lit/html.js';
import { glossary } from '../glossary';
import type { Translate } from '../i18n/index';
import type { Lang } from '../model';

export function glossaryPanel(lang: Lang, close: () => void, t: Translate): TemplateResult {
  const other = lang === 'en' ? 'zh' : 'en';
  return html`
    <header class="catalogue-head">
      <h2 id="glossary-title" tabindex="-1" autofocus>${t('glossary.title')}</h2>
      <div class="catalogue-tools"></div>
      <button type="button" class="catalogue-close" aria-label=${t('catalogue.close')} title=${t('catalogue.close')} @click=${close}>✕</button>
    </header>
    <dl class="glossary-terms">
      ${glossary().map(({ [lang]: { term, says }, [other]: { term: translated }, paper }) => {
        const isOther = translated !== term;
        return html`<div><dt>${term}${isOther ? html` <span lang=${other === 'zh' ? 'zh-CN' : 'en'}>${translated}</span>` : ''}</dt>
          <dd>${says} <small>${paper}</small></dd></div>`;
      })}
    </dl>
  `;
}
