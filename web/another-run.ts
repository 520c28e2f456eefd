/** Another run in place of the one that is there: what is not said of it stays as it is. */

import { NotAllowed, readAttribute } from './attributes';
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

const CHOICES = ['protocol', 'nodes', 'seed'] as const;

/**
 * What the attributes are to say. How many nodes are usual is each protocol's own affair: another one has as many as this one only
 * where somebody has chosen the number. Throws a `TypeError` that says what would be right.
 */
export function anotherRun(choice: RunChoice, view: View | undefined, isNumberChosen: boolean): RunChoice {
  if (typeof choice !== 'object' || choice === null)
    throw new TypeError(`begin takes an object, such as { nodes: 5, seed: 7 }, not ${shown(choice)}`);
  for (const name of CHOICES) if (choice[name] !== undefined) check(name, choice[name]);
  const isOther = choice.protocol !== undefined && choice.protocol !== view?.protocol;
  const nodes = view && (isNumberChosen || !isOther) ? Math.min(NODES_MAX, onRing(view.nodes).length) : undefined;
  const before: Record<string, unknown> = { protocol: view?.protocol, nodes, seed: view?.seed };
  return Object.fromEntries(CHOICES.map((name) => [name, choice[name] ?? before[name]]));
}

function check(name: (typeof CHOICES)[number], value: unknown): void {
  try {
    readAttribute(name, shown(value).replaceAll('"', ''));
  } catch (error) {
    if (!(error instanceof NotAllowed)) throw error;
    throw new TypeError(`begin takes as ${name} one of: ${error.allowed}, not ${shown(value)}`);
  }
}
