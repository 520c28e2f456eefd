/** What a server of Raft holds, in a line. */

import type { Translate } from '../../i18n/index';
import type { Configuration, StoredValue } from './types';

/** `A B C`, or `A B C → A B C D E` while joint; `A B C + F` with a learner. */
export function members({ voters, old, learners }: Configuration): string {
  const list = (nodes: Configuration['voters']) => nodes.join(' ') || '–';
  const say = old.length === 0 ? list(voters) : `${list(old)} → ${list(voters)}`;
  return learners.length === 0 ? say : `${say} + ${list(learners)}`;
}

/** What a state machine holds. */
export function values(state: readonly StoredValue[], t: Translate): string {
  return state.map(({ name, value }) => `${name}=${value}`).join(t('list.comma'));
}
