/** What shows the rules of a protocol wherever they act: loaded when somebody could look. */

import { speakOfPanels } from './i18n/index';
import { speakOfRules } from './i18n/rule-words';
import { lessonRule } from './panels/lesson-rule';
import { ruleLinks, walkLinks } from './panels/rule-links';
import linkStyles from './panels/rule-links.css?inline';
import switchStyles from './panels/rule-search.css?inline';
import { rulesPanel } from './panels/rules';
import rulesStyles from './panels/rules.css?inline';
import { loadRules } from './protocols/registry';
import { RuleTable } from './rule-table';
import { sheet } from './theme/sheet';
import type { ProtocolName } from './types';

export interface Rulebook {
  readonly table: RuleTable;
  /** The rules that an event names, each a way to its place in the panel. */
  readonly links: typeof ruleLinks;
  readonly walkLinks: typeof walkLinks;
  /** The rule that acts, below the text of a lesson. */
  readonly lessonRule: typeof lessonRule;
  /** How these look, wherever they stand: for the stage of that root, once. */
  dress(root: ShadowRoot): void;
}

let worn: CSSStyleSheet | null = null;

function dress({ adoptedStyleSheets: adopted }: ShadowRoot): void {
  worn ??= sheet(linkStyles);
  if (!adopted.includes(worn)) adopted.push(worn);
}

export async function readRules(protocol: ProtocolName): Promise<Rulebook> {
  const [rows] = await Promise.all([loadRules(protocol), speakOfRules(), speakOfPanels()]);
  return { table: new RuleTable(rows), links: ruleLinks, walkLinks, lessonRule, dress };
}

export const panels = { rules: rulesPanel };

export const styles = switchStyles + rulesStyles;
