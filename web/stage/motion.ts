/** What moves on the stage, and is written in every frame without drawing anything anew: messages, arcs, what fades. */

import type { Model } from '../model';
import type { Dial, Flight, Landing, MessageId, Ms } from '../types';
import type { Barrier } from './barrier';
import { strength } from './landing';
import type { Layout } from './layout';
import { arcLeft } from './node';
import { bend, placeOn, progress, type Way, way } from './path';

/** The classes of what moves. */
const MARKED = { flight: 'stage-message', dial: 'stage-dial', lost: 'stage-lost' } as const;

interface Moving {
  readonly element: SVGElement;
  readonly flight: Flight;
  readonly way: Way;
  /** Where a wall stands on its way; `null`: nowhere. */
  readonly stop: number | null;
  /** With reduced motion, where it stands still. */
  readonly still: number | null;
}

interface Arc {
  readonly element: SVGElement;
  readonly dial: Dial;
  /** As it was written last; `null`: not yet. */
  offset: number | null;
}

export class Motion {
  /** Live collections: cheaper than a search after each drawing. */
  private readonly marked: Readonly<Record<keyof typeof MARKED, HTMLCollectionOf<HTMLElement>>>;
  private moving: Moving[] = [];
  private arcs: Arc[] = [];
  private fading: { readonly element: SVGElement; readonly landing: Landing }[] = [];

  constructor(stage: HTMLElement) {
    const all = (name: string) => stage.getElementsByClassName(name) as HTMLCollectionOf<HTMLElement>;
    this.marked = { flight: all(MARKED.flight), dial: all(MARKED.dial), lost: all(MARKED.lost) };
  }

  /** Finds the elements that move, after each drawing. */
  collect({ view, landings, reducedMotion }: Model, plan: Layout, barrier: Barrier): void {
    const [flying, dials, dying] = [this.elements('flight'), this.elements('dial'), this.elements('lost')];
    const still = reducedMotion ? standing(view.flights) : null;
    this.moving = view.flights.flatMap((flight) => {
      const element = flying.get(flight.id);
      const path = way(plan, flight.from, flight.to);
      if (!element || !path) return [];
      const stop = barrier.stop(flight.from, flight.to);
      return [{ element, flight, way: path, stop, still: still?.get(flight.id) ?? null }];
    });
    const written = new Map(this.arcs.map(({ element, offset }) => [element, offset]));
    this.arcs = view.nodes.flatMap(({ id, dial }) => {
      const element = dials.get(id);
      return element && dial ? [{ element, dial, offset: written.get(element) ?? null }] : [];
    });
    this.fading = landings.flatMap((landing) => {
      const element = dying.get(landing.id);
      return element ? [{ element, landing }] : [];
    });
  }

  flight(id: MessageId | undefined): Flight | null {
    return this.moving.find(({ flight }) => flight.id === id)?.flight ?? null;
  }

  /** Puts messages where they are at that time: cheap enough for every frame, as nothing is painted. */
  place(now: Ms): void {
    for (const { element, flight, way, stop, still } of this.moving) {
      const share = still ?? progress(flight, now);
      const { x, y } = placeOn(way, stop === null ? share : bend(share, stop));
      element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    }
  }

  /** Lets the arcs run down, and what is lost fade: the ring is painted anew. */
  turn(now: Ms, speed: number): void {
    for (const arc of this.arcs) {
      // In steps of half a percent: finer ones cannot be seen, and each costs a painting.
      const offset = Math.round(200 * (1 - arcLeft(arc.dial, now))) / 2;
      if (offset === arc.offset) continue;
      arc.offset = offset;
      arc.element.setAttribute('stroke-dashoffset', String(offset));
    }
    for (const { element, landing } of this.fading)
      element.setAttribute('opacity', strength(landing, now, speed).toFixed(2));
  }

  /** What carries this mark, by its value. */
  private elements(mark: keyof typeof MARKED): Map<string | undefined, SVGElement> {
    return new Map([...this.marked[mark]].map((element) => [element.dataset[mark], element as unknown as SVGElement]));
  }
}

/** Nothing flies: messages stand before the middle of their way, one behind the other where several go the same. */
function standing(flights: readonly Flight[]): Map<MessageId, number> {
  const link = ({ from, to }: Flight) => `${from}>${to}`;
  return new Map(
    flights.map((flight) => {
      const along = flights.filter((other) => link(other) === link(flight));
      return [flight.id, 0.4 + ((along.indexOf(flight) - (along.length - 1) / 2) * 0.5) / along.length];
    }),
  );
}
