/** What this is: version, how to cite it, where to report a run that looks wrong, and that nothing leaves the browser. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { version } from '../../package.json';
import { PUBLISHED, REPOSITORY } from '../constants';
import type { Translate } from '../i18n/index';
import type { Act } from '../model';

/** Longer addresses are cut off on their way. */
const ADDRESS_MAX = 7000;

export function citation(): string {
  return `Quorate (version ${version}, ${PUBLISHED}). ${REPOSITORY}`;
}

export function bibtex(): string {
  return [
    '@software{quorate,',
    '  author  = {{The Quorate contributors}},',
    '  title   = {Quorate: consensus that you can see, break, rewind and check},',
    `  version = {${version}},`,
    `  year    = {${PUBLISHED}},`,
    `  url     = {${REPOSITORY}},`,
    '}',
  ].join('\n');
}

/** Where a report is written, with the run in it: its code, or, where that is too long, its script is asked for. */
export function reportAddress(code: string, t: Translate): string {
  const address = (run: string) => {
    const body = t('about.report-body', { version, run });
    return `${REPOSITORY}/issues/new?${new URLSearchParams({ title: t('about.report-title'), body })}`;
  };
  const whole = address(code);
  return whole.length <= ADDRESS_MAX ? whole : address(t('about.report-long'));
}

/** For those who teach with it, write lessons or translate. */
const DOCUMENTS = ['slides', 'lessons', 'translating'] as const;

/** Where a document is in the reader's language: beside the page, if it says so, else beside the sources. */
export function documentAddress(name: string, lang: string, beside: string | null): string {
  const file = `${name}${lang === 'zh-CN' ? '.zh-CN' : ''}`;
  return beside === null ? `${REPOSITORY}/blob/main/docs/${file}.md` : new URL(`${file}.html`, beside).href;
}

export function aboutPanel(act: Act, t: Translate): TemplateResult {
  // The run of the moment in which it is pressed.
  const fill = (event: Event) => {
    (event.currentTarget as HTMLAnchorElement).href = reportAddress(act.share(), t);
  };
  const beside = document.querySelector<HTMLLinkElement>('[data-page="quorate"] link[rel="help"]')?.href ?? null;
  const links = DOCUMENTS.map(
    (name, place) =>
      html`${place > 0 ? ' · ' : nothing}<a href=${documentAddress(name, t('lang'), beside)} target="_blank" rel="noreferrer">${t(`about.${name}`)}</a>`,
  );
  return html`
    <section class="about" aria-labelledby="about-title">
      <h2 id="about-title">${t('about.title', { version })}</h2>
      <p>${t('about.privacy')}</p>
      <p>${links}</p>
      <p>
        <a href="${REPOSITORY}/issues/new" target="_blank" rel="noreferrer" @click=${fill} @auxclick=${fill}>${t('about.report')}</a>
        · <a href=${REPOSITORY} target="_blank" rel="noreferrer">${t('about.source')}</a>
      </p>
      <details>
        <summary>${t('about.cite')}</summary>
        <p translate="no" lang="en">${citation()}</p>
        <pre tabindex="0" translate="no" lang="en">${bibtex()}</pre>
      </details>
    </section>
  `;
}
