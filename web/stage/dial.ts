/**
 * The arc around a node that runs down with its timer. Two halves, each behind a window that shows one side only: that a half is
 * turned out of its window is all that moves, so the browser turns it without painting anything.
 */

import { html, type TemplateResult } from 'lit/html.js';
import type { NodeName } from '../types';
import type { NodePlace, NodeSize } from './layout';

export type DialSide = 'left' | 'right';
export const DIAL_SIDES: readonly DialSide[] = ['left', 'right'];

/** How each half turns while the whole arc runs down, in degrees: first the left one, then the right one. */
export const DIAL_TURNS: Readonly<Record<DialSide, readonly number[]>> = { left: [0, -180, -180], right: [0, 0, -180] };

/** How a half is turned when so much of the arc has run down, 0 to 1. */
export function turned(side: DialSide, share: number): number {
  const [from = 0, to = 0] = DIAL_TURNS[side].slice(share < 0.5 ? 0 : 1);
  return from + (to - from) * (share < 0.5 ? share * 2 : share * 2 - 1);
}

export function dial(node: NodeName, place: NodePlace, size: NodeSize): TemplateResult {
  const reach = size.dial + size.dialWidth;
  const around = `left:${(place.x - reach).toFixed(1)}px;top:${(place.y - reach).toFixed(1)}px;width:${2 * reach}px;height:${2 * reach}px`;
  return html`
    <div class="stage-dial-place" .style="${around};opacity:${place.presence ?? 1}">
      <svg width=${2 * reach} height=${2 * reach} viewBox="${-reach} ${-reach} ${2 * reach} ${2 * reach}">
        <circle class="stage-dial-track" r=${size.dial} stroke-width=${size.dialWidth}></circle>
      </svg>
      ${DIAL_SIDES.map((side) => half(side, node, reach, size))}
    </div>
  `;
}

function half(side: DialSide, node: NodeName, reach: number, { dial, dialWidth }: NodeSize): TemplateResult {
  const sweep = side === 'right' ? 1 : 0;
  const shift = side === 'right' ? -reach : 0;
  return html`
    <div class="stage-dial-window stage-dial-${side}">
      <svg class="stage-dial" .style="left:${shift}px" width=${2 * reach} height=${2 * reach}
        viewBox="${-reach} ${-reach} ${2 * reach} ${2 * reach}" data-dial="${node} ${side}">
        <path d="M0 ${-dial}A${dial} ${dial} 0 0 ${sweep} 0 ${dial}" stroke-width=${dialWidth}></path>
      </svg>
    </div>
  `;
}
