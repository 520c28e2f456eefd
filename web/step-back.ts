/** What two keys do: one opens the help and closes it, the other leads back out of what is open, one thing at a time. */

import type { Desk } from './desk';
import type { Tab } from './frame';
import { hasText } from './lesson-focus';
import type { Player } from './player/player';
import type { StagePicture } from './stage-picture';

/** The stage, as far as things are open on it. */
interface OpenStage {
  readonly player: () => Player | null;
  readonly picture: Pick<StagePicture, 'desk' | 'put' | 'putNow'>;
  /** Whether there is somebody to be greeted. */
  readonly greets: () => boolean;
  readonly present: (isOn: boolean) => void;
}

/** From the welcome it goes on to what the signs mean. */
export function toggleHelp(stage: OpenStage): void {
  stage.picture.put({ tab: isHelpOpen(stage) ? besides(stage) : 'help', guide: 'signs' });
}

/** Says whether anything was open. */
export function stepBack(stage: OpenStage): boolean {
  const { picture } = stage;
  const { menu, presenting, cutting, draft, selection, notice }: Desk = picture.desk;
  if (menu) picture.putNow({ menu: null });
  else if (presenting) stage.present(false);
  else if (isHelpOpen(stage)) picture.put({ tab: besides(stage) });
  else if (cutting || draft) picture.putNow({ cutting: null, draft: null });
  else if (selection || notice) picture.put({ selection: null, notice: null });
  else return false;
  return true;
}

/** Somebody who has never been here reads what one sees: that nobody has opened. */
function isHelpOpen({ picture: { desk }, greets }: OpenStage): boolean {
  return desk.tab === 'help' && !(desk.guide === 'welcome' && greets());
}

/** What is open where nothing else is: the lesson, if there is one. */
function besides({ player }: OpenStage): Tab {
  return hasText(player()?.run ?? null) ? 'lesson' : 'events';
}
