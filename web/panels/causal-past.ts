/**
 * What may have led to a message: everything from which a way of messages and of time on a line leads to its sending. It is
 * read off the picture alone: who sent what when, and when that came.
 */

import type { Flight, Landing, MessageId, Ms, NodeName } from '../types';

type Sending = Pick<Flight, 'id' | 'from' | 'to' | 'sentAt'> & Partial<Pick<Landing, 'endedAt' | 'outcome'>>;

export interface CausalPast {
  readonly messages: ReadonlySet<MessageId>;
  /** Of each line that has a part in it, up to when it has. */
  readonly until: ReadonlyMap<NodeName, Ms>;
}

/** `null`: no such message is to be seen. */
export function causalPast(id: MessageId, ways: readonly Sending[]): CausalPast | null {
  const last = ways.find((way) => way.id === id);
  if (!last) return null;
  const until = new Map([[last.from, last.sentAt]]);
  const messages = new Set<MessageId>();
  // What came last first: whoever is reached by a message was so before it sent any that matter here.
  const come = ways
    .flatMap((way) =>
      way.outcome === 'delivered' && way.endedAt !== undefined ? [{ ...way, endedAt: way.endedAt }] : [],
    )
    .sort((one, other) => other.endedAt - one.endedAt);
  for (const { id: cause, from, to, sentAt, endedAt } of come) {
    if (cause === id || endedAt > (until.get(to) ?? Number.NEGATIVE_INFINITY)) continue;
    messages.add(cause);
    until.set(from, Math.max(sentAt, until.get(from) ?? sentAt));
  }
  return { messages, until };
}
