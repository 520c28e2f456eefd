/** Clients stand outside the ring, with what they asked and all that they were told. */

import { nothing, type SVGTemplateResult, svg } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { isolated } from '../i18n/isolate';
import { answerText, DONE, reasonText, redirectedTo } from '../i18n/sentence';
import type { ClientView } from '../types';
import { breadth, clip } from './breadth';
import type { ClientPlace } from './layout';

/** What a client knows: waiting is dashed, an answer is solid. What became of what it does not know, it is not told. */
export function told({ state, answer, fate }: ClientView, t: Translate): string {
  switch (state) {
    case 'waiting':
      return t('stage.client-waiting');
    case 'ok':
      return answer && answer !== DONE
        ? t('stage.client-ok', { answer: answerText(answer, t) })
        : t('stage.client-done');
    case 'stale':
      return t('stage.client-stale', { answer: answerText(answer ?? '', t) });
    case 'other':
      return t('stage.client-other', { answer: answer ?? '' });
    case 'redirected':
      return redirection(answer, t);
    case 'failed':
      return answer ? reasonText(answer, t) : t('stage.client-failed');
    case 'unknown':
      return fate && fate.settled !== 'open' ? t(fate.key, fate.args) : t('stage.client-unknown');
  }
}

/** On a dashed card it tells what the client does not know. */
function sign({ state, fate }: ClientView): string {
  if (state === 'unknown' && fate?.settled === 'done') return '✓';
  return state === 'unknown' && fate?.settled === 'never' ? '✗' : SIGNS[state];
}

function redirection(answer: string | null, t: Translate): string {
  const to = redirectedTo(answer ?? '');
  return to === null ? t('stage.client-nobody') : t('stage.client-redirected', { node: to });
}

const SIGNS: Readonly<Record<ClientView['state'], string>> = {
  waiting: '…',
  ok: '✓',
  stale: '≈',
  other: '≠',
  redirected: '↪',
  failed: '✗',
  unknown: '?',
};

/** How much of a card the figure takes that stands in it, for a height of 1. */
const FIGURE = 0.66;

export function client(
  view: ClientView,
  request: string,
  place: ClientPlace,
  selected: boolean,
  select: () => void,
  t: Translate,
): SVGTemplateResult {
  const words = told(view, t);
  const name = t('stage.client', { client: view.id, node: view.node, request: view.request, told: words });
  return svg`
    <g class="stage-client stage-client-${view.state}" role="button" tabindex="0" aria-label=${name} aria-pressed=${selected}
      data-client=${view.id} data-sign="client" transform=${at(place)} @click=${select}>
      ${card(place, view.id, request, sign(view), words)}
    </g>
  `;
}

/** A client that shows what one looks like, and can do nothing. */
export function clientSample(view: ClientView, place: ClientPlace, t: Translate): SVGTemplateResult {
  return svg`<g class="stage-client stage-client-${view.state}" transform=${at(place)}>${card(place, view.id, view.request, sign(view), told(view, t))}</g>`;
}

/** Somebody who would like to ask, and does when pressed. */
export function guest(request: string, place: ClientPlace, ask: () => void, t: Translate): SVGTemplateResult {
  const name = t('stage.guest', { client: place.id, node: place.node, request });
  return svg`
    <g class="stage-client stage-guest" role="button" tabindex="0" aria-label=${name} data-client=${place.id} data-sign="client"
      transform=${at(place)} @click=${ask}>
      ${card(place, place.id, request, '▶', t('stage.guest-press'))}
    </g>
  `;
}

function at({ x, y, width, height }: ClientPlace): string {
  return `translate(${(x - width / 2).toFixed(1)} ${(y - height / 2).toFixed(1)})`;
}

/** A figure with its name, beside it what it asks and what it knows. */
function card(
  { width, height }: ClientPlace,
  id: string,
  request: string,
  sign: string,
  words: string,
): SVGTemplateResult {
  const left = height * FIGURE;
  const room = width - left - 6;
  const beside = (font: number) => room - (sign.length + 0.4) * font * 0.58;
  const usual = height * 0.33;
  const [first, rest] = sized(words, beside(usual), usual)[0] === words ? [words, ''] : parted(words);
  // Three lines are smaller, and nearer to each other.
  const [font, ...lines] = rest === '' ? [usual, 0.32, 0.72] : [height * 0.28, 0.21, 0.5, 0.79];
  const [asked, size] = sized(isolated(request), room, font);
  const [said, saidSize] = sized(first, beside(font), font);
  const [more, moreSize] = sized(rest, room, font);
  const [middle, head] = [left / 2 + 1, height * 0.11];
  const top = height * 0.14;
  return svg`
    <rect class="stage-ring" x="-4" y="-4" width=${width + 8} height=${height + 8} rx="9"></rect>
    <rect class="stage-card" width=${width} height=${height} rx="6"></rect>
    <g class="stage-figure">
      <circle cx=${middle} cy=${top + head} r=${head}></circle>
      <path d="M${middle - head * 2} ${height * 0.56}a${head * 2} ${head * 1.75} 0 0 1 ${head * 4} 0z"></path>
    </g>
    <text class="stage-client-id" x=${middle} y=${height * 0.78} font-size=${sized(id, left - 5, height * 0.29)[1]}>${id}</text>
    <text x=${left} y=${height * (lines[0] ?? 0)} font-size=${size}>${asked}</text>
    <text class="stage-told" x=${left} y=${height * (lines[1] ?? 0)} font-size=${saidSize}><tspan>${sign}</tspan> ${said}</text>
    ${more === '' ? nothing : svg`<text class="stage-told" x=${left} y=${height * (lines[2] ?? 0)} font-size=${moreSize}>${more}</text>`}
  `;
}

/** What is too long for one line, in two: behind a comma, if there is one, else between two words. */
function parted(words: string): readonly [string, string] {
  const [, first = words, rest = ''] = /^([^,，]+)[,，]\s*(.+)$/.exec(words) ?? /^(.+) (\S+)$/.exec(words) ?? [];
  return [first, rest];
}

/** A text and its size: a little smaller, if then nothing has to be left out. */
export function sized(text: string, width: number, font: number): readonly [text: string, size: number] {
  // What is far too long is not measured to its end.
  const fits = text.length < 4 * (width / font) ? width / breadth(text, font) : 0;
  return fits > 0.8 ? [text, font * Math.min(1, fits)] : [clip(text, width, font), font];
}
