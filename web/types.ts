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
  /** The oldest 300, in the order in which they were sent. */
  readonly flights: readonly Flight[];
  /** How many more there are. */
  readonly flightsHidden: number;
  /** Directed: a link that is cut both ways stands here twice. */
  readonly cuts: readonly { readonly from: NodeName; readonly to: NodeName }[];
  /** Groups of a partition, if the cuts are exactly those of one; else empty. */
  readonly groups: readonly (readonly NodeName[])[];
  /** What one link or node has of its own, and what is held there: as long as it lasts. */
  readonly faults: readonly FaultView[];
  readonly clients: readonly ClientView[];
  readonly checks: readonly CheckView[];
  readonly serving: ServingView;
  readonly settings: readonly SettingView[];
  /** What may be done with the cluster as a whole: `request`, `restart` (all that are down), `align`, `spread`, `heal`. */
  readonly acts: readonly ActView[];
  /** Who belongs to the cluster; `null` where the protocol cannot change that. */
  readonly members: Members | null;
}

export interface FaultView extends Sentence {
  /** The line that takes it back. */
  readonly undo: string;
}

export interface Members {
  /** Whom a change starts from: as the leader has it, or else as the newest that anybody knows. */
  readonly present: readonly NodeName[];
  /** What the next newcomers will be called, in this order. Names are never used twice. */
  readonly next: readonly NodeName[];
  /** The ways to change it, the usual one first. */
  readonly manners: readonly {
    readonly key: string;
    /** The command; the names of the new members follow. */
    readonly command: string;
    /** All nodes have to be down meanwhile. */
    readonly stopped: boolean;
  }[];
}

export interface Timer {
  /** `election`, `heartbeat`, `minimum-election`, `lease`, `backoff`, … */
  readonly name: string;
  readonly setAt: Ms;
  readonly firesAt: Ms;
}

/** The timer that the arc of a node shows. */
export interface Dial extends Timer {
  /** What a full arc stands for: the longest that the timer might have been set to. */
  readonly full: Ms;
}

/** Who was asked for something, who has answered, and how many must say yes. */
export interface Tally {
  /** What for: `votes`, `pre-votes`, `promises`, `acceptances`. */
  readonly key: string;
  /** `all`; while two sets must agree, each has a tally of its own: `old`, `new`. */
  readonly part: 'all' | 'old' | 'new';
  readonly voters: readonly {
    readonly node: NodeName;
    /** `coming`: it has said yes, and the answer is under way. */
    readonly state: 'pending' | 'coming' | 'granted' | 'refused';
  }[];
  /** How many have said yes, and how many must. */
  readonly had: number;
  readonly needed: number;
}

/** A sentence of the dictionaries. */
export interface Sentence {
  readonly key: string;
  readonly args: Args;
}

/** What may be done, and why not where not. */
export interface ActView {
  /** `crash`, `restart`, `timeout`, `cut-off`, `mend`, `suspend`, `resume`, `wipe` for any node; `snapshot`, `transfer`, `remove`, `retry`, … */
  readonly key: string;
  /** Lines of the command language, to be given in this order. */
  readonly commands: readonly string[];
  /** Why it is not possible now; `null`: it is. */
  readonly refusal: Sentence | null;
}

/** What a node holds: a word (`key` names it), and what stands behind it, piece by piece. */
export interface FactView {
  readonly key: string;
  readonly parts: readonly FactPart[];
}

/** As it is written; a sentence; an era in its colour. */
export type FactPart = string | number | Sentence | { readonly era: number; readonly eraLabel: string };

/** What a node holds slot by slot. */
export interface Ledger {
  /** The first slot that is told of; what lies before it is in a snapshot or was left out. */
  readonly from: number;
  readonly cells: readonly Cell[];
  readonly marks: readonly LedgerMark[];
}

