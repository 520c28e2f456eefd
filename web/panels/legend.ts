/**
 * What each sign on the stage means, drawn by what draws the stage. A sign has a name; `sign.<name>` says what it means, here
 * and where somebody points at it (`tips.ts`).
 */

import { guard } from 'lit/directives/guard.js';
import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import type { Depiction, Guide } from '../protocols/depiction';
import { depictionOf, guideOf, tableOf } from '../protocols/registry';
import { clientSample } from '../stage/client';
import { dial } from '../stage/dial';
import { type Layout, type NodePlace, nodeSize } from '../stage/layout';
import { lost } from '../stage/lost';
import { messageGlyph, shapeOf } from '../stage/message';
import { asidePlace, type DrawnCluster, nodeSample } from '../stage/node';
import type { Barrier } from '../stage/stops';
import { walls } from '../stage/wall';
import { eraStyle } from '../theme/palette';
import type { ClientView, Flight, Landing, MarkKind, NodeView } from '../types';
import { MARK_SHAPES } from './timeline';

interface LegendRow {
  readonly sign: string;
  readonly art: TemplateResult;
}

/** Of a node: small, but large enough for all that it wears. */
const SIZE = nodeSize(20);
const GLYPH = 11;
/** The middle of a node in its picture, and how high that is. */
const MIDDLE = { x: 34, y: 48 };
const HEIGHT = 84;

const NOTHING: DrawnCluster = { nodes: [], flights: [] };

export function legendPanel({ view: { protocol }, lang }: Model, _act: Act, t: Translate): TemplateResult {
  return html`${guard([protocol, lang], () => sections(protocol, t))}`;
}

function sections(protocol: string, t: Translate): TemplateResult {
  const depiction = depictionOf(protocol);
  const guide = guideOf(protocol);
  if (!guide) return html``;
  const section = (name: string, rows: readonly LegendRow[]) =>
    rows.length === 0
      ? nothing
      : html`
    <h3>${t(`legend.${name}`)}</h3>
    <dl>${rows.map(({ sign, art }) => html`<div class="legend-row" data-row=${sign}><dt aria-hidden="true" inert>${art}</dt><dd>${explained(sign, name, t)}</dd></div>`)}</dl>
  `;
  return html`
    <section class="legend" aria-labelledby="legend-title">
      <h2 id="legend-title">${t('legend.title')}</h2>
      ${section('nodes', [...nodes(depiction, guide, t), ...scenery(depiction, guide, t)])}
      ${section('messages', messages(depiction, guide))}
      ${section('table', table(protocol, t))}
      ${section('network', network(t))}
      ${section('timeline', timeline(t))}
    </section>
  `;
}

/** A message is named as its paper names it. */
function explained(sign: string, section: string, t: Translate): TemplateResult {
  const means = t(`sign.${sign}`);
  return section === 'messages' ? html`<b>${t(`message.${sign}`)}</b>${t('list.colon')}${means}` : html`${means}`;
}

/** All signs that the legend explains, for a protocol. */
export function signsOf(protocol: string, t: Translate): readonly string[] {
  const depiction = depictionOf(protocol);
  const guide = guideOf(protocol);
  if (!guide) return [];
  const rows = [
    ...nodes(depiction, guide, t),
    ...scenery(depiction, guide, t),
    ...messages(depiction, guide),
    ...table(protocol, t),
    ...network(t),
    ...timeline(t),
  ];
  return rows.map(({ sign }) => sign);
}

function picture(width: number, height: number, art: SVGTemplateResult | readonly SVGTemplateResult[]): TemplateResult {
  return html`<svg class="stage-picture" viewBox="0 0 ${width} ${height}" width=${width} height=${height}>${art}</svg>`;
}

function place(id: string, { x, y }: { x: number; y: number }, aside: { width: number; height: number }): NodePlace {
  return { id, x, y, aside: { x: x + SIZE.outer + 8 + aside.width / 2, y, ...aside } };
}

function nodes({ node: drawing }: Depiction, { nodes }: Guide, t: Translate): LegendRow[] {
  return nodes.map(({ sign, node, ring = [node] }) => {
    const aside = drawing.asideSize(SIZE);
    const here = place(node.id, MIDDLE, aside);
    const art = drawing.draw(node, { ...NOTHING, nodes: ring }, SIZE, asidePlace(here), t);
    const width = 2 * MIDDLE.x + (node.dial ? 0 : aside.width);
    const drawn = svg`<g transform="translate(${MIDDLE.x} ${MIDDLE.y})">${nodeSample(node, art, SIZE)}</g>`;
    return {
      sign,
      art: html`<div class="legend-node">${node.dial ? dial(node.id, here, SIZE) : ''}${picture(width, HEIGHT, drawn)}</div>`,
    };
  });
}

