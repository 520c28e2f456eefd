/** What stands around the picture: loaded as soon as the picture is there, which it never keeps waiting. */

import alarmStyles from './panels/alarm.css?inline';
import { captionPanel, walkPanel } from './panels/caption';
import captionStyles from './panels/caption.css?inline';
import { commandLinePanel } from './panels/command-line';
import commandLineStyles from './panels/command-line.css?inline';
import { eventsPanel } from './panels/events';
import eventsStyles from './panels/events.css?inline';
import forcedColorsStyles from './panels/forced-colors.css?inline';
import noticeStyles from './panels/notice.css?inline';
import panelStyles from './panels/panel.css?inline';
import { paperHead } from './panels/paper';
import paperStyles from './panels/paper.css?inline';
import ruleLinksStyles from './panels/rule-links.css?inline';
import settingSwitchStyles from './panels/setting-switch.css?inline';
import { timelinePanel } from './panels/timeline';
import timelineStyles from './panels/timeline.css?inline';
import chipStyles from './stage/chips.css?inline';
import clientStyles from './stage/client.css?inline';
import toolStyles from './stage/tools.css?inline';
import wallStyles from './stage/wall.css?inline';

export const panels = {
  timeline: timelinePanel,
  events: eventsPanel,
  command: commandLinePanel,
  paper: paperHead,
  caption: captionPanel,
  walk: walkPanel,
};

/** How rules and settings look wherever they stand comes with what is nearly everywhere: several bundles show them. */
export const styles =
  panelStyles +
  captionStyles +
  timelineStyles +
  eventsStyles +
  ruleLinksStyles +
  settingSwitchStyles +
  commandLineStyles +
  alarmStyles +
  noticeStyles +
  chipStyles +
  clientStyles +
  toolStyles +
  wallStyles +
  forcedColorsStyles +
  paperStyles;
