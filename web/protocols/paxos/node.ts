/** What a Paxos node wears and holds: its roles by form, what it promised and accepted, what it knows to be chosen. */

import { nothing, type SVGTemplateResult, svg } from 'lit/html.js';
import type { Translate } from '../../i18n/index';
import { breadth, clip } from '../../stage/breadth';
import type { NodeSize } from '../../stage/layout';
import { type AsidePlace, eraFont, type NodeDrawing, pips, pipsOf, trueMark } from '../../stage/node';
import { eraStyle } from '../../theme/palette';
import type { Cell } from '../../types';
import type { PaxosNode } from './types';

export const paxosNode: NodeDrawing<PaxosNode> = {
  asideSize: (size) => ({ width: slateWidth(size), height: (size.isCrowded ? 17 : 51) * scale(size) }),

  asideBox: (node, size, { x, y, width }) => {
    const rows = shownLines(node, size).length;
    return rows > 0 ? { x, y, width, height: rows * rowHeight(size) } : null;
  },

  key: () => '',

  marks: ({ role, eraLabel, promised, accepted, chosen, proposer, ledger }) => ({
    disc: `${role} ${eraLabel} ${proposer?.phase}`,
    rim: chosen ?? '',
    aside: `${ledger?.cells[0]?.state} ${promised} ${accepted?.ballot} ${accepted?.value}`,
  }),

  draw: (node, _view, size, aside, t) => {
    const { proposer, roles, chosen, tallies } = node;
    const active = isActive(proposer);
    const isAcceptor = roles.includes('acceptor');
    return {
      words: [
        roles.map((role) => t(`role.${role}`)).join(t('stage.and')),
        ...(node.promised ? [t('stage.promised-ballot', { ballot: node.promised })] : []),
        ...(node.accepted ? [t('stage.accepted-value', node.accepted)] : []),
        ...(chosen ? [t('stage.chosen-value', { value: chosen })] : []),
      ],
      era: [node.eraLabel || '–', node.eraLabel || '–'],
      border: isAcceptor
        ? active
          ? 'dashed'
          : 'plain'
        : roles.includes('proposer')
          ? active
            ? 'dashed'
            : 'plain'
          : 'dotted',
      shape: !isAcceptor && roles.includes('proposer') ? 'hexagon' : 'disc',
      head: active ? pips(pipsOf(tallies), size) : nothing,
      rim: svg`${roles.includes('proposer') ? pennant(size, active) : nothing}${chosen ? tick(size, node.eraLabel, chosen, t) : nothing}`,
      aside: slate(node, size, aside, t),
    };
  },
};

function isActive(proposer: PaxosNode['proposer']): boolean {
  return proposer !== null && (proposer.phase === 'prepare' || proposer.phase === 'accept');
}

function scale({ radius, text }: NodeSize): number {
  return Math.max(Math.min(1.3, Math.max(0.82, radius / 33)), radius / 46, text / 11.5);
}

/** In a crowd there is no room for words: what a node has promised stands in it, beside it only what it accepted. */
function slateWidth(size: NodeSize): number {
  return (size.isCrowded ? 66 : 132) * scale(size);
}

/** A proposer carries a flag, filled while it campaigns. */
function pennant({ radius }: NodeSize, active: boolean): SVGTemplateResult {
  const length = Math.max(9, radius * 0.34);
  return svg`
    <g class="stage-pennant ${active ? 'stage-active' : ''}" data-sign=${active ? 'campaign' : 'proposer'} transform="translate(${-radius * 0.8} ${-radius * 0.62})">
      <path d="M0 ${length * 0.75}V${-length}L${-length * 1.15} ${-length * 0.5}L0 0"></path>
    </g>`;
}

/** How far out that sign stands, to both sides: on a small node as far as it must for the number of its ballot to be read. */
export function tickPlace(size: NodeSize, ballot: string, radius: number): number {
  const font = eraFont(size, false);
  const [right, bottom] = [breadth(ballot, font) / 2, size.radius * 0.4 + font / 2];
  const usual = size.radius * 0.82;
  const isFree = (middle: number) => Math.hypot(middle - right, middle - bottom) > radius + 1;
  const [nearest, farthest] = [Math.max(usual, right, bottom), size.outer + radius];
  if (isFree(usual) && usual >= bottom) return usual;
  let middle = nearest;
  while (!isFree(middle) && middle < farthest) middle += 0.5;
  return middle;
}

