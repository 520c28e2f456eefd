/** A run that was begun afresh and that nobody has meddled with: three words say all of it, and nobody has to be asked. */

import type { Ms, ProtocolName, SessionOptions, View } from '../types';

export interface Beginning {
  readonly protocol: ProtocolName;
  readonly nodes: number;
  readonly seed: number;
}

/** Whether these options begin a run afresh. */
export function isFresh({ lesson, run, script }: SessionOptions): boolean {
  return lesson === undefined && run === undefined && script === undefined;
}

/** Of a fresh run, by its first picture. */
export function beginningOf({ protocol, nodes, seed }: View): Beginning {
  return { protocol, nodes: nodes.length, seed };
}

/** The run until `end` as text, as the simulation writes it. */
export function scriptOf({ protocol, nodes, seed }: Beginning, end: Ms): string {
  return `protocol ${protocol}\nnodes ${nodes}\nseed ${seed}\n@${end}\n`;
}
