/** A ✗ where a message died. */

import { type SVGTemplateResult, svg } from 'lit/html.js';
import { eraStyle } from '../theme/palette';
import type { Landing } from '../types';
import type { Point } from './layout';
import { messageGlyph, type Shape } from './message';

export function lost(landing: Landing, place: Point, shape: Shape, glyph: number): SVGTemplateResult {
  const arm = glyph * 1.05;
  return svg`
    <g class="stage-lost" .style=${eraStyle(landing.era)} data-lost=${landing.id}
      transform="translate(${place.x.toFixed(1)} ${place.y.toFixed(1)})">
      <g class="stage-ghost">${messageGlyph(landing, shape, glyph)}</g>
      <path class="stage-cross stage-cross-ground" d="M${-arm} ${-arm}L${arm} ${arm}M${-arm} ${arm}L${arm} ${-arm}"></path>
      <path class="stage-cross" d="M${-arm} ${-arm}L${arm} ${arm}M${-arm} ${arm}L${arm} ${-arm}"></path>
    </g>
  `;
}