/** It has learned what is chosen. */
function tick(size: NodeSize, ballot: string, chosen: string, t: Translate): SVGTemplateResult {
  const radius = Math.max(8, size.radius * 0.27);
  const middle = tickPlace(size, ballot, radius);
  return svg`
    <g class="stage-tick" data-sign="learned" data-says=${t('stage.chosen-value', { value: chosen })} transform="translate(${middle} ${middle})">
      <circle r=${radius}></circle>
      <path d="M${-radius * 0.45} ${radius * 0.05}l${radius * 0.32} ${radius * 0.36}l${radius * 0.56} ${-radius * 0.72}"></path>
    </g>`;
}

interface SlateLine {
  /** The key of what it is. */
  readonly word: string;
  readonly text: string;
  readonly era: number | null;
  /** How sure what stands there is; `null`: nothing does. */
  readonly state: Cell['state'] | null;
}

function lines({ roles, promised, accepted, chosen, proposer, era, ledger }: PaxosNode): SlateLine[] {
  const all: SlateLine[] = [];
  if (proposer && isActive(proposer))
    all.push(
      proposer.phase === 'accept'
        ? { word: 'stage.proposes', text: proposer.value ?? '', era, state: 'accepted' }
        : { word: 'stage.wants', text: proposer.wants ?? '', era: null, state: null },
    );
  if (roles.includes('acceptor')) {
    all.push({ word: 'stage.promised', text: promised ?? '–', era: null, state: null });
    const state = ledger?.cells[0]?.state ?? 'accepted';
    all.push(
      accepted
        ? {
            word: 'stage.accepted',
            text: `${state === 'committed' ? '✓ ' : ''}${accepted.ballot} ${accepted.value}`,
            era: accepted.era,
            state,
          }
        : { word: 'stage.accepted', text: '–', era: null, state: null },
    );
  } else if (chosen) all.push({ word: 'stage.chosen', text: `✓ ${chosen}`, era: null, state: 'committed' });
  return all;
}

function shownLines(node: PaxosNode, { isCrowded }: NodeSize): SlateLine[] {
  return isCrowded ? lines({ ...node, proposer: null }).filter(({ state }) => state !== null) : lines(node);
}

function rowHeight(size: NodeSize): number {
  return 17 * scale(size);
}

/** The acceptor's slate: durable, so it is still there while the node is down. */
function slate(node: PaxosNode, size: NodeSize, { x, y, width, align }: AsidePlace, t: Translate): SVGTemplateResult {
  const all = shownLines(node, size);
  const font = 11.5 * scale(size);
  const row = rowHeight(size);
  const left = x - width / 2;
  const wordWidth = size.isCrowded ? 0 : width * 0.44;
  return svg`
    <g class="stage-slate" data-align=${align}>
      ${all.map(({ word, text, era, state }, at) => {
        const middle = y + (at - (all.length - 1) / 2) * row;
        const shown = clip(text, width - wordWidth - 6, font);
        return svg`
          ${wordWidth > 0 ? svg`<text class="stage-word" x=${left + wordWidth - 5} y=${middle} font-size=${font}>${t(word)}</text>` : nothing}
          ${
            state === null
              ? svg`<text class="stage-held" x=${left + wordWidth + 1} y=${middle} font-size=${font}>${shown}</text>`
              : svg`
                <g class="stage-entry ${state === 'committed' ? 'stage-sure' : `stage-${state}`}" data-sign=${state === 'committed' ? 'chosen' : state === 'accepted' ? 'accepted' : state === 'elsewhere' ? 'elsewhere' : 'unknown'} .style=${era === null ? '' : eraStyle(era)}>
                  <rect x=${left + wordWidth} y=${middle - row / 2 + 1} width=${width - wordWidth} height=${row - 2} rx="2"></rect>
                  ${trueMark(state, left + wordWidth, middle - row / 2 + 1, width - wordWidth, row - 2)}
                  <text x=${left + wordWidth + (width - wordWidth) / 2} y=${middle} font-size=${font}>${shown}</text>
                </g>`
          }`;
      })}
    </g>`;
}