export interface Cell {
  /** The slot, from 1. A snapshot stands for all slots up to this one. */
  readonly at: number;
  readonly era: number;
  readonly eraLabel: string;
  readonly kind: 'command' | 'no-op' | 'configuration' | 'snapshot';
  /** `SET x 5`; `no-op`; `{A B C}`, or while joint `{A B C}→{A B C D E}`; of a snapshot what it holds: `x=5`. */
  readonly label: string;
  /**
   * `accepted`: it may still give way to something else. `unknown`: it is committed, and nobody who is up knows that.
   * `elsewhere`: it is, somebody knows, and this node does not. `committed`: it is, and this node knows.
   */
  readonly state: 'accepted' | 'unknown' | 'elsewhere' | 'committed';
}

/** How far a node is. */
export interface LedgerMark {
  /** Of itself: `committed`, `applied`. At a leader, of each other node: `next`, `match`. */
  readonly kind: string;
  readonly node: NodeName;
  /** The slot. 0: before the first. */
  readonly at: number;
}

/** What is told of a node of any protocol. */
export interface NodeCommon {
  readonly id: NodeName;
  readonly up: boolean;
  /** It is down, has left the cluster and could not come back by what stands on disks: it is not on the ring. */
  readonly gone: boolean;
  /** Since when its process stands still; `null`: it does not. Its timers are as they were then. */
  readonly suspendedAt: Ms | null;
  /** What the colour shows: a term, or a ballot as an ordinal. 0: none yet. */
  readonly era: number;
  /** As written: `3`, or `2.A`. */
  readonly eraLabel: string;
  readonly timers: readonly Timer[];
  /** `null`: that timer is not set. */
  readonly dial: Dial | null;
  readonly tallies: readonly Tally[];
  readonly acts: readonly ActView[];
  readonly facts: readonly FactView[];
  readonly ledger: Ledger | null;
}

/** What is told of a node, by protocol: each protocol's folder adds its own, which has the protocol's name for its `kind`. */
// biome-ignore lint/suspicious/noEmptyInterface: what is in it stands in the folders.
export interface NodeKinds {}

export type NodeView = NodeKinds[keyof NodeKinds];

export interface Flight {
  readonly id: MessageId;
  readonly from: NodeName;
  readonly to: NodeName;
  /** Clients: `ClientRequest`, `ClientResponse`. Between nodes: what the protocol calls its messages. */
  readonly kind: string;
  readonly era: number;
  readonly eraLabel: string;
  /** Short text for the shape: `SET x 5`, `+3 entries`, `V`, or empty. */
  readonly label: string;
  /** `null`: a request. Else an answer, and whether it says yes. */
  readonly answer: boolean | null;
  readonly sentAt: Ms;
  readonly arrivesAt: Ms;
  /** When it would have been sent had it always gone as fast as it does now: `sentAt`, until it is held up. */
  readonly pacedFrom: Ms;
  /** When it was held up last. */
  readonly turnedAt: Ms | null;
  /** When the wall on its link rose, if it was under way by then. */
  readonly walledAt: Ms | null;
  /** `held`: it does not set out before it is released. `suspended`: it has arrived where nobody takes it now. */
  readonly waits: 'held' | 'suspended' | null;
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
  /**
   * `stale`: the answer of one node alone, which may be an old one. `other`: something else was done, and its own request never will be. `failed`: refused for good, it is not and will not be
   * carried out. `unknown`: the time-out, which tells nothing.
   */
  readonly state: 'waiting' | 'ok' | 'stale' | 'other' | 'redirected' | 'failed' | 'unknown';
  readonly answer: string | null;
  readonly answeredAt: Ms | null;
  /** What becomes of a request whose client was told nothing, though the client does not know it; `null`: nobody can say. */
  readonly fate: ClientFate | null;
  /** Of the request that was made last; `null` of others. */
  readonly costs: RequestCosts | null;
  /** `retry`. */
  readonly acts: readonly ActView[];
}

/** What a request has cost until its client was told; what counts is said in `crates/sim/src/clock/costs.rs`. */
export interface RequestCosts {
  /** Between nodes. */
  readonly messages: number;
  /** Those of them that never arrived. */
  readonly lost: number;
  /** The size of them all. */
  readonly bytes: number;
  /** How often a node has written to its disk. */
  readonly writes: number;
  /** How many messages came one after another; `null`: the client has not been told. */
  readonly delays: number | null;
}

