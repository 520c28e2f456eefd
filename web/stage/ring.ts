/** Who stands on the ring. */

import type { NodeView } from '../types';

/** All but those that have left. The same array while nobody has. */
export function onRing<N extends NodeView>(nodes: readonly N[]): readonly N[] {
  const isGone = (node: NodeView) => 'gone' in node && node.gone;
  return nodes.some(isGone) ? nodes.filter((node) => !isGone(node)) : nodes;
}
