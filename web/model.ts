/** The one snapshot that comes down to every part of the page, and the one set of wishes that goes up. */

import type { TemplateResult } from 'lit/html.js';
import type { Controls } from './constants';
import type { Tab } from './frame';
import type { Translate } from './i18n/index';
import type { Line } from './pace';
import type { LessonPlace } from './player/lesson-walk';
import type { Scenario } from './protocols/depiction';
import type {
  ActView,
  Cell,
  EventView,
  GoalProgress,
  Landing,
  Lanes,
  Lesson,
  MessageId,
  Ms,
  NodeName,
  RuleView,
  View,
} from './types';

/** The name of a folder of `languages/`. */
export type Lang = string;

/** What the inspector shows and what lights up everywhere. */
export type Selection =
  | { readonly kind: 'node'; readonly id: NodeName }
  | { readonly kind: 'message'; readonly id: MessageId }
  | { readonly kind: 'client'; readonly id: string };

/** A place on the stage where something can be done: its name is what a command calls it, of a link `A-B`. */
export interface Spot {
  readonly kind: 'node' | 'message' | 'link' | 'scenes';
  readonly id: string;
}

/** What the help shows first. */
export type GuidePage = 'welcome' | 'signs';

/** The small menu at a place of the stage. */
export interface Menu extends Spot {
  /** A key has opened it, and goes on in it. */
  readonly byKey: boolean;
}

/** What a node has taken back of its ledger a moment ago: still to be seen, struck through. */
export interface Vanished {
  readonly node: NodeName;
  readonly cell: Cell;
  readonly at: Ms;
}

/** A search for a schedule that breaks a guarantee without a rule. */
export interface RuleSearch {
  /** As in `rule majority off`. */
  readonly rule: string;
  /** It is being looked for. */
  readonly busy: boolean;
  /** What stands below the rule's switch; `null` while that is loaded. */
  readonly panel: ((t: Translate) => TemplateResult) | null;
}

/** A challenge that somebody is at, and how far they are with its goals. */
export interface ChallengePlay {
  readonly task: Lesson;
  readonly goals: readonly GoalProgress[];
}

/** The command line: what stands in it, what may follow, and what became of the last line. */
export interface Prompt {
  readonly text: string;
  /** Words that may stand at the end of the text; empty while the list is closed. */
  readonly offers: readonly string[];
  /** Which of them is marked; -1: none. */
  readonly marked: number;
  /** Lines that have been run, oldest first; bounded. */
  readonly history: readonly string[];
  /** Which of them has been fetched back; `null`: the line is a new one. */
  readonly recalled: number | null;
  /** Why the text was refused. */
  readonly refusal: string | null;
  /** What was answered to `help`. */
  readonly answer: string | null;
  /** The lines that a press somewhere on the page has just run. */
  readonly ran: readonly string[];
}

/** Nodes that the user puts together for something that a protocol's own tools do. */
export interface Draft {
  readonly members: readonly NodeName[];
  /** How it is to be done, in a word of the protocol's. */
  readonly manner: string;
}

export interface Model {
  readonly view: View;
  readonly now: Ms;
  readonly duration: Ms;
  readonly paused: boolean;
  /** How far that is which was asked for and takes longer, 0 to 1; `null`: nothing does. */
  readonly progress: number | null;
  /** How time goes on from `now`; `null`: it stands, or with reduced motion goes in steps. */
  readonly line: Line | null;
  /** Virtual seconds a real second: 1 is real time, 0.001 the slowest. */
  readonly speed: number;
  readonly lanes: Lanes;
  /** What the ring may still show of ended flights, oldest first: those since the last jump, and before it those that were lost. */
  readonly landings: readonly Landing[];
  /** All flights that ended lately. */
  readonly past: { readonly all: readonly Landing[] };
  readonly events: readonly EventView[];
  /** Kept by `vanishedAfter` of `panels/vanished.ts`, from view to view. */
  readonly vanished: readonly Vanished[];
  /** Starts as `EMPTY_PROMPT` of `panels/command-line.ts`; changed by `act.prompt` only. */
  readonly prompt: Prompt;
  readonly lesson: Lesson | null;
  /** Which step of the lesson `now` lies in. */
  readonly lessonStep: number;
  /** Where one is in it. */
  readonly walk: LessonPlace | null;
  readonly challenge: ChallengePlay | null;
  readonly ruleSearch: RuleSearch | null;
  /** The one of the rules that is open. */
  readonly rule: string | null;
  readonly lang: Lang;
  readonly reducedMotion: boolean;
  /** Whether a letter by itself is a key of the page. */
  readonly letterKeys: boolean;
  /** How much there is to press: a stage that has not all of it is a guest on a slide. */
  readonly controls: Controls;
  /** For a hall: all that is written is large. */
  readonly presenting: boolean;
  readonly selection: Selection | null;
  /** A message or a node that the pointer or the focus is on, in whichever picture. */
  readonly hovered: MessageId | NodeName | null;
  /** `null`: none is open. */
  readonly menu: Menu | null;
  /** Nodes chosen for one side of a partition, while the user draws one; `null` when not drawing. */
  readonly cutting: readonly NodeName[] | null;
  /** `null` while nobody puts nodes together. */
  readonly draft: Draft | null;
}

