/**
 * What crosses the border between the simulation (Rust) and the page: plain, frozen data. The Rust side is
 * `crates/sim/src/language/view/` and each protocol's own view file; a test compares the two.
 * Times are virtual milliseconds (fractions allowed).
 */

/** As in the registry. */
export type ProtocolName = string;
export type Ms = number;
/** As on the stage: `A`, `B`, … (or `S1`, … where a lesson says so). Clients: `c1`, `c2`, … */
export type NodeName = string;
/** `m12`, as in `drop m12`. */
export type MessageId = string;

export interface View {
  readonly protocol: ProtocolName;
  readonly seed: number;
  readonly now: Ms;
  readonly nodes: readonly NodeView[];
  readonly flights: readonly Flight[];
  /** Directed: a link that is cut both ways stands here twice. */
  readonly cuts: readonly { readonly from: NodeName; readonly to: NodeName }[];
  /** Groups of a partition, if the cuts are exactly those of one; else empty. */
  readonly groups: readonly (readonly NodeName[])[];
  readonly clients: readonly ClientView[];
  readonly checks: readonly CheckView[];
  readonly settings: readonly SettingView[];
}

export interface Timer {
  /** `election`, `heartbeat`, `minimum-election`, `lease`, `backoff`, … */
  readonly name: string;
  readonly setAt: Ms;
  readonly firesAt: Ms;
}

interface NodeCommon {
  readonly id: NodeName;
  readonly up: boolean;
  /** What the colour shows: Raft's term, Paxos' ballot as an ordinal. 0: none yet. */
  readonly era: number;
  /** As written: `3`, or a ballot `2.A`. */
  readonly eraLabel: string;
  readonly timers: readonly Timer[];
}

export type VoteState = 'pending' | 'granted' | 'refused';

export interface RaftNode extends NodeCommon {
  readonly kind: 'raft';
  /**
   * `down` while crashed: then the volatile fields are empty and the durable ones are what the disk has. `learner`: does
   * not vote in the configuration that it believes in, but a leader sends it the log. `outsider`: nobody does.
   */
  readonly role: 'follower' | 'precandidate' | 'candidate' | 'leader' | 'learner' | 'outsider' | 'down';
  /** Down, and in nobody's configuration: it has left the ring. */
  readonly gone: boolean;
  readonly term: number;
  readonly votedFor: NodeName | null;
  /** Whom it takes for the leader of its term. */
  readonly leader: NodeName | null;
  /** A candidate's votes (also a leader's, from its election), one for each node, itself included. */
  readonly votes: readonly { readonly node: NodeName; readonly state: VoteState }[];
  /** What the log begins with, in place of all entries up to its index. */
  readonly snapshot: Snapshot | null;
  /** The last 128 entries at most; see their indices. */
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
  readonly state: readonly Value[];
}

export interface Value {
  readonly name: string;
  readonly value: number;
}

export interface Configuration {
  /** Who votes; while joint, who will vote. */
  readonly voters: readonly NodeName[];
  /** While joint, who voted before: a majority of these is needed as well. Else empty. */
  readonly old: readonly NodeName[];
}

export interface Snapshot {
  /** Index and term of the last entry that it stands for. */
  readonly index: number;
  readonly term: number;
  readonly state: readonly Value[];
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

export interface PaxosNode extends NodeCommon {
  readonly kind: 'paxos';
  readonly role: 'proposer' | 'acceptor' | 'learner' | 'down';
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
    /** The acceptors' answers of the present phase. */
    readonly answers: readonly { readonly node: NodeName; readonly state: VoteState }[];
    /** What the promises of this ballot reported. */
    readonly reported: readonly { readonly node: NodeName; readonly ballot: string; readonly value: string }[];
  } | null;
  /** What a learner has counted: who accepted which proposal. */
  readonly learned: readonly { readonly ballot: string; readonly value: string; readonly nodes: readonly NodeName[] }[];
}

export type NodeView = RaftNode | PaxosNode;

