/**
 * The box picture of the replicated state machine, live: client, consensus module, log, state machine. What the present
 * request goes along is lit.
 */

import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit/html.js';
import { eyesOf } from '../../eyes';
import type { Translate } from '../../i18n/index';
import type { Act, Model } from '../../model';
import { shortLabel } from '../../panels/ledger';
import { measured } from '../../panels/measured';
import type { Point, Size } from '../../stage/layout';
import { onRing } from '../../stage/ring';
import { eraStyle } from '../../theme/palette';
import type { Cell, ClientView, NodeView } from '../../types';
import { values } from './lines';
import { type BoxStep, type LitWay, litWays } from './request-place';
import type { RaftNode } from './types';

const STEPS: readonly BoxStep[] = [1, 2, 3, 4];
/** No more servers have room beside each other; the others are left out, and that is said. */
const SERVER_MIN = 104;

export function boxesPanel(model: Model, act: Act, t: Translate): TemplateResult {
  return html`
    <section class="machine" aria-label=${t('boxes.title')}>
      ${measured((size) => (size.width < 160 || size.height < 200 ? nothing : picture(model, act, t, size)))}
    </section>
  `;
}

interface Plan {
  readonly size: Size;
  readonly width: number;
  readonly gap: number;
  /** Where the servers begin, and their three boxes. */
  readonly top: number;
  readonly rows: readonly [number, number, number];
  readonly height: number;
  /** How high a client is. */
  readonly client: number;
  /** Of the legend. */
  readonly foot: number;
  /** There is little height: of what is lit, only the last step is said below. */
  readonly isLow: boolean;
  left(at: number): number;
}

/** Below this height, everything stands closer. */
const LOW = 330;
/** On the right side of a server the answer goes up. */
const SIDE = 18;

function planFor(size: Size, count: number): Plan {
  const gap = Math.max(14, Math.min(64, size.width * 0.05));
  const width = Math.min(300, (size.width - 16 - (count - 1) * gap) / count);
  const start = (size.width - count * width - (count - 1) * gap) / 2;
  const isLow = size.height < LOW;
  const client = isLow ? 28 : 40;
  const foot = isLow ? 22 : size.width < 620 ? 74 : 40;
  const top = 8 + client + (isLow ? 26 : 44);
  const first = top + (isLow ? 17 : 26);
  const room = size.height - first - foot - 8;
  const between = isLow ? 9 : Math.max(14, Math.min(30, room * 0.1));
  const height = (room - 2 * between) / 3;
  const rows = [0, 1, 2].map((at) => first + at * (height + between)) as [number, number, number];
  return { size, width, gap, top, rows, height, client, foot, isLow, left: (at) => start + at * (width + gap) };
}

function picture(model: Model, act: Act, t: Translate, size: Size): TemplateResult {
  const { view, events, now } = model;
  const all = onRing(view.nodes).filter((node: NodeView) => node.kind === 'raft');
  const nodes = all.slice(0, Math.max(1, Math.floor((size.width - 2) / (SERVER_MIN + 14))));
  const plan = planFor(size, nodes.length);
  const lit = litWays(nodes, view.flights, events, now);
  const { width, height } = size;
  const isLit = (step: BoxStep) => lit.some((way) => way.step === step);
  const said = plan.isLow ? STEPS.filter(isLit).slice(-1) : STEPS;
  return html`
    ${nodes.map((node, at) => server(node, at, lit, model, act, t, plan))}
    ${clients(view.clients, nodes, act, t, plan)}
    <svg class="machine-arrows" viewBox="0 0 ${width} ${height}" width=${width} height=${height} aria-hidden="true">
      ${nodes.map((node, at) => ways(node, at, lit, plan))}
      ${copies(nodes, lit, plan)}
    </svg>
    <ol class="machine-steps" .style="top:${height - plan.foot}px;height:${plan.foot}px">
      ${said.map((step) => html`<li class=${isLit(step) ? 'machine-lit' : ''}>${t(`boxes.step-${step}`)}</li>`)}
      ${all.length > nodes.length ? html`<li class="machine-more">${t('boxes.more', { n: all.length - nodes.length })}</li>` : nothing}
    </ol>
  `;
}

