/** What a protocol's folder gives the page: all that no other file knows about it. */

import type { SVGTemplateResult, TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Hotkey } from '../keys';
import type { Act, Model } from '../model';
import type { Layout } from '../stage/layout';
import type { Shapes } from '../stage/message';
import type { NodeDrawing } from '../stage/node';
import type { NodeView, View } from '../types';

/** `N` is what the view has of its nodes: whoever hands it a node hands it one of its own. */
export interface Depiction<N extends NodeView = NodeView> {
  /** What a node looks like. */
  readonly node: NodeDrawing<N>;
  /** The shapes of its messages. */
  readonly shapes: Shapes;
  /** Kinds of messages that are sent all the time, and drawn fainter where they would cover the others. */
  readonly quiet?: readonly string[];
  /** Between the links and the nodes. */
  scenery?(view: View, layout: Layout): readonly SVGTemplateResult[];
  /** Tools in the corners of the stage. */
  tools?(model: Model, act: Act, t: Translate): TemplateResult;
  /** What all nodes hold, side by side. */
  table(model: Model, act: Act, t: Translate): TemplateResult;
  /** A request, written shorter where it is long. */
  brief?(request: string): string;
  /** Keys of sentences that tell a newcomer what can be tried. */
  readonly hints: readonly string[];
  /** Keys of sentences of the help: what one can do beyond what all protocols allow. */
  readonly help?: readonly string[];
  readonly hotkeys?: readonly Hotkey[];
  /** What the paper calls an era, where pages that embed a stage are to read that of a message by this name. */
  readonly eraName?: string;
  /** Keys of events that a timer caused by running out. */
  readonly timeouts: readonly string[];
  /** Rules and settings that keep a cluster going rather than safe: without one no promise breaks that a search could find broken. */
  readonly liveness: readonly string[];
  /** How its table, and whatever its nodes wear, looks. */
  readonly styles: string;
}
