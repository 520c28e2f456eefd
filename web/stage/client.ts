/** Clients stand outside the ring, with what they asked and all that they were told. */

import { type SVGTemplateResult, svg } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { isolated } from '../i18n/isolate';
import { reasonText, redirectedTo } from '../i18n/sentence';
import type { ClientView } from '../types';
import type { ClientPlace } from './layout';

/** The answer to what has no value to tell. */
const DONE = '✓';

/** What a client knows: waiting is dashed, an answer is solid. */
export function told({ state, answer }: ClientView, t: Translate): string {
  switch (state) {
    case 'waiting':
      return t('stage.client-waiting');
    case 'ok':
      return answer && answer !== DONE ? t('stage.client-ok', { answer }) : t('stage.client-done');
    case 'redirected':
      return redirection(answer, t);
    case 'failed':
      return answer ? reasonText(answer, t) : t('stage.client-failed');
    case 'unknown':
      return t('stage.client-unknown');
  }
}

function redirection(answer: string | null, t: Translate): string {
  const to = redirectedTo(answer ?? '');
  return to === null ? t('stage.client-nobody') : t('stage.client-redirected', { node: to });
}

const SIGNS: Readonly<Record<ClientView['state'], string>> = {
  waiting: '…',
  ok: '✓',
  redirected: '↪',
  failed: '✗',
  unknown: '?',
};

export function client(
  view: ClientView,
  request: string,
  place: ClientPlace,
  selected: boolean,
  select: () => void,
  t: Translate,
): SVGTemplateResult {
  const { x, y, width, height } = place;
  const font = height * 0.33;
  const room = width - 26;
  const [asked, size] = sized(isolated(request), room, font);
  const words = told(view, t);
  const name = t('stage.client', { client: view.id, node: view.node, request: view.request, told: words });
  return svg`
    <g class="stage-client stage-client-${view.state}" role="button" tabindex="0" aria-label=${name} aria-pressed=${selected}
      data-client=${view.id} transform="translate(${(x - width / 2).toFixed(1)} ${(y - height / 2).toFixed(1)})" @click=${select}>
      <rect class="stage-ring" x="-4" y="-4" width=${width + 8} height=${height + 8} rx="9"></rect>
      <rect class="stage-card" width=${width} height=${height} rx="6"></rect>
      <text x="7" y=${height * 0.32} font-size=${size}><tspan class="stage-client-id" font-size=${font}>${view.id}</tspan> ${asked}</text>
      <text class="stage-told" x="7" y=${height * 0.72} font-size=${font}><tspan>${SIGNS[view.state]}</tspan> ${clip(words, room, font)}</text>
    </g>
  `;
}

/** How broad a text is, about: a capital takes more than half of its height, a Chinese sign all of it. */
function breadth(text: string, font: number): number {
  const signs = [...text].map((sign) => (sign > '\u2e80' ? 1 : sign >= 'A' && sign <= 'Z' ? 0.7 : 0.58));
  return font * signs.reduce((sum, one) => sum + one, 0);
}

/** A text and its size: a little smaller, if then nothing has to be left out. */
export function sized(text: string, width: number, font: number): readonly [text: string, size: number] {
  const share = width / breadth(text, font);
  return share > 0.8 ? [text, font * Math.min(1, share)] : [clip(text, width, font), font];
}

/** As much of a text as fits. */
export function clip(text: string, width: number, font: number): string {
  if (breadth(text, font) <= width) return text;
  const signs = [...text];
  while (signs.length > 1 && breadth(`${signs.join('')}…`, font) > width) signs.pop();
  return `${signs.join('')}…`;
}
