/** One line that says whether clients are served, for how long by now, and by whom or why not. */

import { html, type TemplateResult } from 'lit/html.js';
import { brokenFirst } from '../alarm';
import type { Translate } from '../i18n/index';
import { sentence } from '../i18n/sentence';
import type { Model } from '../model';
import type { Ms } from '../types';

/** So long every run may take until somebody can be served at all. */
const BEGINNING_MS = 300;

export function servingLine(model: Model, t: Translate): TemplateResult {
  const { view, now } = model;
  const { ok, since, key, args } = view.serving;
  const time = lengthOf(now - since, t);
  const [broken] = brokenFirst(model);
  // Whoever is answered may be answered wrongly.
  const how =
    ok && broken
      ? t('serving.broken', { time, name: t(`check.${broken.id}.name`), number: broken.number })
      : t(ok ? 'serving.yes' : 'serving.no', { time });
  // Nobody has been served so far, and nobody could be yet.
  const isBeginning = !ok && since === 0 && now < BEGINNING_MS;
  const tone = ok && !broken ? 'serving-ok' : isBeginning ? 'serving-beginning' : '';
  return html`<p class="serving ${tone}"><b>${how}</b> ${sentence({ key, args, node: null }, t)}</p>`;
}

/** `240 ms`, `5.4 s`, `3 min`: as exact as somebody wants to know who waits for so long. */
export function lengthOf(length: Ms, t: Translate): string {
  const seconds = length / 1000;
  if (seconds < 1) return t('time.ms', { n: Math.max(0, Math.floor(length)) });
  if (seconds < 60) return t('time.s', { n: (Math.floor(seconds * 10) / 10).toFixed(1) });
  return t('time.min', { n: Math.floor(seconds / 60) });
}
