/** Which lessons somebody has been through: known to this browser alone. */

import { remember, remembered } from './remembered';

const NAME = 'lessons-done';

export function lessonsDone(): ReadonlySet<string> {
  return new Set((remembered(NAME) ?? '').split(' ').filter(Boolean));
}

export function markDone(id: string): void {
  remember(NAME, [...new Set([...lessonsDone(), id])].join(' '));
}
