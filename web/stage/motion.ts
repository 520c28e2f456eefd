/**
 * What moves on the stage: messages, arcs, what fades. Each is an animation in virtual time that runs along the line of the
 * run, on the compositor: nothing of ours is asked in the frames between. So a place is a function of the time alone.
 */

import type { Model } from '../model';
import { type Line, runAlong } from '../pace';
import type { Flight, MessageId, Ms } from '../types';
import type { Barrier } from './barrier';
import { DIAL_SIDES, DIAL_TURNS } from './dial';
import { fade } from './landing';
import type { Layout } from './layout';
import { bend, hurdle, placeOn, stations, way } from './path';

/** The classes of what moves. */
const MARKED = { flight: 'stage-message', dial: 'stage-dial', lost: 'stage-lost', glow: 'stage-glow' } as const;
type Marked = keyof typeof MARKED;

/** In real ms. */
const GLOW_MS = 200;
/** How long an animation goes on after its end, in virtual ms. */
const STAYS_MS = 1e6;

/** An animation that is wanted; where all of this is the same, the one that runs is kept. */
interface Wanted {
  readonly element: SVGElement;
  readonly since: Ms;
  readonly duration: Ms;
  readonly frames: Keyframe[];
}

interface Running {
  readonly element: SVGElement;
  readonly key: string;
  readonly since: Ms;
  readonly animation: Animation;
  /** It already goes along the present line. */
  isOnLine: boolean;
}

interface Glowing {
  readonly animation: Animation;
  readonly since: number;
  readonly endsByItself: boolean;
}

export class Motion {
  /** Live collections: cheaper than a search after each drawing. */
  private readonly marked: Readonly<Record<Marked, HTMLCollectionOf<HTMLElement>>>;
  private running = new Map<string, Running>();
  private glowing = new Map<Element, Glowing>();
  private flights: readonly Flight[] = [];
  private line: Line | null = null;

  constructor(stage: HTMLElement) {
    const all = (name: string) => stage.getElementsByClassName(name) as HTMLCollectionOf<HTMLElement>;
    this.marked = {
      flight: all(MARKED.flight),
      dial: all(MARKED.dial),
      lost: all(MARKED.lost),
      glow: all(MARKED.glow),
    };
  }

  /** Finds the elements that move, after each drawing. */
  collect(model: Model, plan: Layout, barrier: Barrier): void {
    const running = new Map<string, Running>();
    const keep = (name: string, wanted: Wanted) => {
      const { element, since, duration, frames } = wanted;
      const key = JSON.stringify([since, duration, frames]);
      const known = this.running.get(name);
      if (known?.element === element && known.key === key) {
        running.set(name, known);
        this.running.delete(name);
      } else running.set(name, { element, key, since, animation: started(wanted), isOnLine: false });
    };
    this.flights = model.view.flights;
    const flying = this.elements('flight');
    if (model.reducedMotion) this.stand(flying, plan, barrier);
    else this.fly(flying, plan, barrier, keep);
    this.turn(model, keep);
    const dying = this.elements('lost');
    for (const landing of model.landings) {
      const element = dying.get(landing.id);
      if (element) keep(`lost ${landing.id}`, { element, since: landing.endedAt, ...fade(model.speed) });
    }
    for (const { animation } of this.running.values()) animation.cancel();
    this.running = running;
    if (!model.reducedMotion) this.glow(model.paused);
  }

  /** Nobody sees it. It moves again after the next drawing. */
  leave(): void {
    for (const { animation } of [...this.running.values(), ...this.glowing.values()]) animation.cancel();
    this.running.clear();
    this.glowing.clear();
  }

  flight(id: MessageId | undefined): Flight | null {
    return this.flights.find((flight) => flight.id === id) ?? null;
  }

  /** From now on time goes along this line; without one it stands at `now`. */
  follow(line: Line | null, now: Ms): void {
    for (const running of this.running.values()) {
      if (line && running.isOnLine && line === this.line) continue;
      runAlong(running.animation, running.since, line, now);
      running.isOnLine = line !== null;
    }
    this.line = line;
  }

  private fly(
    flying: ReadonlyMap<string | undefined, SVGElement>,
    plan: Layout,
    barrier: Barrier,
    keep: (name: string, wanted: Wanted) => void,
  ): void {
    for (const flight of this.flights) {
      const { id, from, to, pacedFrom, arrivesAt } = flight;
      const element = flying.get(id);
      const path = way(plan, from, to);
      if (!element || !path) continue;
      const frames = stations(path, hurdle(flight, barrier.stop(from, to))).map(({ place, share }) => ({
        offset: share,
        transform: `translate(${place.x}px, ${place.y}px)`,
      }));
      keep(`flight ${id}`, { element, since: pacedFrom, duration: arrivesAt - pacedFrom, frames });
    }
  }

  /** Nothing flies: messages stand before the middle of their way, one behind the other where several go the same. */
  private stand(flying: ReadonlyMap<string | undefined, SVGElement>, plan: Layout, barrier: Barrier): void {
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

  private turn({ view }: Model, keep: (name: string, wanted: Wanted) => void): void {
    const sides = this.elements('dial');
    for (const { id, dial } of view.nodes) {
      if (!dial) continue;
      const { full, firesAt } = dial;
      for (const side of DIAL_SIDES) {
        const name = `${id} ${side}`;
        const element = sides.get(name);
        const frames = DIAL_TURNS[side].map((degrees, at) => ({ offset: at / 2, transform: `rotate(${degrees}deg)` }));
        if (element) keep(`dial ${name}`, { element, since: firesAt - full, duration: full, frames });
      }
    }
  }

  /** Each glows once, as it appears. While it plays it does not end by itself either, but with a later drawing. */
  private glow(isPaused: boolean): void {
    const now = performance.now();
    const glowing: typeof this.glowing = new Map();
    for (const element of this.marked.glow) {
      const known = this.glowing.get(element);
      if (known && !known.endsByItself && (isPaused || now - known.since >= GLOW_MS)) known.animation.cancel();
      glowing.set(element, known ?? { animation: glows(element, isPaused), since: now, endsByItself: isPaused });
      this.glowing.delete(element);
    }
    // What moves and is not there keeps the page busy all the same.
    for (const { animation } of this.glowing.values()) animation.cancel();
    this.glowing = glowing;
  }

  /** What carries this mark, by its value. */
  private elements(mark: Marked): Map<string | undefined, SVGElement> {
    return new Map([...this.marked[mark]].map((element) => [element.dataset[mark], element as unknown as SVGElement]));
  }
}

/**
 * In virtual ms. Before its time, and after it, it stays where it begins and ends. It does not end by itself: that would cost a
 * frame of the page, just before the one that shows what has come of it.
 */
function started({ element, duration, frames }: Wanted): Animation {
  const whole = duration + STAYS_MS;
  const keyframes = frames.map((frame) => ({ ...frame, offset: (Number(frame.offset) * duration) / whole }));
  const animation = element.animate([...keyframes, { ...keyframes.at(-1), offset: 1 }], {
    duration: whole,
    fill: 'both',
  });
  return animation;
}

function glows(element: Element, endsByItself: boolean): Animation {
  const whole = GLOW_MS + (endsByItself ? 0 : STAYS_MS);
  const frames = [{ opacity: 0.9 }, { opacity: 0, offset: GLOW_MS / whole }, { opacity: 0, offset: 1 }];
  return element.animate(endsByItself ? frames.slice(0, 2) : frames, { duration: whole });
}
