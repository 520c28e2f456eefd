/** A run that a link stands for may have been made when the protocols behaved otherwise. */

import type { Notices } from './notices';
import type { Session } from './types';

/** Says so, until somebody has read it. */
export function tellBehaviour(session: Pick<Session, 'madeWith'>, notices: Pick<Notices, 'say'>): void {
  const made = session.madeWith();
  if (made) notices.say({ tone: 'news', stays: true, text: (t) => t(`run.made-${made}`) });
}
