/** A small still picture of a run: the ring, or, where the lesson speaks of them, the logs. */

import { nothing, type SVGTemplateResult, svg } from 'lit/html.js';
import type { Point } from '../stage/layout';
import type { Still, StillNode } from '../still';
import { eraStyle } from '../theme/palette';

const WIDTH = 160;
const HEIGHT = 100;

/** It says nothing that does not stand beside it in words. */
export function stillPicture(still: Still): SVGTemplateResult {
  const isOfLogs = still.ofLogs && still.nodes.some(({ cells }) => cells.length > 0);
  return svg`<svg class="still" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true">${isOfLogs ? logs(still) : ring(still)}</svg>`;
}

function ring({ nodes, cuts, flights }: Still): SVGTemplateResult {
  const radius = nodes.length > 6 ? 10 : nodes.length > 4 ? 12 : 14;
  const spots = new Map(nodes.map(({ id }, at) => [id, spotOf(at, nodes.length)]));
  const spot = (id: string): Point => spots.get(id) ?? { x: WIDTH / 2, y: HEIGHT / 2 };
  const isCut = (one: string, other: string) =>
    cuts.some(([from, to]) => (from === one && to === other) || (from === other && to === one));
  const pairs = nodes.flatMap(({ id }, at) => nodes.slice(at + 1).map((other) => [id, other.id] as const));
  return svg`
    ${pairs.map(([one, other]) => link(spot(one), spot(other), isCut(one, other)))}
    ${flights.map(({ from, to, era, place }) => {
      const [start, end] = [spot(from), spot(to)];
      return svg`<circle class="still-flight" .style=${eraStyle(era)} r="3.4"
        cx=${(start.x + (end.x - start.x) * place).toFixed(1)} cy=${(start.y + (end.y - start.y) * place).toFixed(1)}></circle>`;
    })}
    ${nodes.map((node) => drawn(node, spot(node.id), radius))}`;
}

/** As on the stage: the first on top, then clockwise. */
function spotOf(at: number, of: number): Point {
  const angle = (2 * Math.PI * at) / of;
  const x = WIDTH / 2 + 56 * Math.sin(angle) * (of === 1 ? 0 : 1);
  return { x: round(x), y: round(HEIGHT / 2 + 7 - 27 * Math.cos(angle) * (of === 1 ? 0 : 1)) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function link(one: Point, other: Point, isCut: boolean): SVGTemplateResult {
  const middle = { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
  return svg`
    <path class=${isCut ? 'still-cut' : 'still-link'} d="M${one.x} ${one.y}L${other.x} ${other.y}"></path>
    ${isCut ? svg`<path class="still-cross" d="M${middle.x - 3} ${middle.y - 3}l6 6m0 -6l-6 6"></path>` : nothing}`;
}

function drawn({ id, era, label, form }: StillNode, { x, y }: Point, radius: number): SVGTemplateResult {
  const arm = radius * 0.75;
  return svg`<g class="still-node still-${form}" .style=${eraStyle(era)} transform="translate(${x} ${y})">
    <circle r=${radius}></circle>
    <text y="-0.5" font-size=${id.length > 1 ? radius * 0.75 : radius * 0.95}>${id}</text>
    <text class="still-era" y=${radius * 0.68} font-size=${radius * 0.58}>${label}</text>
    ${form === 'leads' ? svg`<path class="still-crown" d="M-7 ${-radius - 2} l-1.5 -8 4.5 3.5 4 -5.5 4 5.5 4.5 -3.5 -1.5 8 Z"></path>` : nothing}
    ${form === 'down' ? svg`<path class="still-out" d="M${-arm} ${-arm}L${arm} ${arm}M${arm} ${-arm}L${-arm} ${arm}"></path>` : nothing}
  </g>`;
}

function logs({ nodes }: Still): SVGTemplateResult {
  const row = Math.min(20, (HEIGHT - 8) / nodes.length);
  const top = (HEIGHT - row * nodes.length) / 2;
  const longest = Math.max(...nodes.map(({ cells }) => cells.length));
  const width = Math.min(row - 2, 120 / Math.max(longest, 1));
  return svg`${nodes.map(({ id, form, cells }, at) => {
    const y = top + row * at;
    return svg`
      <text class="still-name still-${form}" x="24" y=${y + row * 0.68} font-size=${row * 0.62}>${id}</text>
      ${cells.map(({ era, label, committed }, place) => {
        const x = 32 + place * (width + 2);
        return svg`<g .style=${eraStyle(era)} class="still-cell ${committed ? 'still-committed' : ''}">
          <rect x=${x} y=${y + 1.5} width=${width} height=${row - 4} rx="2"></rect>
          <text x=${x + width / 2} y=${y + row * 0.66} font-size=${Math.min(row * 0.55, (width * 1.3) / Math.max(label.length, 1.6))}>${label}</text></g>`;
      })}`;
  })}`;
}
