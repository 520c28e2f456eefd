/** What shows the rules of a protocol wherever they act: loaded when somebody could look. */

import { speakOfPanels } from './i18n/index';
import { speakOfRules } from './i18n/rule-words';
import { lessonRule } from './panels/lesson-rule';
import { ruleLinks, walkLinks } from './panels/rule-links';
import { rulesPanel } from './panels/rules';
import styles from './panels/rules.css?inline';
import { loadRules } from './rule-files';
import { RuleTable } from './rule-table';
import type { ProtocolName } from './types';

export interface Rulebook {
  readonly table: RuleTable;
  /** The rules that an event names, each a way to its place in the panel. */
  readonly links: typeof ruleLinks;
  readonly walkLinks: typeof walkLinks;
  /** The rule that acts, below the text of a lesson. */
  readonly lessonRule: typeof lessonRule;
}

export async function readRules(protocol: ProtocolName): Promise<Rulebook> {
  const [rows] = await Promise.all([loadRules(protocol), speakOfRules(), speakOfPanels()]);
  return { table: new RuleTable(rows), links: ruleLinks, walkLinks, lessonRule };
}

export const panels = { rules: rulesPanel };

export { styles };
