/** Who stands on the ring. */

import type { NodeView } from '../types';

/** All but those that have left. The same array while nobody has. */
export function onRing<N extends NodeView>(nodes: readonly N[]): readonly N[] {
  return nodes.some(({ gone }) => gone) ? nodes.filter(({ gone }) => !gone) : nodes;
}
