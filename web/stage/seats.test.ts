import { describe, expect, it } from 'vitest';
import { flight } from '../tests/fixtures';
import { Seats } from './seats';

const going = (id: string, from = 'A', to = 'B') => flight(id, from, to, 'RequestVote');

describe('the seats of messages', () => {
  it('are kept while a message flies', () => {
    const seats = new Seats();
    const [first] = seats.take([going('m1')]);
    const again = seats.take([going('m0', 'B', 'A'), going('m1')]);
    expect(again.find((seat) => seat.flight.id === 'm1')?.place).toBe(first?.place);
  });

  it('are left empty, and taken by the next that goes the same way', () => {
    const seats = new Seats();
    const [ab, ba] = seats.take([going('m1'), going('m2', 'B', 'A')]);
    expect(seats.take([]).map(({ isEmpty }) => isEmpty)).toEqual([true, true]);
    const next = seats.take([going('m3', 'B', 'A')]).find(({ isEmpty }) => !isEmpty);
    expect(next?.place).toBe(ba?.place);
    expect(seats.take([going('m3', 'B', 'A')]).find(({ isEmpty }) => isEmpty)?.place).toBe(ab?.place);
  });

  it('are never two for one message, nor one for two', () => {
    const seats = new Seats();
    for (let round = 0; round < 40; round += 1) {
      const flights = Array.from({ length: (round * 7) % 30 }, (_, at) =>
        going(`m${round + at}`, 'ABCDE'[(round + at) % 5], 'FGHIJ'[at % 5]),
      );
      const taken = seats.take(flights).filter(({ isEmpty }) => !isEmpty);
      expect(new Set(taken.map((seat) => seat.flight.id))).toEqual(new Set(flights.map(({ id }) => id)));
      expect(new Set(taken.map(({ place }) => place)).size).toBe(flights.length);
    }
  });

  it('keep their places, so that nothing is moved about in the page', () => {
    const seats = new Seats();
    const places = seats.take([going('m1'), going('m2', 'B', 'A'), going('m3', 'A', 'C')]).map(({ place }) => place);
    const later = seats.take([going('m4', 'C', 'A'), going('m3', 'A', 'C')]).map(({ place }) => place);
    expect(later.slice(0, 3)).toEqual(places);
    expect(later.map((place, at) => place === places[at])).toEqual([true, true, true, false]);
  });

  it('do not pile up', () => {
    const seats = new Seats();
    for (let at = 0; at < 300; at += 1) seats.take([going(`m${at}`, `N${at}`)]);
    expect(seats.take([]).length).toBeLessThanOrEqual(25);
  });
});
