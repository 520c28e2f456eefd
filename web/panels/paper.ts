/** What a sheet of paper says of the run that is on it. */

import { html, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { REGISTRY } from '../protocols/registry';
import { onRing } from '../stage/ring';
import { formatTime } from './transport';

export function paperHead({ view, now }: Model, _act: Act, t: Translate): TemplateResult {
  const { protocol: name, seed } = view;
  const protocol = REGISTRY.find((entry) => entry.name === name)?.title ?? name;
  const args = { protocol, count: onRing(view.nodes).length, seed, time: formatTime(now) };
  return html`<h1 class="paper-head">${t('paper.title', args)}</h1>`;
}
