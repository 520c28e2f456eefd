/** Another run in place of the one that is there: what is not said of it stays as it is. */

import { NODES_MAX } from './constants';
import { shown } from './shown';
import { onRing } from './stage/ring';
import type { ProtocolName, View } from './types';

/** What is said of it. */
export interface RunChoice {
  readonly protocol?: ProtocolName;
  readonly nodes?: number;
  readonly seed?: number;
}

/**
 * What the attributes are to say. How many nodes are usual is each protocol's own affair: another one has as many as this one only
 * where somebody has chosen the number.
 */
export function anotherRun(
  choice: RunChoice,
  view: View | undefined,
  isNumberChosen: boolean,
): { readonly [Name in keyof RunChoice]: RunChoice[Name] | undefined } {
  if (!(choice instanceof Object)) throw new TypeError(`begin takes an object, as { nodes: 5 }, not ${shown(choice)}`);
  const isKept = isNumberChosen || choice.protocol === undefined || choice.protocol === view?.protocol;
  const nodes = view && isKept ? Math.min(NODES_MAX, onRing(view.nodes).length) : undefined;
  return { protocol: view?.protocol, nodes, seed: view?.seed, ...choice };
}
