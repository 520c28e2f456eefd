/**
 * The space-time diagram: a line for each node and client, time along it, and an arrow for each message. The same run as
 * the ring shows, as a paper would print it. On a tall box time runs downwards, and so it does where a protocol's papers draw
 * it so.
 */

import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { sentence } from '../i18n/sentence';
import type { Act, Model } from '../model';
import { depictionOf, viewsOf } from '../protocols/registry';
import type { Size } from '../stage/layout';
import { eraStyle } from '../theme/palette';
import type { Ms, NodeView } from '../types';
import { type CausalPast, causalPast } from './causal-past';
import { costsLine } from './costs';
import { measured } from './measured';
import { arrows } from './space-time-arrows';
import { AXIS, type Grid, grid, spot, strip, to } from './space-time-grid';
import { cameAt, crashes, cutBands, decisions, eraSpans, reigns, ticks } from './space-time-scale';

export function spaceTimePanel(model: Model, act: Act, t: Translate): TemplateResult {
  return html`
    <section class="spacetime ${viewsOf(model.view.protocol)?.sequence ? 'spacetime-worded' : ''}" aria-label=${t('space-time.title')}>
      ${measured((size) => (size.width < 120 || size.height < 80 ? nothing : diagram(model, act, t, size)))}
    </section>
  `;
}

