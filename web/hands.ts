/** What one does things with on the stage, and what shows what was done: loaded as soon as a run stands, which it never keeps waiting. */

export { alarmBanner } from './alarm-banner';
export { BigPicture } from './big-picture';
export { carryOver } from './carry-over';
export { bringBack, nextMilestone, nextOfRule, playScene, runLines, takeBack } from './commanding';
export { Keyboard } from './keyboard';
export { pressKey } from './keys';
export { LanguageWatch } from './language-watch';
export { LedgerGlows } from './panels/ledger-glows';
export { vanishedAfter } from './panels/vanished';
export { fitToPaper, fitToSlide } from './paper';
export { rebuild } from './player/rebuild';
export { SearchControl } from './search/control';
export { barrier } from './stage/barrier';
export { Changes } from './stage/changes';
export { isUnusual, stageChips } from './stage/chips';
export { CutDrag } from './stage/cut-drag';
export { Glide } from './stage/glide';
export { Glows } from './stage/glows';
export { Words, withoutWords } from './stage/labels';
export { linkLayer } from './stage/links';
export { isBeside } from './stage/menu-marks';
export { glowPicture } from './stage/node-glow';
export { pressStageKey } from './stage/stage-keys';
export { grounds, plannedWalls, walls } from './stage/wall';
export { stepBack, toggleHelp } from './step-back';
export { walkTabs } from './tab-keys';
