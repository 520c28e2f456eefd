/**
 * The space-time diagram: a line for each node and client, time along it, and an arrow for each message. The same run as
 * the ring shows, as a paper would print it. On a tall box time runs downwards.
 */

import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { sentence } from '../i18n/sentence';
import type { Act, Model } from '../model';
import { depictionOf } from '../protocols/registry';
import type { Point, Size } from '../stage/layout';
import { messageGlyph, messageName, repeats, type Shape, shapeOf, shortLabel } from '../stage/message';
import { progress } from '../stage/path';
import { eraStyle } from '../theme/palette';
import type { Flight, Landing, Ms, NodeView } from '../types';
import { measured } from './measured';
import {
  cameAt,
  crashes,
  cutBands,
  eraSpans,
  linesOf,
  reigns,
  shownSpan,
  type TimeSpan,
  ticks,
  usualFlight,
} from './space-time-scale';

/** The most arrows that are drawn; the oldest go first. */
const ARROWS_MAX = 240;
const LINE_GAP_MAX = 96;

export function spaceTimePanel(model: Model, act: Act, t: Translate): TemplateResult {
  return html`
    <section class="spacetime" aria-label=${t('space-time.title')}>
      ${measured((size) => (size.width < 120 || size.height < 80 ? nothing : diagram(model, act, t, size)))}
    </section>
  `;
}

/** Turns time and line into pixels; lines are numbered from 0. */
interface Grid {
  readonly size: Size;
  readonly isTall: boolean;
  readonly span: TimeSpan;
  /** Where times are counted from: stays while the picture scrolls, so that what is drawn can stay as well. */
  readonly origin: Ms;
  readonly scale: number;
  /** How far the picture has scrolled, in pixels. */
  readonly shift: number;
  /** What a message of usual length takes along the axis of time. */
  readonly pixels: number;
  readonly gap: number;
  readonly start: number;
  readonly nodes: readonly NodeView[];
  /** First those of the nodes, then those of the clients. */
  readonly lines: readonly string[];
}

type Arrow = Flight & Partial<Pick<Landing, 'endedAt' | 'outcome' | 'place'>>;

const GUTTER = { wide: 46, tall: 44 };
const AXIS = 24;
const TOP = 22;

function grid({ view, past, events, now }: Model, size: Size): Grid {
  const landings = past.all;
  const isTall = size.height > size.width * 1.15;
  const [along, across] = isTall
    ? [size.height - GUTTER.tall - 8, size.width - AXIS - 24]
    : [size.width - GUTTER.wide - 8, size.height - AXIS - TOP];
  const usual = usualFlight([...landings, ...view.flights], view.settings);
  const first = Math.min(now, ...[...landings.slice(0, 1), ...view.flights].map(({ sentAt }) => sentAt));
  const span = shownSpan(first, now, usual, along);
  const nodes = linesOf(view.nodes, events, span, now);
  const lines = [...nodes.map(({ id }) => id), ...view.clients.map(({ id }) => id)];
  const scale = along / (span.to - span.from);
  const gap = Math.min(LINE_GAP_MAX, across / Math.max(1, lines.length));
  // What is left over lies on both sides.
  const start = (isTall ? AXIS + 24 : TOP) + (across - gap * lines.length) / 2 + gap / 2;
  const origin = Math.floor(span.from / 1000) * 1000;
  return {
    size,
    isTall,
    span,
    origin,
    scale,
    shift: (span.from - origin) * scale,
    pixels: usual * scale,
    gap,
    start,
    nodes,
    lines,
  };
}

/** In the part that scrolls. */
function spot({ isTall, origin, scale, gap, start }: Grid, time: Ms, line: number): Point {
  const along = (time - origin) * scale;
  const across = start + line * gap;
  return isTall ? { x: across, y: along } : { x: along, y: across };
}