function diagram(model: Model, act: Act, t: Translate, size: Size): SVGTemplateResult | TemplateResult {
  const { view, events, now } = model;
  const plan = grid(model, viewsOf(view.protocol)?.sequence ?? null, size);
  const { isTall, span, shift, lines, gutter } = plan;
  const { timeouts } = depictionOf(view.protocol);
  const recent = events.filter(({ at }) => at >= span.from - 1 && at <= now);
  const past = pastOf(model);
  const window = isTall
    ? { x: 0, y: gutter, width: size.width, height: size.height - gutter }
    : { x: gutter, y: 0, width: size.width - gutter, height: size.height };
  // A sheet of paper has the picture in two sizes.
  const id = `spacetime-window-${Math.round(size.width)}`;
  const scroll = isTall ? `translate(0 ${(gutter - shift).toFixed(1)})` : `translate(${(gutter - shift).toFixed(1)} 0)`;
  return html`
    ${costsLine(view, isTall, t)}
    <svg class="stage-picture spacetime-picture" viewBox="0 0 ${size.width} ${size.height}" width=${size.width} height=${size.height}
      role="group" aria-label=${t('space-time.lines', { count: lines.length })} @keydown=${walk}>
      <defs>
        <clipPath id=${id}><rect x=${window.x} y=${window.y} width=${window.width} height=${window.height}></rect></clipPath>
        <pattern id="spacetime-hatching" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="stage-hatch-line" width="3" height="6"></rect>
        </pattern>
      </defs>
      <g clip-path="url(#${id})"><g transform=${scroll}>
        ${axis(plan, t)}
        ${cutBands(events, view, span, now).map((band) => cutBand(band, plan))}
        ${reigns(model.lanes, span, now).map(({ from, to: end, leader }) => strip('spacetime-reign', from, end, lines.indexOf(leader), 13, plan))}
        ${lines.map((id, line) => pointed(id, line, model, past, plan))}
        ${plan.nodes.map((node) => processLine(node, lines.indexOf(node.id), model, plan))}
        ${view.clients.map(({ id }) => way('spacetime-client', span.from, now, lines.indexOf(id), plan))}
        ${present(plan, now)}
        ${arrows(model, past, act, t, plan)}
        ${decisions(model.lanes, span, now).map(({ at, kind, node }) => decision(kind, at, lines.indexOf(node), plan))}
        ${plan.nodes.map((node) => eraNames(node, lines.indexOf(node.id), model, plan))}
        ${recent.map((event) => {
          const line = event.node ? lines.indexOf(event.node) : -1;
          if (line < 0 || !timeouts.includes(event.key)) return nothing;
          const { x, y } = spot(plan, event.at, line);
          return svg`<circle class="spacetime-timeout" cx=${x.toFixed(1)} cy=${y.toFixed(1)} r="5"><title>${sentence(event, t)}</title></circle>`;
        })}
      </g></g>
      ${plan.nodes.map((node) => nameOfNode(node, lines.indexOf(node.id), model, act, t, plan))}
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
        const from = spot(base, time, isTall ? AXIS + 22 : plan.top - 8);
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
  const from = spot(base, now, isTall ? AXIS + 22 : plan.top - 8);
  const end = spot(base, now, isTall ? size.width : size.height - AXIS);
  return svg`<path class="spacetime-now" d="M${to(from)}L${to(end)}"></path>`;
}

function way(name: string, from: Ms, end: Ms, line: number, plan: Grid): SVGTemplateResult {
  return svg`<path class=${name} d="M${to(spot(plan, from, line))}L${to(spot(plan, end, line))}"></path>`;
}

function processLine(node: NodeView, line: number, model: Model, plan: Grid): SVGTemplateResult {
  const span = { from: Math.max(plan.span.from, cameAt(node, model.events)), to: plan.span.to };
  return svg`
    ${eraSpans(node, model.past.all, model, span).map(
      ({ from, to: end, era }) =>
        svg`<g .style=${eraStyle(era)}>${strip('spacetime-line', from, end, line, 5, plan)}</g>`,
    )}
    ${crashes(node, model.events, span, model.now).map(
      ({ from, to: end }) => svg`
        ${strip('spacetime-down-ground', from, end, line, 18, plan)}
        ${strip('spacetime-down', from, end, line, 18, plan)}`,
    )}`;
}

/** The past of the message that is pointed at, or that is selected. */
function pastOf({ view, past, selection, hovered }: Model): CausalPast | null {
  const ways = [...past.all, ...view.flights];
  const selected = selection?.kind === 'message' ? causalPast(selection.id, ways) : null;
  return (hovered === null ? null : causalPast(hovered, ways)) ?? selected;
}

/** Behind a line: whose it is that is looked at, and what of it lies in the past of a message. */
function pointed(
  id: string,
  line: number,
  { selection, hovered }: Model,
  past: CausalPast | null,
  plan: Grid,
): unknown {
  const { from, to: end } = plan.span;
  const until = past?.until.get(id);
  const isPointed = hovered === id || (selection !== null && selection.kind !== 'message' && selection.id === id);
  return [
    isPointed
      ? svg`<g class="spacetime-pointed" data-line=${id}>${strip('spacetime-pointed', from, end, line, 22, plan)}</g>`
      : nothing,
    until !== undefined && until > from ? strip('spacetime-past', from, until, line, 15, plan) : nothing,
  ];
}

/** The number of each era, where the line takes its colour. */
function eraNames(node: NodeView, line: number, model: Model, plan: Grid): unknown {
  const span = { from: Math.max(plan.span.from, cameAt(node, model.events)), to: plan.span.to };
  return eraSpans(node, model.past.all, model, span).map(({ from, to: end, era, label }) => {
    const width = 9 + 6 * label.length;
    const [thick, after] = plan.isTall ? [15, 13] : [width, 8 + width / 2];
    if (!label || (end - from) * plan.scale < after + thick) return nothing;
    const { x, y } = spot(plan, from + after / plan.scale, line);
    return svg`
      <g class="spacetime-era" .style=${eraStyle(era)} transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">
        <rect x=${-width / 2} y="-7.5" width=${width} height="15" rx="7"></rect>
        <text font-size="10.5">${label}</text>
      </g>`;
  });
}

/** Something is decided there for good. */
function decision(kind: string, at: Ms, line: number, plan: Grid): SVGTemplateResult | typeof nothing {
  if (line < 0) return nothing;
  const { x, y } = spot(plan, at, line);
  return svg`
    <g class="spacetime-decision" data-sign="mark-${kind}" transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">
      <circle r="7"></circle><path d="M-3.4 0.2L-0.9 2.8L3.6 -2.6"></path>
    </g>`;
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

function nameOfNode(
  node: NodeView,
  line: number,
  { selection }: Model,
  act: Act,
  t: Translate,
  plan: Grid,
): SVGTemplateResult {
  const { isTall, start, gap, gutter, sequence } = plan;
  const middle = sequence ? 22 : gutter / 2;
  const [x, y] = isTall ? [start + line * gap, middle] : [middle, start + line * gap];
  // Of many lines, none has its name over its neighbour's.
  const reach = Math.min(13, (isTall ? 26 : gap) / 2 - 0.5);
  const heading = sequence?.heading(node, t) ?? '';
  const selected = selection?.kind === 'node' && selection.id === node.id;
  return svg`
    <g class="spacetime-name ${node.up ? '' : 'spacetime-crashed'}" .style=${eraStyle(node.era)} role="button" tabindex="0" data-line=${node.id}
      transform="translate(${x.toFixed(1)} ${y.toFixed(1)})" aria-label=${t('stage.node', { node: node.id })} aria-pressed=${selected}
      @click=${() => act.select({ kind: 'node', id: node.id })}
      @pointerenter=${() => act.hover(node.id)} @pointerleave=${() => act.hover(null)}
      @focus=${() => act.hover(node.id)} @blur=${() => act.hover(null)}>
      <circle class="stage-ring" r=${reach + 4}></circle>
      <circle class="spacetime-disc" r=${reach}></circle>
      <text font-size=${Math.min(14, reach + 2)}>${node.id}</text>
      ${heading && heading.length * 6 < gap ? svg`<text class="spacetime-role" y="27" font-size="12">${heading}</text>` : nothing}
    </g>`;
}

function nameOfClient(id: string, { selection }: Model, act: Act, t: Translate, plan: Grid): SVGTemplateResult {
  const { isTall, start, gap, lines, gutter, sequence } = plan;
  const across = start + lines.indexOf(id) * gap;
  const half = Math.min(12, (isTall ? 24 : gap) / 2 - 0.5);
  const middle = sequence ? 22 : gutter / 2;
  const selected = selection?.kind === 'client' && selection.id === id;
  return svg`
    <g class="spacetime-name spacetime-outside" role="button" tabindex="0" aria-label=${t('inspector.client', { client: id })} aria-pressed=${selected}
      transform="translate(${isTall ? to({ x: across, y: middle }) : to({ x: middle, y: across })})"
      @click=${() => act.select({ kind: 'client', id })}>
      <rect class="stage-ring" x="-18" y=${-half - 3} width="36" height=${2 * half + 6} rx="8"></rect>
      <rect class="spacetime-disc" x="-14" y=${-half} width="28" height=${2 * half} rx="5"></rect>
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