export interface Flight {
  readonly id: MessageId;
  readonly from: NodeName;
  readonly to: NodeName;
  /**
   * Raft: `RequestPreVote`, `RequestPreVoteReply`, `RequestVote`, `RequestVoteReply`, `AppendEntries`, `Heartbeat` (an
   * AppendEntries without entries), `AppendEntriesReply`, `InstallSnapshot`, `InstallSnapshotReply`, `TimeoutNow`,
   * `Forward`, `ForwardReply`. Paxos: `Prepare`, `Promise`, `PrepareRefused`, `Accept`, `Accepted`, `AcceptRefused`,
   * `Ask`, `Request`, `Learned`.
   * Clients: `ClientRequest`, `ClientResponse`.
   */
  readonly kind: string;
  readonly term?: number;
  readonly ballot?: string;
  readonly era: number;
  readonly eraLabel: string;
  /** Short text for the shape: `SET x 5`, `+3 entries`, `V`, or empty. */
  readonly label: string;
  /** `null`: a request. Else an answer, and whether it says yes. */
  readonly answer: boolean | null;
  readonly sentAt: Ms;
  readonly arrivesAt: Ms;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
}

/** A message whose flight is over. */
export interface Landing extends Flight {
  readonly endedAt: Ms;
  /** `delivered`; or lost: `loss` (the network), `wall` (a cut link), `down` (nobody there), `dropped` (by hand),
   * `broken` (its connection ended). */
  readonly outcome: 'delivered' | 'loss' | 'wall' | 'down' | 'dropped' | 'broken';
  /** Where on its way it ended, 0 to 1. */
  readonly place: number;
}

export interface ClientView {
  readonly id: string;
  /** The node it talks to. */
  readonly node: NodeName;
  readonly request: string;
  readonly sentAt: Ms;
  /** `failed`: refused for good, it is not and will not be carried out. `unknown`: the time-out, which tells nothing. */
  readonly state: 'waiting' | 'ok' | 'redirected' | 'failed' | 'unknown';
  readonly answer: string | null;
  readonly answeredAt: Ms | null;
}

export interface CheckView {
  /** `raft.election-safety`, … */
  readonly id: string;
  /** Its number in the literature list of this project: `R1`. */
  readonly promise: string;
  readonly ok: boolean;
  /** The first violation on this branch. */
  readonly violation: { readonly at: Ms; readonly key: string; readonly args: Args } | null;
}

export interface SettingView {
  /** As in the command language: `loss`, `latency`, `election-timeout`; rules: `rule commit-own-term`. */
  readonly name: string;
  /** `count`: a whole number. */
  readonly kind: 'switch' | 'rule' | 'percent' | 'ms' | 'span' | 'count';
  /** As it is written in a command: `10%`, `150..300`, `on`. */
  readonly value: string;
  readonly default: string;
}

export type Args = Readonly<Record<string, string | number>>;

/** Something that has happened, in the order in which it did. */
export interface EventView {
  readonly serial: number;
  readonly at: Ms;
  /** Names the sentence in the dictionaries: `raft.vote-granted`, `cluster.crashed`. */
  readonly key: string;
  readonly node: NodeName | null;
  readonly args: Args;
  /** `Raft §5.2`, or `null`. */
  readonly section: string | null;
  /** Worth a mark on the timeline and a word in the live region. */
  readonly milestone: boolean;
}

/** What is new since the last call; after a jump in time, the recent past anew. */
export interface Trail {
  /** Forget what you have: this is another time or another branch. */
  readonly reset: boolean;
  readonly landings: readonly Landing[];
  readonly events: readonly EventView[];
}

export type MarkKind =
  | 'election'
  | 'commit'
  | 'crash'
  | 'restart'
  | 'cut'
  | 'heal'
  | 'violation'
  | 'request'
  | 'command';

export interface Lane {
  readonly id: number;
  readonly parent: number | null;
  readonly forkedAt: Ms;
  readonly end: Ms;
  readonly current: boolean;
  /** Who led when, in which colour. An era without a leader has `leader: null`. */
  readonly bands: readonly {
    readonly from: Ms;
    readonly to: Ms;
    readonly era: number;
    readonly eraLabel: string;
    readonly leader: NodeName | null;
  }[];
  /** The newest 2,000. */
  readonly marks: readonly { readonly at: Ms; readonly kind: MarkKind; readonly key: string; readonly args: Args }[];
  /** How many there were before those. */
  readonly marksDropped: number;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** What lies before was dropped to keep memory bounded. 0: nothing was. */
  readonly earliest: Ms;
}

