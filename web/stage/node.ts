/**
 * The frame of a node, the same for every protocol: its disc in the colour of its era with name and number, the timer
 * that runs down around it, crashed or up, selected, chosen for a cut. What it wears and holds, its protocol draws.
 */

import { nothing, type SVGTemplateResult, svg } from 'lit/html.js';
import type { Eye } from '../eyes';
import type { Translate } from '../i18n/index';
import { eraStyle } from '../theme/palette';
import type { Cell, NodeView, Tally, View } from '../types';
import { breadth } from './breadth';
import type { Box, NodePlace, NodeSize, Size } from './layout';

type SvgOrNothing = SVGTemplateResult | typeof nothing;

/** What a protocol draws of a node, around the origin. */
export interface NodeArt {
  /** For the accessible name: role, era, and what else shows. */
  readonly words: readonly string[];
  /** The number of the era, with its word where there is room. */
  readonly era: readonly [long: string, short: string];
  /** Heavy: a leader. Dashed: it is not sure yet. Sparse: it only asks whether to try. Dotted: a learner. */
  readonly border: 'plain' | 'heavy' | 'dashed' | 'sparse' | 'dotted';
  /** Belongs to nobody's cluster. */
  readonly isFaint?: boolean;
  readonly shape: 'disc' | 'hexagon';
  /** Above the node, on its rim, beside it. */
  readonly head: SvgOrNothing;
  readonly rim: SvgOrNothing;
  readonly aside: SvgOrNothing;
}

/** What of the cluster a drawing may look at. */
export type DrawnCluster = Pick<View, 'nodes' | 'flights'>;

/** How a protocol draws its nodes. Everything is pure; what `key` gives decides whether to draw anew. */
export interface NodeDrawing<N extends NodeView = NodeView> {
  /** Room wanted beside the node. */
  asideSize(size: NodeSize): Size;
  /** What of it is taken by what is written there now, from the node's middle; `null`: nothing is. */
  asideBox(node: N, size: NodeSize, aside: AsidePlace): Box | null;
  /** What shows at the node besides the node itself: for a candidate, which votes are on their way. */
  key(node: N, view: DrawnCluster): string;
  /** Values whose change is marked for a moment: of the disc, of the rim, of what is beside. */
  marks(node: N): { readonly disc: string; readonly rim: string; readonly aside: string };
  draw(node: N, view: DrawnCluster, size: NodeSize, aside: AsidePlace, t: Translate): NodeArt;
}

/** The box beside the node, seen from the node's middle. */
export interface AsidePlace extends Size {
  readonly x: number;
  readonly y: number;
  /** Which way its lines run: away from the node. */
  readonly align: 'start' | 'middle' | 'end';
  /** How far the stage goes on to the left and to the right of the node's middle. */
  readonly left: number;
  readonly right: number;
}

/** What of a node is marked when it has changed: its disc, its rim, what stands beside it; and when a message arrives. */
export type NodePart = 'disc' | 'rim' | 'aside' | 'landing';

export interface NodeFrame {
  readonly node: NodeView;
  readonly place: NodePlace;
  readonly size: NodeSize;
  readonly selected: boolean;
  /** Looked at in another picture, or here. */
  readonly pointed: boolean;
  /** While a cut is drawn: whether it is on the chosen side. Else `null`. */
  readonly chosen: boolean | null;
  /** Whether the lesson points at it, or away from it. */
  readonly eye: Eye;
  readonly tabbable: boolean;
  /** A broken guarantee is about it. */
  readonly alarmed: boolean;
}

/** On a stage of this width. */
export function asidePlace({ x, y, aside }: NodePlace, stage = Number.POSITIVE_INFINITY): AsidePlace {
  const dx = aside.x - x;
  const align = Math.abs(dx) < aside.width * 0.4 ? 'middle' : dx > 0 ? 'start' : 'end';
  return {
    x: dx,
    y: aside.y - y,
    width: aside.width,
    height: aside.height,
    align,
    left: Number.isFinite(stage) ? x : stage,
    right: stage - x,
  };
}

export function nodeName(
  { node, alarmed }: Pick<NodeFrame, 'node'> & Partial<Pick<NodeFrame, 'alarmed'>>,
  art: NodeArt,
  t: Translate,
): string {
  const life = node.suspendedAt !== null ? 'stage.suspended' : node.up ? 'stage.up' : 'stage.down';
  const name = [t('stage.node', { node: node.id }), ...art.words, t(life)];
  return (alarmed ? [...name, t('stage.alarm')] : name).join(t('stage.comma'));
}

