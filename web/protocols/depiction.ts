/** What a protocol's folder gives the page: all that no other file knows about it. */

import type { SVGTemplateResult, TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Hotkey } from '../keys';
import type { Act, Model } from '../model';
import type { Layout } from '../stage/layout';
import type { Shapes } from '../stage/message';
import type { DrawnCluster, NodeDrawing } from '../stage/node';
import type { Flight, LessonFocus, NodeName, NodeView, Sentence, View } from '../types';

/** What one press plays: nothing but commands. `scene.<key>` names it, `scene.<key>.says` tells what happens. */
export interface Scenario {
  readonly key: string;
  /** What it does, in a sign: something stops, somebody asks, two meet. */
  readonly icon?: 'stop' | 'ask' | 'clash';
  /** The lines of it now, in this order; `null`: not now, and `scene.<key>.not-now` says why. */
  lines(view: View): readonly string[] | null;
}

/** What somebody is told and offered who has never been here. */
export interface Welcome {
  /** What one sees, in a sentence. */
  says(view: View): Sentence;
  /** The lesson that shows around. */
  readonly tour: string;
  /** What can be tried at once. */
  readonly tries: readonly Scenario[];
}

/** `N` is what the view has of its nodes: whoever hands it a node hands it one of its own. */
export interface Depiction<N extends NodeView = NodeView> {
  /** What a node looks like. */
  readonly node: NodeDrawing<N>;
  /** The shapes of its messages. */
  readonly shapes: Shapes;
  /** Kinds of messages that are sent all the time, and drawn fainter where they would cover the others. */
  readonly quiet?: readonly string[];
  /** Between the links and the nodes. */
  scenery?(view: DrawnCluster, layout: Layout): readonly SVGTemplateResult[];
  /** It has tools in both upper corners of the stage. */
  readonly hasTools?: true;
  /** A request, written shorter where it is long. */
  brief?(request: string): string;
  readonly welcome: Welcome;
  /** What one press plays in free play. */
  readonly scenes: readonly Scenario[];
  /** Where a client stands that may be the first to ask, while nothing goes on by itself. */
  guest?(view: View): NodeName | null;
  /** Keys of sentences that tell a newcomer what can be tried. */
  readonly hints: readonly string[];
  /** Keys of sentences of the help: what one can do beyond what all protocols allow. */
  readonly help?: readonly string[];
  /** What the paper calls an era, where pages that embed a stage are to read that of a message by this name. */
  readonly eraName?: string;
  /** Keys of events that a timer caused by running out. */
  readonly timeouts: readonly string[];
  /** Rules and settings that keep a cluster going rather than safe: without one no guarantee breaks that a search could find broken. */
  readonly liveness: readonly string[];
  /** Lessons that explain what goes wrong when a guarantee breaks, by its id. */
  readonly explained?: Readonly<Record<string, string>>;
  /** How high its table is, a row in px, and in rem whatever stands above and below the rows. The ring gets the rest. */
  readonly room: { readonly row: number; readonly rest: number };
  /** How whatever its nodes wear looks. */
  readonly styles: string;
  /** Pictures of its own, which `OwnViews` draws; `frame.<name>` names each. */
  readonly views?: Readonly<Partial<Record<OwnView, OwnPlace>>>;
}

/** A picture of a run that only one protocol has, by the name that a lesson gives it. */
export type OwnView = Exclude<LessonFocus['view'], 'ring' | 'logs' | 'space-time' | null>;

/** Where it stands: in place of the ring, beside it where there is room, or below it. */
export type OwnPlace = 'alone' | 'beside' | 'below';

/** The space-time diagram as the protocol's papers draw it: a column for each node, time downwards, each message in full. */
export interface Sequence {
  /** The columns stand in the order of these. */
  rank(node: NodeView): number;
  /** Above a column; empty: nothing. */
  heading(node: NodeView, t: Translate): string;
  /** `Prepare(n)`. */
  says(message: Flight, t: Translate): string;
}

/** The pictures of a run that are its own: loaded when somebody first looks at one. */
export interface OwnViews {
  readonly panels: Readonly<Partial<Record<OwnView, (model: Model, act: Act, t: Translate) => TemplateResult>>>;
  readonly sequence?: Sequence;
  readonly styles: string;
}

/** Pieces of a table, by sign. */
export type TableSigns = Readonly<Record<string, (t: Translate) => TemplateResult>>;

/** What all nodes hold, side by side: loaded as soon as the picture is there. */
export interface NodeTable {
  panel(model: Model, act: Act, t: Translate): TemplateResult;
  /** What stands in it: `sign.<name>` says what each means. */
  readonly signs?: TableSigns;
  readonly styles: string;
}

/** What is drawn of a protocol, to be explained: samples by sign, of which `sign.<name>` says what it means. And its own keys. */
export interface Guide<N extends NodeView = NodeView> {
  /** The whole ring, where that is another than this one node. */
  readonly nodes: readonly { readonly sign: string; readonly node: N; readonly ring?: readonly N[] }[];
  /** One of each kind, with its kind for a sign. */
  readonly messages: readonly Pick<Flight, 'kind' | 'era' | 'eraLabel' | 'answer'>[];
  /** What stands between two nodes. */
  readonly scenery?: readonly { readonly sign: string; readonly nodes: readonly [N, N] }[];
  readonly hotkeys?: readonly Hotkey[];
  /** Tools in the corners of the stage. */
  tools?(model: Model, act: Act, t: Translate): TemplateResult;
}
