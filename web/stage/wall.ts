/** What parts the nodes: walls through the ring, bars across single links, the ground of each group, a cut being drawn. */

import { nothing, type SVGTemplateResult, svg } from 'lit/html.js';
import type { NodeName } from '../types';
import { barrier, liesTogether } from './barrier';
import type { Layout, Point } from './layout';
import { pathThrough } from './path';
import type { Bar, Barrier } from './stops';

export function walls({ lines, bars }: Barrier, glyph: number, planned = false): SVGTemplateResult {
  return svg`
    <g class="stage-walls ${planned ? 'stage-planned' : ''}">
      ${lines.map((line) => svg`<path class="stage-wall" data-sign="wall" d=${pathThrough(line)}></path><path class="stage-bricks" d=${pathThrough(line)}></path>`)}
      ${bars.map((one) => bar(one, glyph))}
    </g>
  `;
}

/** The wall that would part these sides. */
export function plannedWalls(layout: Layout, sides: readonly (readonly NodeName[])[]): SVGTemplateResult {
  return walls(barrier(layout, linksBetween(sides), sides), layout.node.glyph, true);
}

function linksBetween(sides: readonly (readonly NodeName[])[]): { from: NodeName; to: NodeName }[] {
  const [here = [], there = []] = sides;
  return here.flatMap((from) =>
    there.flatMap((to) => [
      { from, to },
      { from: to, to: from },
    ]),
  );
}

/** A bar across a link; on a one-way cut an arrow runs into it from the side that is not heard. */
function bar({ x, y, angle, oneWay }: Bar, glyph: number): SVGTemplateResult {
  const half = glyph * 1.5;
  const arrow = `M${-glyph * 2.6} 0H${-glyph * 0.75}m${-glyph * 0.7} ${-glyph * 0.6}l${glyph * 0.7} ${glyph * 0.6}l${-glyph * 0.7} ${glyph * 0.6}`;
  // In the lane of the direction that is cut.
  const lane = oneWay ? glyph * 0.8 : 0;
  return svg`
    <g data-sign=${oneWay ? 'one-way' : 'bar'} transform="translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${angle.toFixed(1)}) translate(0 ${lane.toFixed(1)})">
      ${oneWay ? svg`<path class="stage-blocked stage-blocked-ground" d=${arrow}></path><path class="stage-blocked" d=${arrow}></path>` : nothing}
      <path class="stage-wall" d="M0 ${-half}V${half}"></path>
      <path class="stage-bricks" d="M0 ${-half}V${half}"></path>
    </g>
  `;
}

/** The ground that a group stands on: an area where it lies together, else the ways that it still has. */
export function grounds(layout: Layout, groups: readonly (readonly NodeName[])[]): SVGTemplateResult {
  const together = liesTogether(
    layout.nodes.map(({ id }) => id),
    groups,
  );
  const width = 2 * (layout.node.outer + 7);
  return svg`
    ${groups.map((group) => {
      const members = layout.nodes.filter(({ id }) => group.includes(id));
      const d = `${pathThrough(members)}Z`;
      const area = svg`
        <path class="stage-ground-edge" stroke-width=${width + 3} d=${d}></path>
        <path class="stage-ground" stroke-width=${width} d=${d}></path>`;
      if (together) return area;
      const ways = members.flatMap((one, at) => members.slice(at + 1).map((other) => pathThrough([one, other])));
      const spots = members.map(({ x, y }) => `M${x.toFixed(1)} ${y.toFixed(1)}h0.1`);
      return svg`
        <path class="stage-ground-edge" stroke-width=${layout.node.glyph * 2.6 + 3} d=${ways.join('')}></path>
        <path class="stage-ground-edge" stroke-width=${width + 3} d=${spots.join('')}></path>
        <path class="stage-ground" stroke-width=${layout.node.glyph * 2.6} d=${ways.join('')}></path>
        <path class="stage-ground" stroke-width=${width} d=${spots.join('')}></path>`;
    })}
  `;
}

/** The line that is drawn across links to cut them, and those links. */
export function cutLine(from: Point, to: Point): SVGTemplateResult {
  return svg`<g class="stage-cutting-line"><path class="stage-stroke" d=${pathThrough([from, to])}></path></g>`;
}

export function doomedLinks(links: readonly (readonly [Point, Point])[]): SVGTemplateResult {
  return svg`<path class="stage-doomed" d=${links.map(pathThrough).join('')}></path>`;
}
