/** What the view has of a node of Raft. */

import type { NodeCommon, NodeName } from '../../types';

declare module '../../types' {
  interface NodeKinds {
    raft: RaftNode;
  }
}

/** Of Raft. Its own part stands beside the common one, by the paper's names. */
export interface RaftNode extends NodeCommon, RaftDetail {
  readonly kind: 'raft';
  /**
   * `down` while crashed: then the volatile fields are empty and the durable ones are what the disk has. `learner`: does
   * not vote in the configuration that it believes in, but a leader sends it the log. `outsider`: nobody does.
   */
  readonly role: 'follower' | 'precandidate' | 'candidate' | 'leader' | 'learner' | 'outsider' | 'down';
}

/** What Raft's own drawing, and whoever embeds a stage, reads. */
export interface RaftDetail {
  readonly term: number;
  readonly votedFor: NodeName | null;
  /** Whom it takes for the leader of its term. */
  readonly leader: NodeName | null;
  /** What the log begins with, in place of all entries up to its index. */
  readonly snapshot: Snapshot | null;
  /** The last 32 entries at most; see their indices. */
  readonly log: readonly LogEntry[];
  /** The one that this node believes in. */
  readonly configuration: Configuration & {
    /** Of its entry in the log. 0: the cluster began with it. */
    readonly index: number;
    /** As far as this node knows. */
    readonly committed: boolean;
  };
  readonly commitIndex: number;
  readonly lastApplied: number;
  /** A leader's view of each other node. */
  readonly progress: readonly { readonly node: NodeName; readonly nextIndex: number; readonly matchIndex: number }[];
  /** At a leader: new servers that get the log before they vote, and the round that this has come to. */
  readonly catchingUp: { readonly nodes: readonly NodeName[]; readonly round: number } | null;
  /** At a leader: whom it hands its leadership to. */
  readonly transfer: NodeName | null;
  /** At a leader: it may answer reads without asking anybody. */
  readonly lease: boolean;
  /** At a leader: reads that wait until a majority has confirmed that it still leads. */
  readonly reads: number;
  /** The state machine. */
  readonly state: readonly StoredValue[];
}

export interface StoredValue {
  readonly name: string;
  readonly value: number;
}

export interface Configuration {
  /** Those that get the log and have no say, until somebody promotes them. */
  readonly learners: readonly NodeName[];
  /** Who votes; while joint, who will vote. */
  readonly voters: readonly NodeName[];
  /** While joint, who voted before: a majority of these is needed as well. Else empty. */
  readonly old: readonly NodeName[];
}

export interface Snapshot {
  /** Index and term of the last entry that it stands for. */
  readonly index: number;
  readonly term: number;
  readonly state: readonly StoredValue[];
  readonly configuration: Configuration;
}

export interface LogEntry {
  readonly index: number;
  readonly term: number;
  readonly kind: 'command' | 'no-op' | 'configuration';
  /** `SET x 5`; `no-op`; `{A B C}`, or while joint `{A B C}→{A B C D E}`. */
  readonly command: string;
  /** As far as this node knows. */
  readonly committed: boolean;
}
