/** What the view has of a node of Paxos. */

import type { NodeCommon, NodeName } from '../../types';

declare module '../../types' {
  interface NodeKinds {
    paxos: PaxosNode;
  }
}

/** Of Paxos. Its own part stands beside the common one, by the paper's names. */
export interface PaxosNode extends NodeCommon, PaxosDetail {
  readonly kind: 'paxos';
  readonly role: 'proposer' | 'acceptor' | 'learner' | 'down';
}

/** What Paxos' own drawing, and whoever embeds a stage, reads. */
export interface PaxosDetail {
  /** All roles this node has, whether up or not. */
  readonly roles: readonly ('proposer' | 'acceptor' | 'learner')[];
  /** The acceptor's promise: it answers nothing below this ballot. `null`: none yet, or no acceptor. */
  readonly promised: string | null;
  /** The acceptor's highest accepted proposal. */
  readonly accepted: { readonly ballot: string; readonly era: number; readonly value: string } | null;
  /** What this node has learned to be chosen. */
  readonly chosen: string | null;
  readonly proposer: {
    readonly phase: 'idle' | 'prepare' | 'accept' | 'backoff' | 'done';
    readonly ballot: string | null;
    /** The value its client asked for. */
    readonly wants: string | null;
    /** The value it proposes in phase 2 (its own, or one it had to adopt). */
    readonly value: string | null;
    readonly adopted: boolean;
    /** What the promises of this ballot reported. */
    readonly reported: readonly { readonly node: NodeName; readonly ballot: string; readonly value: string }[];
  } | null;
  /** What a learner has counted: who accepted which proposal. */
  readonly learned: readonly { readonly ballot: string; readonly value: string; readonly nodes: readonly NodeName[] }[];
}