export interface LessonStep {
  /** A moment after the end of the step before, and before anything that this one does. */
  readonly from: Ms;
  readonly to: Ms;
  readonly say: Readonly<Record<'en' | 'zh', string>>;
  readonly ask: Readonly<Record<'en' | 'zh', string>> | null;
  /** Names of nodes or message kinds to draw attention to. */
  readonly highlight: readonly string[];
}

export interface Lesson {
  readonly id: string;
  readonly title: Readonly<Record<'en' | 'zh', string>>;
  readonly steps: readonly LessonStep[];
}

export interface SessionOptions {
  readonly protocol?: ProtocolName;
  /** 1 to 9. */
  readonly nodes?: number;
  readonly seed?: number;
  /** The text of a lesson file. */
  readonly lesson?: string;
  /** A share code. */
  readonly run?: string;
  /** A script. */
  readonly script?: string;
}

/**
 * The wasm class `Session`. Methods that take input throw an `Error` whose message is the refusal, and then have changed nothing.
 *
 * No call takes long. The constructor, `seek`, the steps, the milestones and `switchLane` begin what they are called for and
 * do a first slice of it, which is nearly always all. As long as `progress` is a number, something is left: `proceed` goes on
 * with it a slice at a time, `cancel` gives it up, and the view shows how far it has come. A new wish or `advance` takes the
 * place of an old one. But while a saved run or a lesson is being opened (`opening`), wishes do nothing, `advance` says
 * `false`, and commands are refused. Times are cut to a day, which is the longest run.
 */
export interface Session {
  readonly protocol: ProtocolName;
  readonly now: Ms;
  /** The end of what has been played on this branch. */
  readonly duration: Ms;
  /** Grows whenever `view()` would be different in more than `now`. */
  readonly version: number;
  /** Grows whenever `lanes()` would be different in more than the present branch's end. */
  readonly lanesVersion: number;
  /** How far that is which was asked for, 0 to 1. Nothing: nothing is left to do. */
  readonly progress: number | undefined;
  /** Whether a saved run or a lesson is still being opened. */
  readonly opening: boolean;
  /**
   * Goes on with what was asked for, for about `maxSteps` steps (a thousand take a few milliseconds); says whether it is done.
   * Throws where a saved run or a lesson does not go as it says: then it ends before that line, and nothing is left to do.
   */
  proceed(maxSteps: number): boolean;
  /** Gives up what was asked for: the present stays where it is. A saved run then ends here, and a lesson is none. */
  cancel(): void;
  /** Plays on to this time (never back). At most `maxSteps` steps; says whether it got there. */
  advance(to: Ms, maxSteps: number): boolean;
  /** To any time: back, or forward over what is known and beyond. */
  seek(to: Ms): void;
  stepForward(): void;
  stepBack(): void;
  /** To the next or last milestone. */
  nextMilestone(): void;
  previousMilestone(): void;
  command(line: string): void;
  /** Words that may stand where the line ends. */
  complete(line: string): string[];
  view(): View;
  trail(): Trail;
  lanes(): Lanes;
  switchLane(id: number): void;
  /** The lesson, if one was given: its steps lie on the first branch. */
  lesson(): Lesson | null;
  script(): string;
  share(): string;
  free(): void;
}

/** A promise that breaks without a rule, in a cluster of so many nodes. */
export interface Prey {
  readonly rule: string;
  readonly promise: string;
  readonly nodes: number;
}

/** At most so many of what: `given` steps before the search, `steps`, `crashes`, `duplications`, `requests`, `retries`, or timeouts by the name of the timer. */
export interface SearchBound {
  readonly what: string;
  readonly most: number;
}

/** How a search stands. */
export interface SearchStanding {
  readonly state: 'working' | 'found' | 'exhausted';
  /** Different states seen so far. */
  readonly states: number;
  /** How many steps from the beginning those are that are looked at now. */
  readonly depth: number;
  /** How many states wait to be gone on from. */
  readonly frontier: number;
  readonly found: SearchFinding | null;
}

/** A schedule that breaks a promise with its last step. */
export interface SearchFinding {
  readonly promise: string;
  readonly steps: number;
  /** Plays it on a stage. */
  readonly script: string;
}

/** The wasm class `Search`, of the worker's own module. */
export interface Search {
  bounds(): readonly SearchBound[];
  /** Goes on from at most so many states. */
  run(most: number): SearchStanding;
  free(): void;
}