function to({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

function diagram(model: Model, act: Act, t: Translate, size: Size): SVGTemplateResult | TemplateResult {
  const { view, events, now } = model;
  const plan = grid(model, size);
  const { isTall, span, shift, lines } = plan;
  const { timeouts } = depictionOf(view.protocol);
  const recent = events.filter(({ at }) => at >= span.from - 1 && at <= now);
  const window = isTall
    ? { x: 0, y: GUTTER.tall, width: size.width, height: size.height - GUTTER.tall }
    : { x: GUTTER.wide, y: 0, width: size.width - GUTTER.wide, height: size.height };
  const scroll = isTall
    ? `translate(0 ${(GUTTER.tall - shift).toFixed(1)})`
    : `translate(${(GUTTER.wide - shift).toFixed(1)} 0)`;
  return html`
    <svg class="stage-picture spacetime-picture" viewBox="0 0 ${size.width} ${size.height}" width=${size.width} height=${size.height}
      role="group" aria-label=${t('space-time.lines', { count: lines.length })} @keydown=${walk}>
      <defs>
        <clipPath id="spacetime-window"><rect x=${window.x} y=${window.y} width=${window.width} height=${window.height}></rect></clipPath>
        <pattern id="spacetime-hatching" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="stage-hatch-line" width="3" height="6"></rect>
        </pattern>
      </defs>
      <g clip-path="url(#spacetime-window)"><g transform=${scroll}>
        ${axis(plan, t)}
        ${cutBands(events, view, span, now).map((band) => cutBand(band, plan))}
        ${reigns(model.lanes, span, now).map(({ from, to: end, leader }) => strip('spacetime-reign', from, end, lines.indexOf(leader), 13, plan))}
        ${plan.nodes.map((node, line) => processLine(node, line, model, plan))}
        ${view.clients.map(({ id }) => way('spacetime-client', span.from, now, lines.indexOf(id), plan))}
        ${present(plan, now)}
        ${arrows(model, act, t, plan)}
        ${recent.map((event) => {
          const line = event.node ? lines.indexOf(event.node) : -1;
          if (line < 0 || !timeouts.includes(event.key)) return nothing;
          const { x, y } = spot(plan, event.at, line);
          return svg`<circle class="spacetime-timeout" cx=${x.toFixed(1)} cy=${y.toFixed(1)} r="5"><title>${sentence(event, t)}</title></circle>`;
        })}
      </g></g>
      ${plan.nodes.map((node, line) => nameOfNode(node, line, model, act, t, plan))}
      ${view.clients.map(({ id }) => nameOfClient(id, model, act, t, plan))}
    </svg>
  `;
}

function axis(plan: Grid, t: Translate): SVGTemplateResult {
  const { isTall, size, span, scale } = plan;
  const room = isTall ? 48 : 84;
  // No name is cut off at either end.
  const edge = (isTall ? 8 : 28) / scale;
  const named = { from: span.from + edge, to: span.to - edge };
  const base = { ...plan, start: 0, gap: 1 };
  return svg`
    <g class="spacetime-axis">
      ${ticks(named, (named.to - named.from) * scale, room).map((time) => {
        const from = spot(base, time, isTall ? AXIS + 22 : TOP - 8);
        const end = spot(base, time, isTall ? size.width : size.height - AXIS);
        const name = spot(base, time, isTall ? 4 : size.height - AXIS / 2);
        return svg`
          <path d="M${to(from)}L${to(end)}"></path>
          <text x=${name.x.toFixed(1)} y=${name.y.toFixed(1)} text-anchor=${isTall ? 'start' : 'middle'}>${t('space-time.ms', { ms: Number(time.toPrecision(12)) })}</text>`;
      })}
    </g>`;
}

function present(plan: Grid, now: Ms): SVGTemplateResult {
  const { isTall, size } = plan;
  const base = { ...plan, start: 0, gap: 1 };
  const from = spot(base, now, isTall ? AXIS + 22 : TOP - 8);
  const end = spot(base, now, isTall ? size.width : size.height - AXIS);
  return svg`<path class="spacetime-now" d="M${to(from)}L${to(end)}"></path>`;
}

function way(name: string, from: Ms, end: Ms, line: number, plan: Grid): SVGTemplateResult {
  return svg`<path class=${name} d="M${to(spot(plan, from, line))}L${to(spot(plan, end, line))}"></path>`;
}

/** A band along a line. */
function strip(
  name: string,
  from: Ms,
  end: Ms,
  line: number,
  thick: number,
  plan: Grid,
): SVGTemplateResult | typeof nothing {
  if (line < 0) return nothing;
  const [a, b] = [spot(plan, from, line), spot(plan, end, line)];
  const [x, y] = plan.isTall ? [a.x - thick / 2, a.y] : [a.x, a.y - thick / 2];
  const [width, height] = plan.isTall ? [thick, b.y - a.y] : [b.x - a.x, thick];
  return svg`<rect class=${name} x=${x.toFixed(1)} y=${y.toFixed(1)} width=${width.toFixed(1)} height=${height.toFixed(1)} rx="3"></rect>`;
}

function processLine(node: NodeView, line: number, model: Model, plan: Grid): SVGTemplateResult {
  const span = { from: Math.max(plan.span.from, cameAt(node, model.events)), to: plan.span.to };
  return svg`
    ${eraSpans(node, model.past.all, model, span).map(
      ({ from, to: end, era }) =>
        svg`<g style=${eraStyle(era)}>${strip('spacetime-line', from, end, line, 5, plan)}</g>`,
    )}
    ${crashes(node, model.events, span, model.now).map(
      ({ from, to: end }) => svg`
        ${strip('spacetime-down-ground', from, end, line, 18, plan)}
        ${strip('spacetime-down', from, end, line, 18, plan)}`,
    )}`;
}

function cutBand({ from, to: end, text, groups }: ReturnType<typeof cutBands>[number], plan: Grid): SVGTemplateResult {
  const { isTall, lines, gap } = plan;
  const last = lines.length - 1;
  const [a, b] = [spot(plan, from, -0.42), spot(plan, end, last + 0.42)];
  const group = (line: number) => groups.findIndex((members) => members.includes(lines[line] as string));
  // Between neighbours of different groups; clients are in none.
  const walls = lines.flatMap((_, line) =>
    line > 0 && group(line) >= 0 && group(line) !== group(line - 1) ? [line - 0.5] : [],
  );
  const name = isTall ? { x: a.x + 4, y: a.y + 9 } : { x: a.x + 4, y: a.y - gap * 0.02 };
  return svg`
    <g class="spacetime-cut">
      <rect x=${a.x.toFixed(1)} y=${a.y.toFixed(1)} width=${(b.x - a.x).toFixed(1)} height=${(b.y - a.y).toFixed(1)} rx="4"></rect>
      ${walls.map((line) => {
        const path = `M${to(spot(plan, from, line))}L${to(spot(plan, end, line))}`;
        return svg`<path class="stage-wall spacetime-wall" d=${path}></path><path class="stage-bricks" d=${path}></path>`;
      })}
      <text x=${name.x.toFixed(1)} y=${name.y.toFixed(1)}>${text}</text>
    </g>`;
}

function arrows({ view, past, selection, hovered, now, lang }: Model, act: Act, t: Translate, plan: Grid): unknown {
  const { span, scale, pixels, isTall, gap, start, origin, lines } = plan;
  const all: Arrow[] = [...past.all.filter(({ endedAt }) => endedAt >= span.from), ...view.flights].slice(-ARROWS_MAX);
  const spared = repeats(all);
  const selected = selection?.kind === 'message' ? selection.id : null;
  const tabbable = all.some(({ id }) => id === selected) ? selected : all.at(-1)?.id;
  const width = lines.join();
  const { shapes, quiet = [] } = depictionOf(view.protocol);
  return repeat(
    all,
    ({ id }) => id,
    (one) => {
      const from = lines.indexOf(one.from);
      const end = lines.indexOf(one.to);
      if (from < 0 || end < 0) return nothing;
      const lit = one.id === selected || one.id === hovered;
      // What flies is drawn as far as it has come; what has landed stays as it is.
      const until = one.endedAt ?? now;
      const isTabbable = one.id === tabbable;
      return guard(
        [
          one.id,
          until,
          one.arrivesAt,
          one.pacedFrom,
          lit,
          selected === one.id,
          isTabbable,
          scale,
          gap,
          start,
          origin,
          isTall,
          width,
          lang,
        ],
        () => {
          const on = (at: Ms) => spot(plan, at, from + (end - from) * (at === one.sentAt ? 0 : progress(one, at)));
          const turn = one.turnedAt === null ? null : on(one.turnedAt);
          return arrow(
            one,
            { a: on(one.sentAt), turn, b: on(Math.min(until, one.arrivesAt)), whole: on(one.arrivesAt) },
            {
              shape: shapeOf(one.kind, shapes),
              isQuiet: quiet.includes(one.kind),
              lit,
              selected: selected === one.id,
              tabbable: isTabbable,
              pixels,
              worded: !spared.has(one.id),
            },
            act,
            t,
          );
        },
      );
    },
  );
}

interface ArrowState {
  readonly shape: Shape;
  /** Of a kind that is sent all the time. */
  readonly isQuiet: boolean;
  readonly lit: boolean;
  readonly selected: boolean;
  readonly tabbable: boolean;
  readonly pixels: number;
  /** Says what it is, where there is room. */
  readonly worded: boolean;
}

function arrow(
  one: Arrow,
  { a, turn, b, whole }: { a: Point; turn: Point | null; b: Point; whole: Point },
  state: ArrowState,
  act: Act,
  t: Translate,
): SVGTemplateResult {
  const { shape, isQuiet, lit, selected, tabbable, pixels, worded } = state;
  const last = turn ?? a;
  const angle = (Math.atan2(whole.y - last.y, whole.x - last.x) * 180) / Math.PI;
  const way = `M${to(a)}${turn ? `L${to(turn)}` : ''}L${to(b)}`;
  const isLost = one.outcome !== undefined && one.outcome !== 'delivered';
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const hasGlyph = pixels >= 56 || lit;
  // Upright, whichever way the arrow goes.
  const slope = Math.abs(angle) > 90 ? angle + 180 : angle;
  const label = shortLabel(one, t);
  const hasRoom = Math.hypot(b.x - a.x, b.y - a.y) > 90 && Math.abs(slope) < 52 && pixels >= 84;
  return svg`
    <g class="spacetime-message ${lit ? 'spacetime-lit' : ''} ${one.answer === null ? '' : 'spacetime-answer'} ${isQuiet ? 'spacetime-beat' : ''}"
      style=${eraStyle(one.era)} role="button" tabindex=${tabbable ? 0 : -1} data-arrow=${one.id} data-sign=${one.kind} aria-label=${messageName(one, t)} aria-pressed=${selected}
      @click=${() => act.select({ kind: 'message', id: one.id })}
      @pointerenter=${() => act.hover(one.id)} @pointerleave=${() => act.hover(null)}
      @focus=${() => act.hover(one.id)} @blur=${() => act.hover(null)}>
      <path class="spacetime-hit" d=${way}></path>
      <path class="spacetime-way" d=${way}></path>
      ${one.outcome === undefined ? svg`<path class="spacetime-future" d="M${to(b)}L${to(whole)}"></path>` : nothing}
      ${
        isLost
          ? svg`<path class="stage-cross" transform="translate(${to(b)})" d="M-6 -6L6 6M-6 6L6 -6"></path>`
          : svg`<path class="spacetime-head" transform="translate(${to(one.outcome === undefined ? b : whole)}) rotate(${angle.toFixed(1)})" d="M0 0l-9 -4v8z"></path>`
      }
      ${hasGlyph ? svg`<g transform="translate(${to(middle)})">${messageGlyph(one, shape, 8.5)}</g>` : nothing}
      ${
        label && (lit || (worded && hasRoom))
          ? svg`<text class="spacetime-label" transform="translate(${to(middle)}) rotate(${slope.toFixed(1)})" y="-14">${label}</text>`
          : nothing
      }
    </g>`;
}

function nameOfNode(
  node: NodeView,
  line: number,
  { selection }: Model,
  act: Act,
  t: Translate,
  plan: Grid,
): SVGTemplateResult {
  const { isTall, start, gap } = plan;
  const [x, y] = isTall ? [start + line * gap, GUTTER.tall / 2] : [GUTTER.wide / 2, start + line * gap];
  const selected = selection?.kind === 'node' && selection.id === node.id;
  return svg`
    <g class="spacetime-name ${node.up ? '' : 'spacetime-crashed'}" style=${eraStyle(node.era)} role="button" tabindex="0"
      transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" aria-label=${t('stage.node', { node: node.id })} aria-pressed=${selected}
      @click=${() => act.select({ kind: 'node', id: node.id })}>
      <circle class="stage-ring" r="17"></circle>
      <circle class="spacetime-disc" r="13"></circle>
      <text font-size="14">${node.id}</text>
    </g>`;
}

function nameOfClient(id: string, { selection }: Model, act: Act, t: Translate, plan: Grid): SVGTemplateResult {
  const { isTall, start, gap, lines } = plan;
  const across = start + lines.indexOf(id) * gap;
  const selected = selection?.kind === 'client' && selection.id === id;
  return svg`
    <g class="spacetime-name spacetime-outside" role="button" tabindex="0" aria-label=${t('inspector.client', { client: id })} aria-pressed=${selected}
      transform="translate(${isTall ? to({ x: across, y: GUTTER.tall / 2 }) : to({ x: GUTTER.wide / 2, y: across })})"
      @click=${() => act.select({ kind: 'client', id })}>
      <rect class="stage-ring" x="-18" y="-15" width="36" height="30" rx="8"></rect>
      <rect class="spacetime-disc" x="-14" y="-12" width="28" height="24" rx="5"></rect>
      <text font-size="12">${id}</text>
    </g>`;
}

/** Enter and Space press, as on any button; arrows go from message to message. */
function walk(event: KeyboardEvent): void {
  const button = (event.target as Element).closest<SVGElement>('[role="button"]');
  if (!button || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' || event.key === ' ') button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  else {
    const by = ['ArrowRight', 'ArrowDown'].includes(event.key)
      ? 1
      : ['ArrowLeft', 'ArrowUp'].includes(event.key)
        ? -1
        : 0;
    if (by === 0) return;
    const kind = button.dataset.arrow ? '[data-arrow]' : '.spacetime-name';
    const all = [...(event.currentTarget as Element).querySelectorAll<SVGElement>(kind)];
    all[(all.indexOf(button) + by + all.length) % all.length]?.focus();
  }
  event.preventDefault();
  event.stopPropagation();
}
