/**
 * What moves on the stage: messages, arcs, what fades. Each is an animation in virtual time that runs along the line of the
 * run, on the compositor: nothing of ours is asked in the frames between. So a place is a function of the time alone.
 */

import type { Model } from '../model';
import { type Line, type Paced, runAlong } from '../pace';
import type { Flight, MessageId, Ms } from '../types';
import { DIAL_SIDES, DIAL_TURNS, turned } from './dial';
import { fade, standsFor } from './landing';
import type { Layout } from './layout';
import { bend, hurdle, placeOn, stations, way } from './path';
import type { Barrier } from './stops';

/** How long an animation takes for its way, and how long it goes on after it, in its own ms. */
const WAY_MS = 1000;
const STAYS_MS = 1e6;

/** An animation that is wanted. */
interface Wanted {
  readonly element: SVGElement;
  readonly since: Ms;
  readonly duration: Ms;
  /** What its frames follow from: where all of this is the same, only the times are told anew. */
  readonly look: readonly unknown[];
  readonly frames: () => Keyframe[];
}

interface Running extends Paced {
  readonly look: readonly unknown[];
  /** It already goes along the present line. */
  isOnLine: boolean;
}

export class Motion {
  private running = new Map<Element, Running>();
  /** The animations of elements that wait to be used again. */
  private readonly resting = new WeakMap<Element, Running>();
  private flights: readonly Flight[] = [];
  private line: Line | null = null;

  /** The two halves of the arc in each place of one: they stay as long as it does. */
  private readonly halves = new WeakMap<Element, readonly SVGElement[]>();

  constructor(private readonly stage: HTMLElement) {}

  /** Finds the elements that move, after each drawing. */
  collect(model: Model, plan: Layout, barrier: Barrier): void {
    const running = new Map<Element, Running>();
    const keep = (wanted: Wanted) => {
      const { element } = wanted;
      running.set(element, timed(wanted, this.running.get(element) ?? this.resting.get(element)));
      this.running.delete(element);
      this.resting.delete(element);
    };
    this.flights = model.view.flights;
    const { flying, sides } = this.moving();
    if (model.reducedMotion) this.stand(flying, plan, barrier);
    else this.fly(flying, plan, barrier, keep);
    this.turn(model, sides, keep);
    const lost = model.landings.filter(({ outcome }) => outcome !== 'delivered');
    const dying = lost.length > 0 ? byValue(this.stage.getElementsByClassName('stage-lost'), 'data-lost') : null;
    for (const landing of lost) {
      const element = dying?.get(landing.id);
      if (element) keep({ element, since: landing.endedAt, ...fade(standsFor(model)), look: [] });
    }
    // What waits to be used again stands still meanwhile: each that goes on is looked at in each frame of the page.
    for (const [element, known] of this.running) {
      known.animation.cancel();
      if (element.isConnected && !model.reducedMotion) this.resting.set(element, known);
    }
    this.running = running;
  }

  /** Nobody sees it. It moves again after the next drawing. */
  leave(): void {
    for (const { animation } of this.running.values()) animation.cancel();
    this.running.clear();
  }

  flight(id: MessageId | undefined): Flight | null {
    return this.flights.find((flight) => flight.id === id) ?? null;
  }

  /** From now on time goes along this line; without one it stands at `now`. */
  follow(line: Line | null, now: Ms): void {
    for (const running of this.running.values()) {
      if (line && running.isOnLine && line === this.line) continue;
      runAlong(running, line, now);
      running.isOnLine = line !== null;
    }
    this.line = line;
  }

  private fly(flying: Moving, plan: Layout, barrier: Barrier, keep: (wanted: Wanted) => void): void {
    for (const flight of this.flights) {
      const { id, from, to, pacedFrom, arrivesAt } = flight;
      const element = flying.get(id);
      const path = way(plan, from, to);
      if (!element || !path) continue;
      const wall = hurdle(flight, barrier.stop(from, to));
      const frames = () =>
        stations(path, wall).map(({ place, share }) => ({
          offset: share,
          transform: `translate(${place.x}px, ${place.y}px)`,
        }));
      const look = [plan, from, to, wall?.stop, wall?.met];
      keep({ element, since: pacedFrom, duration: arrivesAt - pacedFrom, look, frames });
    }
  }

