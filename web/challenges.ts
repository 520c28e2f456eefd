/** Which lessons are challenges: told by their names. */

const FAMILY = 'challenge/';

/** The course that they stand in. */
export const CHALLENGES = 'challenges';

/** What is done in a challenge is somebody's own, and no lesson's. */
export function isChallenge(lesson: string | null): boolean {
  return lesson?.startsWith(FAMILY) ?? false;
}