export interface ClientFate extends Sentence {
  /** `open`: it may still be carried out, or not. */
  readonly settled: 'open' | 'done' | 'never';
}

/** Where a guarantee was broken first. */
export interface ViolationView {
  readonly at: Ms;
  readonly key: string;
  readonly args: Args;
  /** The nodes that it is about. */
  readonly nodes: readonly NodeName[];
  /** The slot that it is about, if one. */
  readonly slot: number | null;
}

export interface CheckView {
  /** The protocol's name, a dot, and its own. */
  readonly id: string;
  /** Its number in the literature list of this project: `R1`. */
  readonly number: string;
  readonly ok: boolean;
  /** The first violation on this branch. */
  readonly violation: ViolationView | null;
}

/** Whether somebody could answer a client. */
export interface ServingView extends Sentence {
  readonly ok: boolean;
  /** Since when that is so. The sentence, who serves or why nobody does, may have changed meanwhile. */
  readonly since: Ms;
}

export interface SettingView {
  /** As in the command language: `loss`, `latency`, `election-timeout`; rules: `rule commit-own-term`. */
  readonly name: string;
  /** `count`: a whole number. */
  readonly kind: 'switch' | 'rule' | 'percent' | 'ms' | 'span' | 'count';
  /** As it is written in a command: `10%`, `150..300`, `on`. */
  readonly value: string;
  readonly default: string;
  /** Why the cluster cannot work with it, or hardly; `null`: it can. */
  readonly warning: Sentence | null;
}

export type Args = Readonly<Record<string, string | number>>;

/** A rule of a protocol's papers: a row of the table that stands in its folder. */
export interface RuleView {
  /** Its group, a dot, and its number. */
  readonly id: string;
  /** Where it stands: a box of a figure, a phase, a chapter. */
  readonly group: string;
  /** Its number there, as in the paper. */
  readonly number: string;
  readonly section: string;
  /** What carries it out: `election::on_request_vote`. */
  readonly functions: readonly string[];
  /** The settings that switch it, or a part of it, off. */
  readonly switches: readonly string[];
  /** The events that tell that it has acted. */
  readonly events: readonly string[];
  /** The events that tell that it would have acted, had it not been switched off. */
  readonly missed: readonly string[];
}

/** Something that has happened, in the order in which it did. */
export interface EventView {
  readonly serial: number;
  readonly at: Ms;
  /** Names the sentence in the dictionaries: `cluster.crashed`, …. */
  readonly key: string;
  readonly node: NodeName | null;
  readonly args: Args;
  /** The paper and its section, or `null`. */
  readonly section: string | null;
  /** That of the node that acted, as the node has it afterwards. 0: none is told. */
  readonly era: number;
  readonly eraLabel: string;
  /** Worth a mark on the timeline and a word in the live region. */
  readonly milestone: boolean;
}

/**
 * What is new since the last call, at most 60 events; after a jump in time, the recent past anew, but for the
 * flights that were delivered: `landings()` tells those.
 */
export interface Trail {
  /** Forget what you have: this is another time or another branch. */
  readonly reset: boolean;
  /** Something arrived that no view had shown on its way, and is not among the landings: `landings()` has it. */
  readonly unseen: boolean;
  readonly landings: readonly Landing[];
  readonly events: readonly EventView[];
}

export type MarkKind =
  | 'election'
  | 'commit'
  | 'proposal'
  | 'chosen'
  | 'crash'
  | 'restart'
  | 'cut'
  | 'heal'
  | 'violation'
  | 'request'
  | 'command';

/** A milestone: what it was, with the number of its event. */
export interface MarkView {
  readonly at: Ms;
  readonly kind: MarkKind;
  readonly serial: number;
  readonly key: string;
  readonly node: NodeName | null;
  readonly era: number;
  readonly eraLabel: string;
  readonly args: Args;
}

