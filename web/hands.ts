/** What one does things with on the stage, and what shows what was done: loaded as soon as a run stands, which it never keeps waiting. */

export { bringBack, playScene, runLines, takeBack } from './commanding';
export { isTaken, pressKey } from './keys';
export { vanishedAfter } from './panels/vanished';
export { barrier } from './stage/barrier';
export { isUnusual, stageChips } from './stage/chips';
export { CutDrag } from './stage/cut-drag';
export { Words, withoutWords } from './stage/labels';
export { grounds, plannedWalls, walls } from './stage/wall';
export { walkTabs } from './tab-keys';
