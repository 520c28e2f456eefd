/** What is decided, whoever knows of it. */

import type { PaxosNode } from './types';

/** The values that are chosen, whether those who hold them know it or not. */
export function chosenValues(nodes: readonly PaxosNode[]): readonly string[] {
  const cells = nodes.flatMap(({ ledger }) => ledger?.cells ?? []);
  const held = cells.filter(({ state }) => state !== 'accepted').map(({ label }) => label);
  return [...new Set([...held, ...nodes.flatMap(({ chosen }) => chosen ?? [])])];
}