export interface Lane {
  readonly id: number;
  readonly parent: number | null;
  readonly forkedAt: Ms;
  readonly end: Ms;
  readonly current: boolean;
  /** Who led when. Eras never fall from band to band. */
  readonly bands: readonly Band[];
  /** The newest 2,000. */
  readonly marks: readonly MarkView[];
  /** How many there were before those. */
  readonly marksDropped: number;
}

export interface Band {
  readonly from: Ms;
  readonly to: Ms;
  /** The newest first; several where several led at once. An era in which nobody led has `leader: null`. */
  readonly reigns: readonly Reign[];
}

export interface Reign {
  readonly era: number;
  readonly eraLabel: string;
  readonly leader: NodeName | null;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** What lies before was dropped to keep memory bounded. 0: nothing was. */
  readonly earliest: Ms;
}

/** A text in each of the languages that it is written in. Each line of it is a paragraph. */
export type Texts = readonly { readonly lang: string; readonly text: string }[];

/** A part of a step, in which time goes evenly; it begins where the one before ends, the first where the step does. */
export interface LessonStretch {
  readonly to: Ms;
  /** In real ms. */
  readonly lasts: number;
  /** It is passed over: nothing in it matters. */
  readonly isPassed: boolean;
}

export interface Guess {
  readonly text: Texts;
  /** Why it is right, or wrong. */
  readonly why: Texts;
  readonly isRight: boolean;
}

export interface LessonQuestion {
  /** What answers it comes after that. */
  readonly at: Ms;
  readonly ask: Texts;
  readonly choices: readonly Guess[];
}

/** What to look at, from when on. */
export interface LessonFocus {
  readonly at: Ms;
  readonly view: 'ring' | 'logs' | 'space-time' | 'roles' | 'boxes' | 'terms' | null;
  /** Names of nodes or message kinds; none: all of it. */
  readonly names: readonly string[];
}

export interface LessonStep {
  /** A moment after the end of the step before, and before anything that this one does. */
  readonly from: Ms;
  readonly to: Ms;
  readonly say: Texts;
  /** When it has been played; perhaps nothing. */
  readonly after: Texts;
  readonly question: LessonQuestion | null;
  readonly focus: readonly LessonFocus[];
  readonly stretches: readonly LessonStretch[];
}

export interface Lesson {
  readonly id: string;
  readonly title: Texts;
  /** For the teacher alone. */
  readonly note: Texts;
  /** What to try by hand afterwards. */
  readonly toTry: Texts;
  readonly steps: readonly LessonStep[];
  /** The task that it ends in, if it is a challenge: then it has one step, which is how the run begins. */
  readonly challenge: Challenge | null;
}

/** What is to be reached, one after the other, and how not. */
export interface Challenge {
  readonly goals: readonly ChallengeGoal[];
  readonly forbidden: readonly Forbidden[];
  /** The vaguest first. */
  readonly hints: readonly Texts[];
}

export interface ChallengeGoal {
  readonly text: Texts;
  /** So long all must stay as it is wanted. */
  readonly held: Ms;
}

/** What is not allowed, or not more often than `most` times. */
export interface Forbidden {
  /** Rules switched off; settings changed; commands at all; commands with these words. */
  readonly kind: 'rules' | 'settings' | 'commands' | 'words';
  /** Of rules, those that may be; of commands, how they begin. */
  readonly words: readonly string[];
  readonly most: number;
}

/** How far one is with a goal, on this branch and by now. */
export interface GoalProgress {
  readonly reached: Ms | null;
  /** Since when all is as it is wanted. */
  readonly since: Ms | null;
  /** This run cannot reach it any more. */
  readonly isMissed: boolean;
}

export interface SessionOptions {
  readonly protocol?: ProtocolName;
  /** 1 to 9. */
  readonly nodes?: number;
  readonly seed?: number;
  /** The text of a lesson file. With a challenge, a run may be given that goes on from its beginning. */
  readonly lesson?: string;
  /** A share code. */
  readonly run?: string;
  /** A script. */
  readonly script?: string;
}

