/**
 * The elements that messages are drawn in. One whose message has arrived waits, empty and unseen, for the next that goes the
 * same way: to make such an element, and to take it away, costs more than all that is written in it.
 */

import type { Flight, MessageId } from '../types';

/** So many wait at most. */
const EMPTY_MAX = 16;

export interface FlightElement {
  /** Whose it is, or, if it is empty, whose it was last. */
  readonly flight: Flight;
  readonly isEmpty: boolean;
  /** What the element is known by: the same for all who sit in it. */
  readonly place: object;
}

export class Seats {
  private seats: readonly FlightElement[] = [];

  /** Everybody keeps the seat they have; who is new takes an empty one, best of the same way. No seat changes its place. */
  take(flights: readonly Flight[]): readonly FlightElement[] {
    const coming = new Map<MessageId, Flight>(flights.map((flight) => [flight.id, flight]));
    const seats = this.seats.map((seat): FlightElement => {
      const flight = seat.isEmpty ? undefined : coming.get(seat.flight.id);
      if (!flight) return seat.isEmpty ? seat : { ...seat, isEmpty: true };
      coming.delete(flight.id);
      return flight === seat.flight ? seat : { ...seat, flight };
    });
    let empty = seats.filter(({ isEmpty }) => isEmpty).length;
    for (const flight of coming.values()) {
      const at = free(seats, flight, empty >= EMPTY_MAX);
      const [place, isNew] = [seats[at]?.place ?? {}, at < 0];
      seats.splice(isNew ? seats.length : at, isNew ? 0 : 1, { flight, isEmpty: false, place });
      if (!isNew) empty -= 1;
    }
    this.seats = seats.filter(({ isEmpty }) => !isEmpty || empty-- <= EMPTY_MAX);
    return this.seats;
  }
}

/** The empty seat that this one gets; -1: there is room for one more. */
function free(seats: readonly FlightElement[], { from, to }: Flight, takesAny: boolean): number {
  const same = seats.findIndex(({ isEmpty, flight }) => isEmpty && flight.from === from && flight.to === to);
  return same < 0 && takesAny ? seats.findIndex(({ isEmpty }) => isEmpty) : same;
}
