/** The glossary: each term with a sentence, and where it stands in the paper. */

import { html, type TemplateResult } from 'lit/html.js';
import { glossary } from '../glossary';
import { type Translate, translator } from '../i18n/index';
import { ENGLISH, languages } from '../i18n/languages';
import type { Lang } from '../model';

/** Beside a term stands the English one, as in the papers; beside that, what it is in all other languages. */
export function glossaryPanel(lang: Lang, close: () => void, t: Translate): TemplateResult {
  const others = [...languages().keys()].filter((other) => other !== lang && (lang === ENGLISH || other === ENGLISH));
  return html`
    <header class="dialog-head">
      <h2 id="glossary-title" tabindex="-1" autofocus>${t('glossary.title')}</h2>
      <div class="catalogue-tools"></div>
      <button type="button" class="catalogue-close" aria-label=${t('catalogue.close')} title=${t('catalogue.close')} @click=${close}>✕</button>
    </header>
    <dl class="glossary-terms">
      ${glossary().map(({ id, paper }) => {
        const key = `glossary.${id}.term`;
        const elsewhere = others
          .map((other) => translator(other))
          .filter((other) => other(key) !== t(key))
          .map((other) => html` <span lang=${other('lang')}>${other(key)}</span>`);
        return html`<div><dt>${t(key)}${elsewhere}</dt>
          <dd>${t(`glossary.${id}.says`)} <small>${paper}</small></dd></div>`;
      })}
    </dl>
  `;
}
