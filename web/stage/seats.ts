/**
 * The elements that messages are drawn in. One whose message has arrived waits, empty and unseen, for the next that goes the
 * same way: to make such an element, and to take it away, costs more than all that is written in it.
 */

import type { Flight, MessageId } from '../types';

/** So many wait at most. */
const EMPTY_MAX = 24;

export interface Seat {
  /** Whose it is, or, if it is empty, whose it was last. */
  readonly flight: Flight;
  readonly isEmpty: boolean;
  /** What the element is known by: the same for all who sit in it. */
  readonly place: object;
}

export class Seats {
  private seats: readonly Seat[] = [];

  /** Everybody keeps the seat they have; who is new takes an empty one, best of the same way. */
  take(flights: readonly Flight[]): readonly Seat[] {
    const coming = new Map<MessageId, Flight>(flights.map((flight) => [flight.id, flight]));
    const taken: Seat[] = [];
    const empty: Seat[] = [];
    for (const seat of this.seats) {
      const flight = seat.isEmpty ? undefined : coming.get(seat.flight.id);
      if (flight) {
        coming.delete(flight.id);
        taken.push(flight === seat.flight ? seat : { ...seat, flight });
      } else empty.push(seat.isEmpty ? seat : { ...seat, isEmpty: true });
    }
    for (const flight of coming.values()) {
      const place = leave(empty, flight)?.place ?? {};
      taken.push({ flight, isEmpty: false, place });
    }
    this.seats = [...taken, ...empty.slice(-EMPTY_MAX)];
    return this.seats;
  }
}

/** The seat that this one gets, taken out of the empty ones; `undefined`: there is room for one more. */
function leave(empty: Seat[], { from, to }: Flight): Seat | undefined {
  const same = empty.findIndex(({ flight }) => flight.from === from && flight.to === to);
  if (same >= 0) return empty.splice(same, 1)[0];
  return empty.length < EMPTY_MAX ? undefined : empty.shift();
}
