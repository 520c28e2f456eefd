/**
 * Which ring a node believes in: a small wheel at its rim with a dot for each node of the ring, at the same angle as
 * there. While two configurations are joined, the inner circle is the old one and the outer one the new.
 */

import { type SVGTemplateResult, svg } from 'lit/html.js';
import type { NodeSize } from '../../stage/layout';
import type { NodeName } from '../../types';
import type { RaftNode } from './types';

/** `voter`: has a say. `coming`: gets the log, and has none (yet). `none`: does not belong. */
export type Dot = 'voter' | 'coming' | 'none';

/** The circles of the wheel, the inner first, each with a dot for each node of the ring. */
export function circles(
  { configuration, catchingUp }: Pick<RaftNode, 'configuration' | 'catchingUp'>,
  ring: readonly NodeName[],
): readonly (readonly Dot[])[] {
  const { voters, old, learners } = configuration;
  const dots = (members: readonly NodeName[], coming: readonly NodeName[]) =>
    ring.map((id): Dot => (members.includes(id) ? 'voter' : coming.includes(id) ? 'coming' : 'none'));
  const present = dots(voters, [...learners, ...(catchingUp?.nodes ?? [])]);
  return old.length === 0 ? [present] : [dots(old, []), present];
}

/** How large each dot is, for a wheel of radius 1. */
const SIZES: Readonly<Record<Dot, number>> = { voter: 1, coming: 0.9, none: 0.36 };
/** Where a circle lies, and how large its dots are. */
const SINGLE = [{ reach: 0.64, dot: 0.17 }];
const JOINT = [
  { reach: 0.36, dot: 0.12 },
  { reach: 0.75, dot: 0.14 },
];

/** A dashed rim: the configuration is not committed yet, but it is in force. */
export function wheel(
  node: RaftNode,
  ring: readonly NodeName[],
  words: string,
  { radius }: NodeSize,
): SVGTemplateResult {
  const all = circles(node, ring);
  const isJoint = all.length > 1;
  const rim = Math.max(isJoint ? 14 : 11, radius * (isJoint ? 0.56 : 0.43));
  // As far from the middle as it must be for the node's number to be read.
  const place = (radius * 0.85 + rim) / Math.SQRT2;
  return svg`
    <g class="stage-wheel ${node.configuration.committed ? '' : 'stage-unsure'}" data-sign="wheel" data-says=${words} transform="translate(${-place} ${place})">
      <circle class="stage-wheel-rim" r=${rim}></circle>
      ${(isJoint ? JOINT : SINGLE).map(
        ({ reach, dot: size }, circle) => svg`
          <circle class="stage-wheel-way" r=${rim * reach}></circle>
          ${all[circle]?.map((dot, at, { length }) => {
            const angle = (2 * Math.PI * at) / length - Math.PI / 2;
            const [x, y] = [rim * reach * Math.cos(angle), rim * reach * Math.sin(angle)];
            return svg`<circle class="stage-dot-${dot}" cx=${x.toFixed(1)} cy=${y.toFixed(1)} r=${(rim * size * SIZES[dot]).toFixed(1)}></circle>`;
          })}`,
      )}
    </g>`;
}
