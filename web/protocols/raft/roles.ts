/**
 * The paper's figure 4, live: follower, candidate, leader, and the transitions between them. Each server's letter stands in
 * the box of its role; the transition that was last is lit, and its event says why.
 */

import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit/html.js';
import { eyesOf } from '../../eyes';
import type { Translate } from '../../i18n/index';
import { sentence } from '../../i18n/sentence';
import type { Act, Model } from '../../model';
import { measured } from '../../panels/measured';
import type { Size } from '../../stage/layout';
import { onRing } from '../../stage/ring';
import { eraStyle } from '../../theme/palette';
import type { NodeView } from '../../types';
import { type Edge, fits, type MapPlace, type RoleBox, roleMap, SERVERS } from './role-map';
import { lastOf, type RoleChange, transitions } from './transitions';

/** In which box a server stands, by its role: one that only asks whether to try, or has no vote, follows. */
const BOXES: Readonly<Record<string, RoleBox>> = { candidate: 'candidate', leader: 'leader', down: 'down' };

/** Of more servers than these, or with less width, only the number of the term has room. */
const FEW = 3;
const BROAD = 420;

export function rolesPanel(model: Model, act: Act, t: Translate): TemplateResult {
  return html`
    <section class="roles" aria-label=${t('roles.title')}>
      ${measured((size) => (size.width < 160 || size.height < 160 ? nothing : diagram(model, act, t, size)))}
    </section>
  `;
}

function diagram(model: Model, act: Act, t: Translate, size: Size): TemplateResult {
  const { boxes, edges, caption } = roleMap(size, onRing(model.view.nodes).length);
  const all = transitions(model.events);
  const last = lastOf(all, model.now);
  const seen = new Set(all.filter(({ at }) => at <= model.now).map(({ name }) => name));
  const state = (edge: Edge) =>
    last.some(({ name }) => name === edge.name) ? 'roles-lit' : seen.has(edge.name) ? 'roles-seen' : '';
  return html`
    <svg class="roles-arrows" viewBox="0 0 ${size.width} ${size.height}" width=${size.width} height=${size.height} aria-hidden="true">
      ${edges.map((edge) => arrow(edge, state(edge)))}
    </svg>
    ${(Object.keys(boxes) as RoleBox[]).map((name) => box(name, boxes[name], last, model, act, t, size.width < BROAD))}
    ${edges.map((edge) =>
      edge.label === null
        ? nothing
        : html`<p class="roles-says roles-${edge.label.align} ${state(edge)}" data-transition=${edge.name} .style=${placed(edge.label)}><span>${t(`roles.${edge.name}`)}</span></p>`,
    )}
    <p class="roles-why" .style=${placed(caption)}>${why(last, t)}</p>
  `;
}

function placed({ x, y, width, height }: MapPlace): string {
  return `left:${x.toFixed(1)}px;top:${y.toFixed(1)}px;width:${width.toFixed(1)}px;height:${height.toFixed(1)}px`;
}

function arrow({ path, head: { x, y, angle } }: Edge, state: string): SVGTemplateResult {
  return svg`
    <g class="roles-arrow ${state}">
      <path class="roles-way" d=${path}></path>
      <path class="roles-head" transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle})" d="M0 0l-11 -5v10z"></path>
    </g>`;
}

function box(
  name: RoleBox,
  place: MapPlace,
  last: readonly RoleChange[],
  model: Model,
  act: Act,
  t: Translate,
  isNarrow: boolean,
): TemplateResult {
  const all = onRing(model.view.nodes);
  const nodes = all.filter(({ role }) => (BOXES[role] ?? 'follower') === name);
  const usual = isNarrow ? SERVERS.narrow : all.length > FEW ? SERVERS.usual : SERVERS.worded;
  const isCrowded = !fits(nodes.length, place, usual);
  return html`
    <div class="roles-box roles-${name} ${isCrowded ? 'roles-crowded' : ''} ${isNarrow ? 'roles-narrow' : ''}" role="group" aria-label=${t(`roles.box-${name}`)} .style=${placed(place)}>
      <h3>${t(`roles.box-${name}`)}</h3>
      <div class="roles-servers">${nodes.map((node) => chip(node, last, model, act, t, isNarrow || isCrowded))}</div>
    </div>
  `;
}

function chip(
  node: NodeView,
  last: readonly RoleChange[],
  model: Model,
  act: Act,
  t: Translate,
  isNarrow: boolean,
): TemplateResult {
  const { selection, hovered } = model;
  const selected = selection?.kind === 'node' && selection.id === node.id;
  const moved = last.some((one) => one.node === node.id);
  const eye = eyesOf(model).node(node.id);
  return html`
    <button type="button" class="roles-server roles-is-${node.role} ${moved ? 'roles-moved' : ''} ${hovered === node.id ? 'roles-pointed' : ''} ${eye === 'dim' ? 'roles-aside' : ''}"
      .style=${eraStyle(node.era)} aria-pressed=${selected} data-server=${node.id}
      aria-label=${`${t('stage.node', { node: node.id })}${t('stage.comma')}${t('stage.era', { era: node.eraLabel })}`}
      @click=${() => act.select({ kind: 'node', id: node.id })}
      @pointerenter=${() => act.hover(node.id)} @pointerleave=${() => act.hover(null)}
      @focus=${() => act.hover(node.id)} @blur=${() => act.hover(null)}>
      <b>${node.id}</b><span>${isNarrow || onRing(model.view.nodes).length > FEW ? node.eraLabel : t('stage.era', { era: node.eraLabel })}</span>
    </button>
  `;
}

function why(last: readonly RoleChange[], t: Translate): unknown {
  return last.length > 0
    ? last.slice(0, 2).map(({ event }) => html`<span>${sentence(event, t)}</span>`)
    : t('roles.none');
}
