/** What shows the rules of a protocol wherever they act: loaded when somebody could look. */

import type { FrameAct } from './frame';
import { speakOfPanels } from './i18n/index';
import { speakOfRules } from './i18n/rule-words';
import { lessonRule } from './panels/lesson-rule';
import { ruleLinks, walkLinks } from './panels/rule-links';
import linkStyles from './panels/rule-links.css?inline';
import switchStyles from './panels/rule-search.css?inline';
import { rulesPanel } from './panels/rules';
import rulesStyles from './panels/rules.css?inline';
import type { Player } from './player/player';
import { loadRules } from './rule-files';
import { RuleTable } from './rule-table';
import { sheet } from './theme/sheet';
import type { ProtocolName, RuleView } from './types';

export interface Rulebook {
  readonly table: RuleTable;
  /** The rules that an event names, each a way to its place in the panel. */
  readonly links: typeof ruleLinks;
  readonly walkLinks: typeof walkLinks;
  /** The rule that acts, below the text of a lesson. */
  readonly lessonRule: typeof lessonRule;
  /** How these look, wherever they stand: for the stage of that root, once. */
  dress(root: ShadowRoot): void;
  /** Goes to the next time that a rule acts; says so where none is near enough. */
  readonly goToNext: typeof goToNext;
}

let worn: CSSStyleSheet | null = null;

function dress({ adoptedStyleSheets: adopted }: ShadowRoot): void {
  worn ??= sheet(linkStyles);
  if (!adopted.includes(worn)) adopted.push(worn);
}

async function goToNext(player: Player, { events, missed }: RuleView, { say }: Pick<FrameAct, 'say'>): Promise<void> {
  const keys = [...events, ...missed];
  player.nextEvent(keys.join(' '));
  await player.there;
  const { run } = player;
  if (!run.events.some(({ at, key }) => at === run.now && keys.includes(key))) say('rules.no-next');
}

export async function readRules(protocol: ProtocolName): Promise<Rulebook> {
  const [rows] = await Promise.all([loadRules(protocol), speakOfRules(), speakOfPanels()]);
  return { table: new RuleTable(rows), links: ruleLinks, walkLinks, lessonRule, dress, goToNext };
}

export const panels = { rules: rulesPanel };

export const styles = switchStyles + rulesStyles;
