/** Who stands on the ring, and who belongs to the cluster in whose eyes. */

import type { Configuration, NodeName, NodeView } from '../types';

/** All but those that have left. The same array while nobody has. */
export function onRing<N extends NodeView>(nodes: readonly N[]): readonly N[] {
  return nodes.some(({ gone }) => gone) ? nodes.filter(({ gone }) => !gone) : nodes;
}

/** Whether all on the ring believe that all on the ring vote: then there is nothing to tell. */
export function isAgreed(ring: readonly NodeView[]): boolean {
  return ring.every((node) => {
    if (node.kind !== 'raft') return true;
    const { voters, old } = node.configuration;
    return old.length === 0 && voters.length === ring.length && ring.every(({ id }) => voters.includes(id));
  });
}

/** All who have a say, each once. */
export function membersOf({ voters, old }: Configuration): readonly NodeName[] {
  return old.length === 0 ? voters : [...new Set([...old, ...voters])].sort();
}

/** `{A B C}` without gaps, to save width, where names are single letters. Any other text stays as it is. */
export function withoutGaps(text: string): string {
  return text.startsWith('{') ? text.replace(/\b(\w) (?=\w\b)/g, '$1') : text;
}
