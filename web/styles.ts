/** All that a stage is styled by but its late panels: made once, shared by all stages of a page. */

import { frameStyles } from './frame-styles';
import { checksStyles } from './panels/checks';
import { commandLineStyles } from './panels/command-line';
import { eventsStyles } from './panels/events';
import { helpStyles } from './panels/help';
import { inspectorStyles } from './panels/inspector';
import { lessonStyles } from './panels/lesson';
import { logStyles } from './panels/log-styles';
import { paxosStyles } from './panels/paxos-table';
import { timelineStyles } from './panels/timeline';
import { transportStyles } from './panels/transport';
import { nodeStyles } from './stage/node-styles';
import { stageStyles } from './stage/styles';
import { sheet } from './theme/css';
import { tokens } from './theme/tokens';

let shared: CSSStyleSheet | null = null;

export function styles(): CSSStyleSheet {
  shared ??= sheet(
    tokens,
    frameStyles,
    stageStyles,
    nodeStyles,
    timelineStyles,
    transportStyles,
    logStyles,
    paxosStyles,
    inspectorStyles,
    eventsStyles,
    checksStyles,
    commandLineStyles,
    lessonStyles,
    helpStyles,
  );
  return shared;
}
