/** What glows for a moment, where a node has just changed. */

import { html, nothing, type SVGTemplateResult, svg, type TemplateResult } from 'lit/html.js';
import { depictionOf } from '../protocols/registry';
import { eraStyle } from '../theme/palette';
import type { NodeView, View } from '../types';
import type { FreshPart } from './changes';
import type { Box, Layout, NodePlace, NodeSize } from './layout';
import { asidePlace, type NodePart } from './node';

/** What has just changed, all that did at once. */
export function glowPicture(parts: readonly FreshPart[], view: View, plan: Layout): TemplateResult {
  const { node: drawing } = depictionOf(view.protocol);
  return html`
    <svg class="stage-picture stage-glow" aria-hidden="true" viewBox="0 0 ${plan.width} ${plan.height}" width=${plan.width} height=${plan.height}>
      ${parts.map(({ node, part }) => {
        const place = plan.nodes.find(({ id }) => id === node);
        const known = view.nodes.find(({ id }) => id === node);
        if (!place || !known) return nothing;
        const beside = drawing.asideBox(known, plan.node, asidePlace(place));
        return nodeGlow(known, part, place, plan.node, beside);
      })}
    </svg>
  `;
}

/** What glows where a part of the node has changed; `beside` is what stands beside it. */
function nodeGlow(
  node: NodeView,
  part: NodePart,
  { x, y }: NodePlace,
  size: NodeSize,
  beside: Box | null,
): SVGTemplateResult {
  return svg`<g data-glow=${part} .style=${eraStyle(node.era)} transform="translate(${x.toFixed(1)} ${y.toFixed(1)})">${glowShape(part, size, beside)}</g>`;
}

function glowShape(
  part: NodePart,
  { radius, dial, dialWidth }: NodeSize,
  beside: Box | null,
): SVGTemplateResult | typeof nothing {
  switch (part) {
    case 'disc':
      return svg`<circle r=${dial} stroke-width=${dialWidth + 3}></circle>`;
    case 'landing':
      return svg`<circle r=${radius + 2} stroke-width="3"></circle>`;
    case 'rim':
      return svg`<circle cx=${radius * 0.82} cy=${radius * 0.82} r=${radius * 0.4} stroke-width="3"></circle>`;
    case 'aside':
      return beside ? asideGlow(beside) : nothing;
  }
}

function asideGlow({ x, y, width, height }: Box): SVGTemplateResult {
  return svg`<rect x=${x - width / 2 - 3} y=${y - height / 2 - 3} width=${width + 6} height=${height + 6} rx="5" stroke-width="2"></rect>`;
}