/** What one can do in a lesson. */
export interface LessonAct {
  next(): void;
  back(): void;
  /** Shows that step from its beginning. */
  to(step: number): void;
  /** This step once more. */
  replay(): void;
  /** What will happen, as the reader thinks. */
  answer(choice: number): void;
  /** Says which choice is right, before anybody has made one. */
  show(): void;
  /** Prints it: a picture and the text of each step. */
  handout(): void;
  /** How many times as fast as the lesson would be by itself. */
  pace(pace: number): void;
  /** Whether it goes on by itself when a step has been read. */
  auto(isAuto: boolean): void;
  /** From here on it is the reader's own run. */
  takeOver(): void;
  /** Back to the lesson, where it was left. */
  resume(): void;
}

/** Everything a part may ask for. Nothing here throws: a refusal is shown on the stage. */
export interface Act {
  /** A line of the command language. Gives the refusal, or `null`. */
  command(line: string): string | null;
  /** Several, one after the other, up to the first that is refused. */
  commands(lines: readonly string[]): string | null;
  complete(line: string): readonly string[];
  /** What may be done now at a node, a message or a link; nothing at what is not there. */
  actsAt(place: string): readonly ActView[];
  /** What stands in the command line from now on. */
  prompt(prompt: Prompt): void;
  play(): void;
  pause(): void;
  seek(to: Ms): void;
  stepForward(): void;
  stepBack(): void;
  nextMilestone(): void;
  previousMilestone(): void;
  /** To the end of what has been played, and on. */
  live(): void;
  /** As if what was done last had not been done; and as if it had. */
  /** Shows a sentence of the dictionaries for a while. */
  say(key: string): void;
  takeBack(): void;
  bringBack(): void;
  /** Whether a letter by itself is a key of the page, from now on and on the next visit. */
  letterKeys(isOn: boolean): void;
  setSpeed(speed: number): void;
  switchLane(id: number): void;
  readonly lesson: LessonAct;
  /** A challenge from its beginning, as if nothing had been done. */
  beginAgain(): void;
  select(selection: Selection | null): void;
  hover(place: MessageId | NodeName | null): void;
  /** Opens the menu at a place of the stage, selects what is there and, at a message, pauses; `null`: closes it. */
  menu(menu: Menu | null): void;
  /** Opens the rules, and there that one; `null`: closes it. */
  openRule(id: string | null): void;
  /** To the next moment at which that rule acts, and stays there. */
  nextOfRule(rule: RuleView): void;
  /** Opens a tab of the column. */
  show(tab: Tab): void;
  /** Opens the help where it greets, or where it explains the signs. */
  guide(page: GuidePage): void;
  /** Plays a scene: its lines one after the other, up to the first that is refused; and goes on from there. */
  scene(scene: Scenario): void;
  /** From the beginning, set up as it is now. */
  startOver(seed: 'same' | 'new'): void;
  /** One that comes with the page; from then on its course is the one that is gone on with. */
  openLesson(id: string, course?: string): void;
  /** Shows all lessons, course by course, from that course on. */
  lessons(course?: string): void;
  /** The code of the run. */
  share(): string;
  /** Starts (`[]`), changes or ends (`null`) the drawing of a partition. */
  cutting(nodes: readonly NodeName[] | null): void;
  /** Starts, changes or ends (`null`) putting nodes together. */
  draft(draft: Draft | null): void;
  /** Looks for a schedule that breaks a guarantee without that rule; `null`: no longer. */
  search(rule: string | null): void;
  /** The ring and one line, on the whole screen where the browser allows it. */
  present(isOn: boolean): void;
  /** A new run with another protocol, number of nodes or seed. */
  restart(options: { protocol?: View['protocol']; nodes?: number; seed?: number }): void;
}