/**
 * The wasm class `Session`. Methods that take input throw an `Error` whose message is the refusal, and then have changed nothing.
 *
 * Its module comes in two parts. `fresh` begins a run with the first part alone, and nearly everything can then be done with
 * it; the constructor and what is marked "later" need the second part as well, and trap without it.
 *
 * No call takes long. The constructor, `seek`, the steps, the milestones and `switchLane` begin what they are called for and
 * do a first slice of it, which is nearly always all. As long as `progress` is a number, something is left: `proceed` (and
 * `proceedOpening` while `opening`) goes on with it a slice at a time, `cancel` gives it up, and the view shows how far it has
 * come. A new wish or `advance` takes the place of an old one. But while a saved run or a lesson is being opened (`opening`), wishes do nothing, `advance` says
 * `false`, and commands are refused. Times are cut to a day, which is the longest run.
 */
export interface Session {
  readonly protocol: ProtocolName;
  readonly now: Ms;
  /** The end of what has been played on this branch. */
  readonly duration: Ms;
  /** When something happens next, if anything will. */
  readonly nextAt: Ms | undefined;
  /** Grows with each event that `trail()` will tell, as long as it only plays. */
  readonly happened: number;
  /** Grows whenever `view()` would be different in more than `now`. */
  readonly version: number;
  /** Grows whenever `lanes()` would be different in more than the present branch's end. */
  readonly lanesVersion: number;
  /** How far that is which was asked for, 0 to 1. Nothing: nothing is left to do. */
  readonly progress: number | undefined;
  /** Whether a saved run or a lesson is still being opened. */
  readonly opening: boolean;
  /** Goes on with what was asked for, for about `maxSteps` steps (a thousand take a few milliseconds); says whether it is done. */
  proceed(maxSteps: number): boolean;
  /**
   * The same while a saved run or a lesson is being opened. Later. Throws where it does not go as it says: then it ends before that
   * line, and nothing is left to do.
   */
  proceedOpening(maxSteps: number): boolean;
  /** Gives up what was asked for: the present stays where it is. A saved run then ends here, and a lesson is none. */
  cancel(): void;
  /** Plays on to this time (never back). At most `maxSteps` steps; says whether it got there. */
  advance(to: Ms, maxSteps: number): boolean;
  /** To any time: back, or forward over what is known and beyond. */
  seek(to: Ms): void;
  stepForward(): void;
  stepBack(): void;
  /** To the next milestone, or 2 s on if there is none before; to the last one. */
  nextMilestone(): void;
  /** To the next of these events: their keys, with spaces between. */
  nextEvent(keys: string): void;
  previousMilestone(): void;
  /** Later. */
  command(line: string): void;
  /** Words that may stand where the line ends. Later. */
  complete(line: string): string[];
  /** What may be done at a node (`A`), a message (`m12`) or a link (`A-B`); nothing for what is not there. Later. */
  acts(place: string): readonly ActView[];
  view(): View;
  trail(): Trail;
  /** All flights that ended lately, oldest first. */
  landings(): readonly Landing[];
  lanes(): Lanes;
  switchLane(id: number): void;
  /** Takes back the last `count` commands of this branch and goes to the moment before them. Gives their lines: `@1240 crash A`. Later. */
  takeBack(count: number): string[];
  /** A branch of one's own from here on. Later. */
  branch(): void;
  /** The lesson, if one was given: its steps lie on the first branch. Later. */
  lesson(): Lesson | null;
  /** How far one is with the goals of a challenge; without one, none. The same object as long as that is the same. Later. */
  goals(): readonly GoalProgress[];
  /** Later. */
  script(): string;
  /** Later. */
  share(): string;
  /** The share code of this run was made with another version of the behaviour: the run may play differently now. Later. */
  madeWith(): 'earlier' | 'later' | undefined;
  free(): void;
}

/** A guarantee that breaks without a rule, in a cluster of so many nodes. */
export interface SearchModel {
  readonly rule: string;
  readonly property: string;
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

/** A schedule that breaks a guarantee with its last step. */
export interface SearchFinding {
  readonly property: string;
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