/** Two nodes, and what stands between them. */
function scenery({ node: drawing, scenery }: Depiction, guide: Guide, t: Translate): LegendRow[] {
  return (guide.scenery ?? []).map(({ sign, nodes }) => {
    const none = { width: 0, height: 0 };
    const places = nodes.map((node, at) => place(node.id, { x: MIDDLE.x + at * 110, y: MIDDLE.y }, none));
    const size = { width: 190, height: HEIGHT };
    const layout: Layout = { ...size, centre: MIDDLE, node: SIZE, nodes: places, clients: [] };
    const view = { ...NOTHING, nodes: nodes as readonly NodeView[] };
    const drawn = nodes.map((node, at) => {
      const here = places[at] as NodePlace;
      const art = drawing.draw(node, { ...view, nodes: [node] }, SIZE, asidePlace(here), t);
      return svg`<g transform="translate(${here.x} ${here.y})">${nodeSample(node, art, SIZE)}</g>`;
    });
    const between = svg`<g class="stage-scenery">${scenery?.(view, layout) ?? ''}</g>`;
    return { sign, art: picture(size.width, size.height, [between, ...drawn]) };
  });
}

function glyph(message: Pick<Flight, 'kind' | 'era' | 'eraLabel' | 'answer'>, { shapes }: Depiction): TemplateResult {
  const drawn = svg`<g .style=${eraStyle(message.era)} transform="translate(26 20)">${messageGlyph(message, shapeOf(message.kind, shapes), GLYPH)}</g>`;
  return picture(52, 40, drawn);
}

/** Those of the protocol, and those of clients. */
function messages(depiction: Depiction, { messages }: Guide): LegendRow[] {
  const outside = { era: 0, eraLabel: '' };
  const clients = [
    { ...outside, kind: 'ClientRequest', answer: null },
    { ...outside, kind: 'ClientResponse', answer: true },
  ];
  return [...messages, ...clients].map((message) => ({ sign: message.kind, art: glyph(message, depiction) }));
}

function table(protocol: string, t: Translate): LegendRow[] {
  return Object.entries(tableOf(protocol)?.signs ?? {}).map(([sign, draw]) => ({ sign, art: draw(t) }));
}

const ASKING: ClientView = {
  id: 'c1',
  node: 'A',
  request: 'SET x 1',
  sentAt: 0,
  state: 'waiting',
  answer: null,
  answeredAt: null,
  fate: null,
  costs: null,
  acts: [],
};

function network(t: Translate): LegendRow[] {
  /** Nodes stand at the ends of what parts them: it is a link, or all links between two groups. */
  const parted = (ends: readonly number[], links: string, between: Pick<Barrier, 'lines' | 'bars'> | null) =>
    picture(
      90,
      44,
      svg`<g class="stage-scenery">
        ${ends.length > 1 ? [10, 80].map((x) => svg`<path class="stage-ground" stroke-width="18" d="M${x} ${ends[0] ?? 0}V${ends.at(-1) ?? 0}"></path>`) : []}
        <path class="stage-links" d=${links}></path>
        ${between ? walls({ ...between, stop: () => null }, GLYPH) : nothing}
        ${ends.map((y) => svg`<path class="legend-end" d="M10 ${y}h0.1M80 ${y}h0.1"></path>`)}
      </g>`,
    );
  const one = (oneWay: boolean) =>
    parted([22], 'M10 22H80', { lines: [], bars: [{ x: 45, y: 22, from: 'A', to: 'B', angle: 0, oneWay }] });
  const way = {
    id: '',
    from: 'A',
    to: 'B',
    kind: '',
    sentAt: 0,
    arrivesAt: 0,
    pacedFrom: 0,
    turnedAt: null,
    walledAt: null,
    endedAt: 0,
    place: 0.5,
  };
  const landing: Landing = {
    ...way,
    waits: null,
    era: 2,
    eraLabel: '2',
    label: '',
    answer: null,
    fields: [],
    outcome: 'loss',
  };
  const card = { id: 'c1', node: 'A', x: 56, y: 24, width: 92, height: 34 };
  return [
    {
      sign: 'client',
      art: picture(112, 48, clientSample(ASKING, card, t)),
    },
    { sign: 'link', art: parted([22], 'M10 22H80', null) },
    {
      sign: 'wall',
      art: parted([11, 33], 'M10 11H80M10 33H80M10 11L80 33M10 33L80 11', {
        lines: [
          [
            { x: 45, y: 1 },
            { x: 45, y: 43 },
          ],
        ],
        bars: [],
      }),
    },
    { sign: 'bar', art: one(false) },
    { sign: 'one-way', art: one(true) },
    // The line above the space-time diagram.
    { sign: 'costs', art: html`<small>${t('space-time.writes', { count: 3 })}</small>` },
    { sign: 'lost', art: picture(52, 40, lost(landing, { x: 26, y: 20 }, 'octagon', GLYPH)) },
  ];
}

/** Of the marks, those that a protocol has words for: whether somebody is elected, or a value proposed; and who does not lead. */
function timeline(t: Translate): LegendRow[] {
  const kinds = (Object.keys(MARK_SHAPES) as MarkKind[]).filter((kind) => t.has(`sign.mark-${kind}`));
  const marks = kinds.map((kind) => ({
    sign: `mark-${kind}`,
    art: html`<svg viewBox="-9 -9 18 18" width="22" height="22"><path class="timeline-mark timeline-${kind}" d=${MARK_SHAPES[kind]} /></svg>`,
  }));
  const band = html`<div class="timeline-reign timeline-unled" .style="width:44px;height:18px;${eraStyle(2)}"></div>`;
  return t.has('sign.unled') ? [...marks, { sign: 'unled', art: band }] : marks;
}
