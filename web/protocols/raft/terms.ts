/** Time cut into terms, as in the paper's figure 5: each begins with an election, and some end without a leader. */

import { html, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../../i18n/index';
import type { Act, Model } from '../../model';
import { formatTime } from '../../panels/transport';
import { eraStyle } from '../../theme/palette';
import type { Ms } from '../../types';
import { type TermSpan, termSpans } from './term-spans';

export function termsPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const spans = termSpans(model.lanes, model.now);
  return html`
    <section class="terms" aria-label=${t('terms.title')}>
      ${
        spans.length === 0
          ? html`<p class="terms-none">${t('terms.none')}</p>`
          : html`<ol class="terms-strip">${spans.map((span, at) => term(span, at === spans.length - 1, act, t))}</ol>`
      }
      <p class="terms-legend">
        <span><i class="terms-unled"></i>${t('terms.unled')}</span>
        <span><i class="terms-reign"></i>${t('terms.led')}</span>
      </p>
    </section>
  `;
}

function term({ era, label, from, to, parts }: TermSpan, isLast: boolean, act: Act, t: Translate): TemplateResult {
  const leader = parts.find((part) => part.leader !== null)?.leader;
  const who = leader ? t('terms.leader', { node: leader }) : t(isLast ? 'terms.unled-yet' : 'terms.unled');
  const name = t('stage.era', { era: label });
  return html`
    <li class="terms-term" data-term=${label} .style="${eraStyle(era)};flex-grow:${grown(to - from)}">
      <button type="button" aria-label=${`${name}${t('stage.comma')}${who}`} @click=${() => act.seek(from)}>
        <span class="terms-time">
          ${parts.map((part) =>
            part.leader === null
              ? html`<i class="terms-unled" .style="flex-grow:${grown(part.to - part.from)}"></i>`
              : html`<i class="terms-reign" .style="flex-grow:${grown(part.to - part.from)}"><b>${part.leader}</b></i>`,
          )}
        </span>
        <span class="terms-name">${name}</span>
        <span>${who}</span>
        <span class="terms-from">${formatTime(from)}</span>
      </button>
    </li>
  `;
}

/** What is too short to be seen is as long as what is just long enough. */
function grown(time: Ms): string {
  return Math.max(time, 1).toFixed(0);
}
