/** How a message looks: its shape is its kind, its colour its era; a request is filled, its answer hollow with + or −. */

import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit/html.js';
import type { Eye } from '../eyes';
import type { Translate } from '../i18n/index';
import { isolated } from '../i18n/isolate';
import { reasonText } from '../i18n/sentence';
import { eraStyle } from '../theme/palette';
import type { Flight, MessageId } from '../types';
import type { Way } from './path';

export type Shape =
  | 'slip'
  | 'draft'
  | 'entries'
  | 'heart'
  | 'cylinder'
  | 'crown'
  | 'speech'
  | 'diamond'
  | 'hexagon'
  | 'drop'
  | 'octagon';

/** The shape of each kind of message. A request and its answers have the same. */
export type Shapes = Readonly<Record<string, Shape>>;

/** What clients ask and are told, whatever the protocol. */
const CLIENTS: Shapes = { ClientRequest: 'speech', ClientResponse: 'speech' };

/** What is not named gets an octagon. */
export function shapeOf(kind: string, shapes: Shapes): Shape {
  return shapes[kind] ?? CLIENTS[kind] ?? 'octagon';
}

/** Outlines for a half size of 1, around the origin. */
const OUTLINES: Readonly<Record<Shape, readonly (readonly [string, ...number[]])[]>> = {
  slip: [['M', -0.84, -0.84], ['L', 0.84, -0.84], ['L', 0.84, 0.84], ['L', -0.84, 0.84], ['Z']],
  // A slip that does not count yet: a corner is missing, and its border is dashed.
  draft: [['M', -0.9, -0.9], ['L', 0.3, -0.9], ['L', 0.9, -0.3], ['L', 0.9, 0.9], ['L', -0.9, 0.9], ['Z']],
  entries: [['M', -1.2, -0.72], ['L', 1.2, -0.72], ['L', 1.2, 0.72], ['L', -1.2, 0.72], ['Z']],
  heart: [
    ['M', 0, 1],
    ['C', -0.5, 0.6, -1.12, 0.18, -1.12, -0.4],
    ['C', -1.12, -0.82, -0.82, -1, -0.56, -1],
    ['C', -0.28, -1, -0.08, -0.84, 0, -0.62],
    ['C', 0.08, -0.84, 0.28, -1, 0.56, -1],
    ['C', 0.82, -1, 1.12, -0.82, 1.12, -0.4],
    ['C', 1.12, 0.18, 0.5, 0.6, 0, 1],
    ['Z'],
  ],
  cylinder: [
    ['M', -1.05, -0.65],
    ['C', -1.05, -1.2, 1.05, -1.2, 1.05, -0.65],
    ['L', 1.05, 0.7],
    ['C', 1.05, 1.25, -1.05, 1.25, -1.05, 0.7],
    ['Z'],
  ],
  crown: [
    ['M', -0.95, 0.9],
    ['L', -1.2, -0.6],
    ['L', -0.52, 0],
    ['L', 0, -1.1],
    ['L', 0.52, 0],
    ['L', 1.2, -0.6],
    ['L', 0.95, 0.9],
    ['Z'],
  ],
  speech: [
    ['M', -0.7, -0.85],
    ['L', 0.7, -0.85],
    ['Q', 1.1, -0.85, 1.1, -0.45],
    ['L', 1.1, 0.25],
    ['Q', 1.1, 0.65, 0.7, 0.65],
    ['L', 0, 0.65],
    ['L', -0.5, 1.1],
    ['L', -0.5, 0.65],
    ['L', -0.7, 0.65],
    ['Q', -1.1, 0.65, -1.1, 0.25],
    ['L', -1.1, -0.45],
    ['Q', -1.1, -0.85, -0.7, -0.85],
    ['Z'],
  ],
  diamond: [['M', 0, -1.15], ['L', 1.35, 0], ['L', 0, 1.15], ['L', -1.35, 0], ['Z']],
  hexagon: [
    ['M', -0.65, -0.95],
    ['L', 0.65, -0.95],
    ['L', 1.25, 0],
    ['L', 0.65, 0.95],
    ['L', -0.65, 0.95],
    ['L', -1.25, 0],
    ['Z'],
  ],
  drop: [
    ['M', 0, -1.15],
    ['C', 0.5, -0.6, 1, -0.2, 1, 0.2],
    ['C', 1, 0.75, 0.55, 1.05, 0, 1.05],
    ['C', -0.55, 1.05, -1, 0.75, -1, 0.2],
    ['C', -1, -0.2, -0.5, -0.6, 0, -1.15],
    ['Z'],
  ],
  octagon: [
    ['M', -0.45, -1],
    ['L', 0.45, -1],
    ['L', 1, -0.45],
    ['L', 1, 0.45],
    ['L', 0.45, 1],
    ['L', -0.45, 1],
    ['L', -1, 0.45],
    ['L', -1, -0.45],
    ['Z'],
  ],
};

