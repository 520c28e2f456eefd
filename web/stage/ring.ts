/** Who stands on the ring, and who leads there. */

import type { NodeView } from '../types';

/** All but those that have left. The same array while nobody has. */
export function onRing<N extends NodeView>(nodes: readonly N[]): readonly N[] {
  return nodes.some(({ gone }) => gone) ? nodes.filter(({ gone }) => !gone) : nodes;
}

/** Who leads in the highest era: the one whose marks count. A deposed leader that has not heard of it yet has none. */
export function leaderOf(nodes: readonly NodeView[]): NodeView | null {
  const leaders = nodes.filter((node) => node.role === 'leader');
  return leaders.reduce<NodeView | null>((best, node) => (best && best.era >= node.era ? best : node), null);
}