/** The look of all of a node. */
function looks({ up, suspendedAt }: NodeView, { border, isFaint }: NodeArt): string {
  return `stage-node stage-${border} ${isFaint ? 'stage-faint' : ''} ${up ? '' : 'stage-crashed'} ${suspendedAt === null ? '' : 'stage-suspended'}`;
}

/** A node that shows what one looks like, and can do nothing. */
export function nodeSample(node: NodeView, art: NodeArt, size: NodeSize): SVGTemplateResult {
  return svg`<g class=${looks(node, art)} .style=${eraStyle(node.era)}>${body(node, art, size)} ${art.head} ${art.rim} ${art.aside} ${node.suspendedAt === null ? nothing : frost(size.radius)}</g>`;
}

export function nodeFrame(
  frame: NodeFrame,
  art: NodeArt,
  press: (event: MouseEvent) => void,
  hover: (id: string | null) => void,
  t: Translate,
): SVGTemplateResult {
  const { node, place, size, selected, pointed, chosen, eye, tabbable, alarmed } = frame;
  const { radius, outer } = size;
  return svg`
    <g class="${looks(node, art)} ${eye ? `stage-${eye}` : ''} ${chosen ? 'stage-chosen' : ''} ${pointed ? 'stage-pointed' : ''}"
      .style=${eraStyle(node.era)} role="button" tabindex=${tabbable ? 0 : -1} data-node=${node.id}
      aria-label=${nodeName(frame, art, t)} aria-pressed=${chosen ?? selected}
      transform="translate(${place.x.toFixed(1)} ${place.y.toFixed(1)})" opacity=${place.presence ?? nothing} @click=${press}
      @pointerenter=${() => hover(node.id)} @pointerleave=${() => hover(null)}>
      <circle class="stage-halo" r=${outer + 9}></circle>
      <circle class="stage-hit" r=${Math.max(14, outer)} data-sign=${node.dial ? 'timer' : nothing}></circle>
      <circle class="stage-ring" r=${outer + 4}></circle>
      ${size.isCrowded && art.aside !== nothing ? tether(place, outer) : nothing}
      ${alarmed ? svg`<circle class="stage-alarm" r=${outer + 2}></circle>` : nothing}
      ${body(node, art, size)}
      ${art.head} ${art.rim} ${art.aside}
      ${node.suspendedAt === null ? nothing : frost(radius)}
      ${chosen ? check(radius) : nothing}
    </g>
  `;
}

/** Where many stand close together, what a node holds hangs on a line of its own. */
function tether({ x, y, aside }: NodePlace, outer: number): SvgOrNothing {
  const near = (middle: number, side: number) => Math.max(middle - side / 2, Math.min(middle + side / 2, 0));
  const end = { x: near(aside.x - x, aside.width), y: near(aside.y - y, aside.height) };
  const share = outer / (Math.hypot(end.x, end.y) || outer);
  if (share >= 1) return nothing;
  return svg`<path class="stage-tether" d="M${(end.x * share).toFixed(1)} ${(end.y * share).toFixed(1)}L${end.x.toFixed(1)} ${end.y.toFixed(1)}"></path>`;
}

/** How large the number of its era is written in a node. */
export function eraFont({ radius, text }: NodeSize, hasWord: boolean): number {
  return Math.max(text, hasWord ? Math.max(11, radius * 0.3) : Math.max(10, radius * 0.42));
}

/** How low the number of its era stands in it, for a radius of 1. */
const ERA_DOWN = 0.4;
/** How large the core of a crashed one is: what is written in it stands in that. */
const CORE = 0.7;

/** What of its era is written in a node, and how large: with the word where there is room for it, else the number. */
export function writtenEra(
  [long, short]: NodeArt['era'],
  size: NodeSize,
  up: boolean,
): readonly [words: string, font: number] {
  const { radius, text } = size;
  const room = radius * (up ? 0.97 : CORE);
  // Bold letters are a little broader.
  const fits = (words: string, font: number) =>
    Math.hypot(0.54 * breadth(words, font), radius * ERA_DOWN + 0.36 * font) <= room;
  const font = eraFont(size, true);
  if (radius >= Math.max(29, text * 2.8) && fits(long, font)) return [long, font];
  let number = eraFont(size, false);
  while (number > 8 && !fits(short, number)) number *= 0.95;
  return [short, number];
}

