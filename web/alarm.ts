/** Guarantees that are broken: which of them to tell of, and what it is about. */

import type { Model } from './model';
import type { CheckView, NodeName, View, ViolationView } from './types';

type Watching = Pick<Model, 'walk'> & { readonly view: Pick<View, 'checks'> };
export type BrokenCheck = CheckView & { readonly violation: ViolationView };

/**
 * The first one first: what follows is often only its consequence. But a lesson goes from one to the next, and speaks of the one
 * that has just been broken.
 */
export function brokenFirst({ view, walk }: Watching): readonly BrokenCheck[] {
  const broken = view.checks
    .filter((check): check is BrokenCheck => !check.ok && check.violation !== null)
    .sort((one, other) => one.violation.at - other.violation.at);
  return walk && !walk.isLeft ? broken.reverse() : broken;
}

/** Whether it is about this node. One that names none is about all. */
export function isAbout(broken: BrokenCheck | undefined, node: NodeName): boolean {
  if (!broken) return false;
  const { nodes, slot } = broken.violation;
  return nodes.includes(node) || (nodes.length === 0 && slot !== null);
}