/** Each above the server that it talks to; whoever has asked last, where there is room for one. */
function clients(all: readonly ClientView[], nodes: readonly RaftNode[], act: Act, t: Translate, plan: Plan): unknown {
  return nodes.map(({ id }, at) => {
    const client = all
      .filter(({ node }) => node === id)
      .sort((one, other) => one.sentAt - other.sentAt)
      .at(-1);
    if (!client) return nothing;
    const said =
      client.state === 'waiting'
        ? shortLabel(client.request)
        : `${shortLabel(client.request)} → ${client.answer ?? '?'}`;
    return html`
      <button type="button" class="machine-client" .style="left:${plan.left(at)}px;top:8px;width:${plan.width}px;height:${plan.client}px"
        aria-label=${t('inspector.client', { client: client.id })} @click=${() => act.select({ kind: 'client', id: client.id })}>
        <b>${client.id}</b> <span>${said}</span>
      </button>`;
  });
}

function server(
  node: RaftNode,
  at: number,
  lit: readonly LitWay[],
  model: Model,
  act: Act,
  t: Translate,
  plan: Plan,
): TemplateResult {
  const { rows, height, width, top } = plan;
  const has = (step: BoxStep) =>
    lit.some((way) => way.step === step && (way.node === node.id || way.other === node.id));
  const bottom = rows[2] + height + 8;
  const pending = node.ledger?.cells.some(({ state }) => state !== 'committed') ?? false;
  const lights = [node.up && (has(1) || has(2)), pending || has(2), has(3) || has(4)];
  const shown = lastCells(node, plan);
  const heads = [t('boxes.module'), logHead(shown, t), t('boxes.machine')];
  const content = [
    html`<b class="machine-role">${node.up ? t(`role.${node.role}`) : t('role.down')}</b><span>${plan.isLow ? node.term : t('stage.era', { era: node.term })}</span>`,
    log(shown, t),
    html`<b class="machine-values">${node.up ? values(node.state, t) || t('ledger.state-empty') : t('ledger.state-gone')}</b>`,
  ];
  const isAside = eyesOf(model).node(node.id) === 'dim';
  const selected = model.selection?.kind === 'node' && model.selection.id === node.id;
  return html`
    <div class="machine-server ${plan.isLow ? 'machine-low' : ''} ${node.up ? '' : 'machine-down'} ${isAside ? 'machine-aside' : ''} ${model.hovered === node.id ? 'machine-pointed' : ''}"
      .style="${eraStyle(node.era)};left:${plan.left(at)}px;top:${top}px;width:${width}px;height:${bottom - top}px"
      @pointerenter=${() => act.hover(node.id)} @pointerleave=${() => act.hover(null)}>
      <button type="button" class="machine-name" aria-pressed=${selected} aria-label=${t('stage.node', { node: node.id })}
        @click=${() => act.select({ kind: 'node', id: node.id })}>${node.id}</button>
      ${['module', 'log', 'machine'].map(
        (name, row) => html`
          <div class="machine-box machine-${name} ${lights[row] ? 'machine-lit' : ''}"
            .style="top:${(rows[row] ?? 0) - top}px;height:${height}px;width:${width - SIDE - 12}px">
            <h3>${heads[row]}</h3>
            <div class="machine-content">${content[row]}</div>
          </div>`,
      )}
    </div>
  `;
}

/** The end of the log, as much as has room. */
export function lastCells(
  { ledger }: Pick<NodeView, 'ledger'>,
  { width, height, isLow }: Pick<Plan, 'width' | 'height' | 'isLow'>,
): readonly Cell[] {
  const cells = (ledger?.cells ?? []).filter(({ kind }) => kind !== 'snapshot');
  const most =
    Math.max(1, Math.floor((width - SIDE - 24) / (isLow ? 34 : 56))) * Math.max(1, Math.floor((height - 24) / 26));
  return cells.slice(-most);
}

/** Where the log begins with another entry than its first, it says which one sees. */
export function logHead(shown: readonly Cell[], t: Translate): string {
  const [first, last] = [shown[0]?.at ?? 1, shown.at(-1)?.at ?? 1];
  if (first === 1) return t('boxes.log');
  return t('boxes.log-of', { slots: first === last ? `${first}` : `${first}–${last}` });
}

function log(shown: readonly Cell[], t: Translate): TemplateResult {
  return shown.length === 0
    ? html`<span class="machine-empty">${t('ledger.state-empty')}</span>`
    : html`${shown.map(({ era, label, state }) => html`<span class="machine-cell machine-${state}" .style=${eraStyle(era)}>${shortLabel(label)}</span>`)}`;
}