/** How large its name is written: larger for who reads large letters, as far as there is room above the number. */
export function nameFont(id: string, { radius, letters }: NodeSize, up: boolean): number {
  const [usual, most] = id.length > 1 ? [0.66, 0.8] : [0.84, 1.1];
  return radius * (up ? Math.min(most, usual * letters) : usual);
}

/** Its disc with name and number. */
function body({ id, up }: NodeView, { era, shape, border }: NodeArt, size: NodeSize): SVGTemplateResult {
  const { radius } = size;
  const [written, font] = writtenEra(era, size, up);
  return svg`
    <g data-sign=${up ? 'era' : 'down'}>${disc(shape, radius, border, up)}</g>
    <text class="stage-letter" y=${-radius * 0.25} font-size=${nameFont(id, size, up)}>${id}</text>
    <text class="stage-era" y=${radius * ERA_DOWN} font-size=${font}>${written}</text>`;
}

/** A process that stands still: frozen, not crashed. */
function frost(radius: number): SVGTemplateResult {
  const size = Math.max(9, radius * 0.3);
  const arms = [0, 60, 120].map(
    (degrees) => svg`<path d="M${-size * 0.7} 0H${size * 0.7}" transform="rotate(${degrees})"></path>`,
  );
  return svg`
    <g class="stage-frost" data-sign="frost" transform="translate(${radius * 0.78} ${-radius * 0.78})"><circle r=${size}></circle>${arms}</g>`;
}

/** How thick each border is, its dashes and their gaps, for a radius of 1. */
const BORDERS: Readonly<Record<NodeArt['border'], readonly [number, ...number[]]>> = {
  plain: [0.055],
  heavy: [0.13],
  dashed: [0.085, 0.26, 0.2],
  sparse: [0.085, 0.1, 0.26],
  dotted: [0.085, 0.0025, 0.2],
};

/** The four arms of an ✗ behind the core: a crash is seen from afar. */
function arms(radius: number): string {
  const [near, far] = [radius * 0.52, radius * 0.86];
  const corners = [-1, 1].flatMap((x) => [-1, 1].map((y) => [x, y] as const));
  return corners.map(([x, y]) => `M${x * near} ${y * near}L${x * far} ${y * far}`).join('');
}

function disc(shape: NodeArt['shape'], radius: number, border: NodeArt['border'], up: boolean): SVGTemplateResult {
  const [thickness, ...dashes] = BORDERS[border];
  const width = Math.max(2, radius * thickness);
  const dash = dashes.length > 0 ? dashes.map((length) => length * radius).join(' ') : 'none';
  if (!up) {
    // The shell, which a crash takes away, is hatched; the core is what the disk has.
    return svg`
      <circle class="stage-disc" r=${radius} stroke-width="1.5"></circle>
      <circle class="stage-hatch" r=${radius}></circle>
      <path class="stage-out" stroke-width=${radius * 0.16} d=${arms(radius)}></path>
      <circle class="stage-core" r=${radius * CORE}></circle>`;
  }
  if (shape === 'hexagon') {
    const corners = [0, 60, 120, 180, 240, 300].map((degrees) => {
      const angle = (degrees * Math.PI) / 180;
      return `${(radius * 1.06 * Math.cos(angle)).toFixed(1)},${(radius * 1.06 * Math.sin(angle)).toFixed(1)}`;
    });
    return svg`<polygon class="stage-disc" points=${corners.join(' ')} stroke-width=${width} stroke-dasharray=${dash}></polygon>`;
  }
  return svg`<circle class="stage-disc" r=${radius - width / 2 + 1} stroke-width=${width} stroke-dasharray=${dash}></circle>`;
}

/** Chosen for one side of a cut. */
function check(radius: number): SVGTemplateResult {
  const size = Math.max(8, radius * 0.28);
  return svg`
    <g transform="translate(${-radius * 0.78} ${-radius * 0.78})">
      <circle class="stage-check" r=${size}></circle>
      <path class="stage-check-tick" d="M${-size * 0.45} 0l${size * 0.32} ${size * 0.36}l${size * 0.56} ${-size * 0.7}"></path>
    </g>`;
}

/**
 * What is true of an entry though its node does not know it: a thin solid edge within the dashed one, and a dot in its corner
 * where nobody who is up knows.
 */