/** The rim of the lid, so that a cylinder does not look like a box. */
const LID = [
  ['M', -1.05, -0.65],
  ['C', -1.05, -0.15, 1.05, -0.15, 1.05, -0.65],
] as const;

/** Where the middle of what is written in a shape lies below the origin. */
const MIDDLES: Partial<Readonly<Record<Shape, number>>> = {
  speech: -0.1,
  heart: -0.1,
  drop: 0.15,
  cylinder: 0.3,
  crown: 0.38,
};

export function outline(shape: Shape, glyph: number): string {
  return drawn(OUTLINES[shape], glyph);
}

function drawn(path: readonly (readonly [string, ...number[]])[], glyph: number): string {
  return path.map(([letter, ...numbers]) => letter + numbers.map((n) => (n * glyph).toFixed(1)).join(' ')).join('');
}

/** How far a shape reaches in a direction, about. */
function reach(shape: Shape, angle: number, glyph: number): number {
  const points = OUTLINES[shape].flatMap(([, ...numbers]) => numbers);
  const width = Math.max(...points.filter((_, at) => at % 2 === 0));
  const height = Math.max(...points.filter((_, at) => at % 2 === 1));
  const [x, y] = [Math.abs(Math.cos((angle * Math.PI) / 180)), Math.abs(Math.sin((angle * Math.PI) / 180))];
  return glyph * Math.min(width / Math.max(x, 1e-6), height / Math.max(y, 1e-6));
}

/** The label stands on the outer side of the message's lane, away from what comes the other way. */
export function labelPlace(
  angle: number,
  glyph: number,
): { readonly x: number; readonly y: number; readonly anchor: 'start' | 'middle' | 'end' } {
  const [x, y] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
  if (Math.abs(x) > Math.abs(y) * 1.6) return { x: 0, y: (x > 0 ? 1 : -1) * glyph * 1.75, anchor: 'middle' };
  return y > 0 ? { x: -glyph * 1.6, y: 0, anchor: 'end' } : { x: glyph * 1.6, y: 0, anchor: 'start' };
}

export function labelFont(glyph: number): number {
  return Math.max(10.5, glyph * 0.9);
}

/** In degrees. */
export function directionOf({ start, end }: Way): number {
  return (Math.atan2(end.y - start.y, end.x - start.x) * 180) / Math.PI;
}

/** The bare sign, without place or name: for the stage, for what is lost, for a legend. */
export function messageGlyph(
  flight: Pick<Flight, 'answer' | 'eraLabel'>,
  shape: Shape,
  glyph: number,
  tag: 'above' | 'below' = 'below',
): SVGTemplateResult {
  const { answer, eraLabel } = flight;
  const isAnswer = answer !== null;
  const arm = glyph * 0.46;
  const middle = glyph * (MIDDLES[shape] ?? 0);
  const size = Math.max(8, glyph * (eraLabel.length > 2 || shape === 'crown' ? 0.82 : 1.12));
  return svg`
    <path class="stage-shape stage-${shape} ${isAnswer ? 'stage-hollow' : ''}" d=${outline(shape, glyph)}></path>
    ${shape === 'cylinder' ? svg`<path class="stage-lid" d=${drawn(LID, glyph)}></path>` : nothing}
    ${
      isAnswer
        ? svg`
          <path class="stage-sign" d="M${-arm} ${middle}H${arm}${answer ? `M0 ${middle - arm}V${middle + arm}` : ''}"></path>
          <text class="stage-tag" text-anchor="start" x=${glyph * 0.8} y=${glyph * (tag === 'above' ? -1.2 : 1.4)}
            font-size=${Math.max(9, glyph * 0.8)}>${eraLabel}</text>`
        : svg`<text class="stage-number" y=${middle} font-size=${size}>${eraLabel}</text>`
    }
  `;
}

