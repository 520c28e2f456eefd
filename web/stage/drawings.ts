/** Which protocol draws which nodes. A new protocol adds a line here, and its own file. */

import type { NodeView } from '../types';
import type { NodeDrawing } from './node';
import { paxosNode } from './paxos-node';
import { raftNode } from './raft-node';

const DRAWINGS = { raft: raftNode, paxos: paxosNode } as const;

export function drawingOf(node: NodeView): NodeDrawing {
  // Each drawing gets only nodes of its own kind, which the table says and the type cannot.
  return DRAWINGS[node.kind] as unknown as NodeDrawing;
}
