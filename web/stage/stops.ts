/** What messages are stopped by, as it is drawn and as it stops them. Where it runs is worked out in `barrier.ts`. */

import type { NodeName } from '../types';
import type { Point } from './layout';

export interface Bar extends Point {
  readonly from: NodeName;
  readonly to: NodeName;
  /** The direction of the link, in degrees. */
  readonly angle: number;
  /** Only messages from `from` to `to` are stopped. */
  readonly oneWay: boolean;
}

export interface Barrier {
  readonly lines: readonly (readonly Point[])[];
  readonly bars: readonly Bar[];
  /** At which share of its way a message from one node to the other is stopped; `null`: it is not. */
  readonly stop: (from: NodeName, to: NodeName) => number | null;
}

/** Nothing is cut: as long as nobody has done anything. */
export const OPEN: Barrier = { lines: [], bars: [], stop: () => null };