/** "RequestVote from A to B, term 2". */
export function messageName(flight: Flight, t: Translate): string {
  const { kind, from, to, answer, label, eraLabel } = flight;
  const said = answer === null ? isolated(label) : t(answer ? 'stage.says-yes' : 'stage.says-no');
  const words = [
    t('stage.message', { kind: t(`message.${kind}`), from, to }),
    eraLabel && t('stage.era', { era: eraLabel }),
    said,
  ];
  return words.filter(Boolean).join(t('stage.comma'));
}

/** `{A B C}` without gaps, to save width, where names are single letters. Any other text stays as it is. */
export function withoutGaps(text: string): string {
  return text.startsWith('{') ? text.replace(/\b(\w) (?=\w\b)/g, '$1') : text;
}

/** The few words beside the shape. */
export function shortLabel({ kind, answer, label }: Flight, t: Translate): string {
  const word = t(`stage.short-${kind}${answer === false && kind.endsWith('Reply') ? '-no' : ''}`);
  const said = answer === false ? reasonText(label, t) : isolated(withoutGaps(label));
  return [word, said].filter(Boolean).join(' ');
}

/** What one says to many at once, and what many answer alike, needs words only once: all but the first of these. */
export function repeats(flights: readonly Flight[]): Set<MessageId> {
  const crowds = new Map<string, MessageId[]>();
  const join = (key: string, id: MessageId) => crowds.set(key, [...(crowds.get(key) ?? []), id]);
  for (const { id, from, to, kind, answer, label, sentAt } of flights) {
    join(`from ${from} ${kind} ${sentAt}`, id);
    if (answer !== null) join(`to ${to} ${kind} ${answer} ${label}`, id);
  }
  return new Set([...crowds.values()].filter((ids) => ids.length > 2).flatMap((ids) => ids.slice(1)));
}

export interface MessageArt {
  readonly flight: Flight;
  readonly shape: Shape;
  readonly glyph: number;
  /** The direction it flies in, in degrees. */
  readonly angle: number;
  readonly labelled: boolean;
  /** Selected, or looked at in another picture. */
  readonly pointed: boolean;
  /** Whether the lesson points at it, or away from it. */
  readonly eye: Eye;
  readonly selected: boolean;
  readonly tabbable: boolean;
  /** The message is gone; the element waits for another one. */
  readonly isEmpty: boolean;
}

export interface MessageAct {
  press(id: MessageId, event: MouseEvent): void;
  hover(id: MessageId | null): void;
}

/**
 * A message under way, a picture of its own: the browser moves it without painting anything. Where it is, `place` of the
 * stage writes, from `data-flight`.
 */
export function message(art: MessageArt, act: MessageAct, t: Translate): TemplateResult {
  const { flight, shape, glyph, angle, labelled, pointed, eye, selected, tabbable, isEmpty } = art;
  const label = shortLabel(flight, t);
  const beside = labelPlace(angle, glyph);
  const tip = reach(shape, angle, glyph) + glyph * 0.7;
  const hit = Math.max(15, glyph * 1.5);
  return html`
    <svg class="stage-picture stage-message ${pointed ? 'stage-pointed' : ''} ${eye ? `stage-${eye}` : ''}"
.style="left:${-hit}px;top:${-hit}px;visibility:${isEmpty ? 'hidden' : 'inherit'};${eraStyle(flight.era)}" viewBox="${-hit} ${-hit} ${2 * hit} ${2 * hit}"
      width=${2 * hit} height=${2 * hit} role="button" tabindex=${tabbable ? 0 : -1} data-flight=${isEmpty ? nothing : flight.id} data-sign=${flight.kind} aria-label=${messageName(flight, t)} aria-pressed=${selected}
      @click=${(event: MouseEvent) => act.press(flight.id, event)}
      @pointerenter=${() => act.hover(flight.id)} @pointerleave=${() => act.hover(null)}
      @focus=${() => act.hover(flight.id)} @blur=${() => act.hover(null)}>
      <circle class="stage-hit" r=${hit}></circle>
      ${pointed || eye === 'lit' ? svg`<circle class="stage-halo" r=${glyph * 1.75}></circle>` : nothing}
      <path class="stage-tip" transform="rotate(${angle})"
        d="M${tip} 0l${-glyph * 0.55} ${-glyph * 0.42}v${glyph * 0.84}z"></path>
      ${messageGlyph(flight, shape, glyph, beside.y > 0 ? 'above' : 'below')}
      ${
        label && (labelled || pointed)
          ? svg`<text class="stage-label" text-anchor=${beside.anchor} x=${beside.x} y=${beside.y} font-size=${labelFont(glyph)}>${label}</text>`
          : nothing
      }
    </svg>
  `;
}