/** Those of one server: asked, stored, applied, answered. */
function ways(node: RaftNode, at: number, lit: readonly LitWay[], plan: Plan): SVGTemplateResult {
  const { rows, height, width, top, client: clientHeight, isLow } = plan;
  const left = plan.left(at);
  const x = left + 6 + (width - SIDE - 12) / 2;
  const has = (step: BoxStep) => lit.some((way) => way.step === step && way.node === node.id);
  const copied = lit.some(({ step, other }) => step === 2 && other === node.id);
  const right = left + width - SIDE - 6;
  const side = left + width - SIDE / 2;
  const client = 8 + clientHeight;
  const isTalking = has(1) || has(4);
  const low = rows[2] + height / 2;
  return svg`
    ${isTalking || node.role === 'leader' ? arrow({ x, y: client + 2 }, { x, y: rows[0] - 2 }, has(1), 1) : nothing}
    ${arrow({ x, y: rows[0] + height }, { x, y: rows[1] - 2 }, copied || has(1), null)}
    ${arrow({ x, y: rows[1] + height }, { x, y: rows[2] - 2 }, has(3), isLow ? null : 3)}
    ${
      isTalking || node.role === 'leader'
        ? svg`
          <g class="machine-arrow ${has(4) ? 'machine-lit' : ''}">
            <path d="M${right} ${low}H${side}V${client + 4}"></path>
            <path class="machine-head" transform="translate(${side} ${client + 2}) rotate(-90)" d="M0 0l-9 -4.5v9z"></path>
            ${badge({ x: side, y: (client + top) / 2 + 1 }, 4)}
          </g>`
        : nothing
    }`;
}

function arrow(from: Point, end: Point, isLit: boolean, step: BoxStep | null): SVGTemplateResult {
  const middle = { x: from.x, y: step === 1 ? from.y + 14 : (from.y + end.y) / 2 };
  return svg`
    <g class="machine-arrow ${isLit ? 'machine-lit' : ''}">
      <path d="M${from.x} ${from.y}V${end.y - 3}"></path>
      <path class="machine-head" transform="translate(${end.x} ${end.y}) rotate(90)" d="M0 0l-9 -4.5v9z"></path>
      ${step === null ? nothing : badge(middle, step)}
    </g>`;
}

function badge({ x, y }: Point, step: BoxStep): SVGTemplateResult {
  return svg`<g class="machine-badge" transform="translate(${x} ${y})"><circle r="9"></circle><text font-size="12">${step}</text></g>`;
}

/** From the leader's module to those of the others, and back: straight to a neighbour, above the ones between. */
function copies(nodes: readonly RaftNode[], lit: readonly LitWay[], plan: Plan): unknown {
  const leader = nodes.findIndex(({ role }) => role === 'leader');
  const { rows, height, width, left } = plan;
  const y = rows[0] + height / 2;
  return nodes.map(({ id }, at) => {
    const from = nodes[leader];
    if (!from || at === leader) return nothing;
    const sent = lit.some((way) => way.step === 2 && way.node === from.id && way.other === id);
    const answered = lit.some((way) => way.step === 2 && way.node === id && way.other === from.id);
    const isRight = at > leader;
    const edge = (of: number, onRight: boolean) => left(of) + (onRight ? width - SIDE - 6 : 6);
    const start = edge(leader, isRight);
    const end = edge(at, !isRight);
    const over = rows[0] - 13;
    const isNext = Math.abs(at - leader) === 1;
    const path = isNext
      ? `M${start} ${y}H${end}`
      : `M${start + (isRight ? -14 : 14)} ${rows[0]}V${over}H${end + (isRight ? 14 : -14)}V${rows[0]}`;
    const points = isNext
      ? { at: end, back: start, y, turn: isRight ? 0 : 180 }
      : { at: end + (isRight ? 14 : -14), back: start + (isRight ? -14 : 14), y: rows[0], turn: 90 };
    const head = (x: number, turn: number) =>
      svg`<path class="machine-head" transform="translate(${x} ${points.y}) rotate(${turn})" d="M0 0l-9 -4.5v9z"></path>`;
    return svg`
      <g class="machine-arrow ${sent || answered ? 'machine-lit' : ''}">
        <path d=${path}></path>
        ${sent || !answered ? head(points.at, points.turn) : nothing}
        ${answered ? head(points.back, isNext ? points.turn + 180 : 90) : nothing}
        ${isNext ? badge({ x: (start + end) / 2, y }, 2) : nothing}
      </g>`;
  });
}
