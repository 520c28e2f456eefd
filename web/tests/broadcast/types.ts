/** What the view has of a node of the tests' broadcast. */

import type { NodeCommon, NodeName } from '../../types';

declare module '../../types' {
  interface NodeKinds {
    broadcast: BroadcastNode;
  }
}

export interface BroadcastNode extends NodeCommon {
  readonly kind: 'broadcast';
  readonly role: 'sender' | 'receiver' | 'down';
  readonly detail: {
    /** At the sender: who has acknowledged. */
    readonly acknowledged: readonly NodeName[];
  };
}
