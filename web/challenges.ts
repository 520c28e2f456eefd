/** Which lessons are challenges, told by their names, and which of them are done. */

import type { ChallengePlay } from './model';

const FAMILY = 'challenge/';

/** The course that they stand in. */
export const CHALLENGES = 'challenges';

/** What is done in a challenge is somebody's own, and no lesson's. */
export function isChallenge(lesson: string | null): boolean {
  return lesson?.startsWith(FAMILY) ?? false;
}

/** Of a run that is no challenge there is nothing to be done. */
export function isDone(play: ChallengePlay | null): boolean {
  return play?.goals.every(({ reached }) => reached !== null) ?? false;
}
