/** What the reader has chosen, selected and opened; no part of the run. */

import type { Arrangement, Notice, Scene, Tab } from './frame';
import type { Draft, GuidePage, Menu, Prompt, RuleSearch, Selection } from './model';
import { EMPTY_PROMPT } from './panels/prompt';
import type { LessonFocus, MessageId, NodeName } from './types';

export interface Desk {
  readonly selection: Selection | null;
  readonly hovered: MessageId | NodeName | null;
  readonly menu: Menu | null;
  readonly cutting: readonly NodeName[] | null;
  readonly draft: Draft | null;
  readonly prompt: Prompt;
  readonly presenting: boolean;
  readonly tab: Tab | null;
  readonly guide: GuidePage;
  readonly arrangement: Arrangement | null;
  /** The lesson's view in place of which the reader has chosen another. */
  readonly overruled: LessonFocus | null;
  readonly notice: Notice | null;
  readonly ruleSearch: RuleSearch | null;
  readonly rule: string | null;
  readonly found: Scene['found'];
  /** A run that takes a while to be opened. */
  readonly opening: Scene['working'];
}

export const EMPTY_DESK: Desk = {
  selection: null,
  hovered: null,
  menu: null,
  cutting: null,
  draft: null,
  prompt: EMPTY_PROMPT,
  presenting: false,
  tab: 'events',
  guide: 'welcome',
  arrangement: null,
  overruled: null,
  notice: null,
  ruleSearch: null,
  rule: null,
  found: null,
  opening: null,
};

/** Of another run nothing is chosen yet. */
export const NOTHING_CHOSEN: Partial<Desk> = {
  selection: null,
  hovered: null,
  menu: null,
  cutting: null,
  draft: null,
  rule: null,
};