export function trueMark(state: Cell['state'], x: number, y: number, width: number, height: number): SvgOrNothing {
  if (state === 'accepted' || state === 'committed') return nothing;
  return svg`
    <rect class="stage-true" x=${x + 2.2} y=${y + 2.2} width=${width - 4.4} height=${height - 4.4}></rect>
    ${state === 'unknown' ? svg`<circle class="stage-untold" cx=${x + width - 1} cy=${y + 1} r="2.6"></circle>` : nothing}`;
}

export type Pip = 'empty' | 'coming' | 'had' | 'refused';

/**
 * How many are had of how many that are needed, written at the end that has room to the stage's edge; and whether they count for
 * nothing yet.
 */
interface PipStyle {
  readonly count?: string;
  /** How far the stage goes on to either side. */
  readonly left?: number;
  readonly right?: number;
  readonly isTrial?: boolean;
}

/** How each answer is drawn. */
const PIPS: Readonly<Record<Tally['voters'][number]['state'], Pip>> = {
  pending: 'empty',
  coming: 'coming',
  granted: 'had',
  refused: 'refused',
};

/** The answers of those who were asked, each once, however many majorities it counts towards. */
export function pipsOf(tallies: readonly Tally[]): Pip[] {
  const voters = new Map(tallies.flatMap((tally) => tally.voters).map(({ node, state }) => [node, state]));
  return [...voters].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, state]) => PIPS[state]);
}

/** Dashes on smaller pips than these, in px, only blur: they have a thin line. */
const PIP_DASHED = 5;

/**
 * How far an arc of that half is turned, in radians, so that it sticks out at neither side of the stage; `left` and `right` are so many
 * of its radii away.
 */
function turnWithin(half: number, left: number, right: number): number {
  const beyond = (room: number) => Math.max(0, half - Math.asin(Math.min(1, Math.max(0, room))));
  const [over, under] = [left < 1 ? beyond(left) : 0, right < 1 ? beyond(right) : 0];
  return over > 0 && under > 0 ? 0 : over - under;
}

/** One pip a vote (or an acceptor's answer), in an arc over the node's head. */
export function pips(all: readonly Pip[], size: NodeSize, style: PipStyle = {}): SVGTemplateResult {
  const { count, isTrial, left = Number.POSITIVE_INFINITY, right = Number.POSITIVE_INFINITY } = style;
  const pip = Math.min(7, Math.max(3.8, size.radius * 0.14));
  const arc = size.outer + pip + 3.5;
  const step = (2 * pip + 3.5) / arc;
  const half = ((all.length - 1) / 2) * step;
  const turn = turnWithin(half, (left - pip - 2) / arc, (right - pip - 2) / arc);
  const place = (at: number) => {
    const angle = at * step - half + turn;
    return { x: arc * Math.sin(angle), y: (-arc * Math.cos(angle)).toFixed(2) };
  };
  const font = Math.max(10, pip * 2, size.text);
  const isAtEnd = !count || place(all.length).x + breadth(count, font) < right;
  const beside = place(isAtEnd ? all.length : -1);
  const word = count
    ? svg`<text class="stage-count" text-anchor=${isAtEnd ? 'start' : 'end'} x=${beside.x.toFixed(2)} y=${beside.y} font-size=${font}>${count}</text>`
    : nothing;
  return svg`<g class="stage-pips ${pip < PIP_DASHED ? 'stage-pips-small' : ''}" data-sign=${isTrial ? 'trial-votes' : 'votes'}>${word}${all.map(
    (state, at) => {
      const cross = pip * 0.75;
      const { x, y } = place(at);
      return svg`
      <g class="stage-pip stage-pip-${state}" transform="translate(${x.toFixed(2)} ${y})">
        ${
          isTrial
            ? svg`<rect x=${-pip * 0.8} y=${-pip * 0.8} width=${pip * 1.6} height=${pip * 1.6} transform="rotate(45)"></rect>`
            : svg`<circle r=${pip}></circle>`
        }
        ${state === 'coming' ? svg`<circle class="stage-pip-seed" r=${pip * 0.42}></circle>` : nothing}
        ${state === 'refused' ? svg`<path d="M${-cross} ${-cross}L${cross} ${cross}M${-cross} ${cross}L${cross} ${-cross}"></path>` : nothing}
      </g>`;
    },
  )}</g>`;
}