  /** Nothing flies: messages stand before the middle of their way, one behind the other where several go the same. */
  private stand(flying: Moving, plan: Layout, barrier: Barrier): void {
    const link = ({ from, to }: Flight) => `${from}>${to}`;
    for (const flight of this.flights) {
      const element = flying.get(flight.id);
      const path = way(plan, flight.from, flight.to);
      if (!element || !path) continue;
      const along = this.flights.filter((other) => link(other) === link(flight));
      const share = 0.4 + ((along.indexOf(flight) - (along.length - 1) / 2) * 0.5) / along.length;
      const stop = barrier.stop(flight.from, flight.to);
      const { x, y } = placeOn(path, stop === null ? share : bend(share, { stop, met: 0 }));
      element.style.transform = `translate(${x.toFixed(1)}px, ${y.toFixed(1)}px)`;
    }
  }

  private turn({ view }: Model, sides: Moving, keep: (wanted: Wanted) => void): void {
    for (const { id, dial, suspendedAt } of view.nodes) {
      if (!dial) continue;
      const { full, firesAt } = dial;
      // Of a node that is suspended, the arc stands as it stood then.
      const still = suspendedAt === null ? null : Math.min(1, Math.max(0, (suspendedAt - (firesAt - full)) / full));
      for (const side of DIAL_SIDES) {
        const element = sides.get(`${id} ${side}`);
        const frames = () =>
          DIAL_TURNS[side].map((degrees, at) => ({
            offset: at / 2,
            transform: `rotate(${still === null ? degrees : turned(side, still)}deg)`,
          }));
        if (element) keep({ element, since: firesAt - full, duration: full, look: [still ?? -1], frames });
      }
    }
  }

  /**
   * The messages and the arcs. All stand on the floor itself: to walk there is cheaper than a search of all of the stage, after each
   * drawing.
   */
  private moving(): { readonly flying: Moving; readonly sides: Moving } {
    const standing = [...(this.stage.firstElementChild?.children ?? [])];
    const arcs = standing.flatMap((place) => {
      if (!place.classList.contains('stage-dial-place')) return [];
      const known = this.halves.get(place);
      const halves = known ?? [...place.querySelectorAll<SVGElement>('.stage-dial')];
      if (!known) this.halves.set(place, halves);
      return halves;
    });
    return { flying: byValue(standing, 'data-flight'), sides: byValue(arcs, 'data-dial') };
  }
}

/** What moves, by what it stands for. */
type Moving = ReadonlyMap<string, SVGElement>;

function byValue(elements: Iterable<Element>, name: string): Moving {
  const found = new Map<string, SVGElement>();
  for (const element of elements) {
    const value = element.getAttribute(name);
    if (value !== null) found.set(value, element as SVGElement);
  }
  return found;
}

/** The animation that there is, told other times where it need not be another. */
function timed(wanted: Wanted, known: Running | undefined): Running {
  const { since, look } = wanted;
  const pace = WAY_MS / Math.max(wanted.duration, Number.EPSILON);
  if (!known || !isSame(known.look, look)) {
    known?.animation.cancel();
    return { animation: started(wanted), since, pace, look, isOnLine: false };
  }
  return known.since === since && known.pace === pace && known.animation.playState !== 'idle'
    ? known
    : { animation: known.animation, since, pace, look, isOnLine: false };
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}

/**
 * Before its time, and after it, it stays where it begins and ends. It does not end by itself: that would cost a frame of the
 * page, just before the one that shows what has come of it.
 */
function started({ element, frames }: Wanted): Animation {
  const whole = WAY_MS + STAYS_MS;
  const keyframes = frames().map((frame) => ({ ...frame, offset: (Number(frame.offset) * WAY_MS) / whole }));
  return element.animate([...keyframes, { ...keyframes.at(-1), offset: 1 }], { duration: whole, fill: 'both' });
}
