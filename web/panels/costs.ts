/** What the last request has cost so far, as far as it can be counted: messages between nodes, and time until the answer. */

import type { ClientView, Flight, Landing, Ms } from '../types';

type Message = Pick<Flight, 'from' | 'to' | 'kind' | 'sentAt'> & Partial<Pick<Landing, 'outcome'>>;

export interface Costs {
  readonly request: string;
  /** Those sent since, answers among them. */
  readonly messages: number;
  readonly lost: number;
  /** Until its client was answered; `null`: it waits. */
  readonly took: Ms | null;
}

/** `quiet`: kinds that are sent all the time, whatever is asked. `null`: nobody has asked, or that is forgotten. */
export function costsOf(
  clients: readonly Pick<ClientView, 'id' | 'request' | 'sentAt' | 'answeredAt'>[],
  messages: readonly Message[],
  quiet: readonly string[],
): Costs | null {
  const last = clients.reduce<(typeof clients)[number] | null>(
    (newest, one) => (newest && newest.sentAt > one.sentAt ? newest : one),
    null,
  );
  if (!last || !messages.some(({ from, sentAt }) => from === last.id && sentAt <= last.sentAt)) return null;
  const end = last.answeredAt ?? Number.POSITIVE_INFINITY;
  const isClient = (name: string) => clients.some(({ id }) => id === name);
  const since = messages.filter(
    ({ from, to, kind, sentAt }) =>
      sentAt >= last.sentAt && sentAt <= end && !isClient(from) && !isClient(to) && !quiet.includes(kind),
  );
  const lost = since.filter(({ outcome }) => outcome !== undefined && outcome !== 'delivered').length;
  const took = last.answeredAt === null ? null : last.answeredAt - last.sentAt;
  return { request: last.request, messages: since.length, lost, took };
}
