/** A leader hands its leadership over: an arrow to whom it has chosen, and a crown until the call to stand has set out. */

import { nothing, type SVGTemplateResult, svg } from 'lit/html.js';
import { between, distance, type Layout } from '../../stage/layout';
import { outline } from '../../stage/message';
import type { DrawnCluster } from '../../stage/node';
import { eraStyle } from '../../theme/palette';

export function handovers(view: DrawnCluster, { nodes: places, node: size }: Layout): SVGTemplateResult[] {
  return view.nodes.flatMap((node) => {
    if (node.kind !== 'raft' || node.transfer === null) return [];
    const from = places.find(({ id }) => id === node.id);
    const to = places.find(({ id }) => id === node.transfer);
    if (!from || !to) return [];
    const length = distance(from, to) || 1;
    const rim = (size.outer + 5) / length;
    const [start, end] = [between(from, to, rim), between(from, to, 1 - rim)];
    const near = between(from, to, 0.32);
    const angle = (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI;
    const isCalled = view.flights.some(({ kind, from: caller }) => kind === 'TimeoutNow' && caller === node.id);
    const tip = size.glyph * 0.8;
    return [
      svg`
        <g class="stage-handover" data-sign="handover" .style=${eraStyle(node.era)}>
          <path class="stage-handover-way" d="M${start.x.toFixed(1)} ${start.y.toFixed(1)}L${end.x.toFixed(1)} ${end.y.toFixed(1)}"></path>
          <path class="stage-handover-tip" transform="translate(${end.x.toFixed(1)} ${end.y.toFixed(1)}) rotate(${angle.toFixed(1)})"
            d="M${tip * 0.4} 0l${-tip * 1.4} ${-tip * 0.8}v${tip * 1.6}z"></path>
          ${
            isCalled
              ? nothing
              : svg`<path class="stage-handover-crown" transform="translate(${near.x.toFixed(1)} ${near.y.toFixed(1)})"
                  d=${outline('crown', size.glyph * 0.9)}></path>`
          }
        </g>`,
    ];
  });
}
