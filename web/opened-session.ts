/** Opens a run to its end, in an instance of the simulation that nothing has broken. */

import { createSession, instanceOf, renewEngine } from './engine';
import type { Clock } from './player/clock';
import { isRefusal } from './player/guard';
import { openInSlices } from './player/slices';
import type { ProtocolName, Session, SessionOptions } from './types';

/**
 * `told`: how far it is; it may say that nobody wants it any more. Throws the refusal of a run that does not go as it says; anything
 * else that is thrown has left a fresh instance behind.
 */
export async function openSession(
  protocol: ProtocolName,
  options: SessionOptions,
  clock: Clock,
  told: (session: Session, progress: number) => boolean,
): Promise<Session> {
  for (;;) {
    const instance = instanceOf(protocol);
    try {
      const session = createSession(protocol, options);
      await openInSlices(session, clock, (progress) => told(session, progress));
      return session;
    } catch (error) {
      // It went down with a run of somebody else: once more.
      if (!isRefusal(error) && instanceOf(protocol) !== instance) continue;
      if (!isRefusal(error)) renewEngine(protocol);
      throw error;
    }
  }
}
