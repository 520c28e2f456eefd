/** What this is: version, how to cite it, where to report a run that looks wrong, and that nothing leaves the browser. */

import { html, type TemplateResult } from 'lit/html.js';
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

export function aboutPanel(act: Act, t: Translate): TemplateResult {
  // The run of the moment in which it is pressed.
  const fill = (event: Event) => {
    (event.currentTarget as HTMLAnchorElement).href = reportAddress(act.share(), t);
  };
  return html`
    <section class="about" aria-labelledby="about-title">
      <h2 id="about-title">${t('about.title', { version })}</h2>
      <p>${t('about.privacy')}</p>
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
