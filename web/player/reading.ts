/** What was read of a Session last: its picture, its branches, and what happened lately. What has not changed is not read again. */

import { EVENTS_MAX, LANDINGS_MAX, PANELS_EVERY_MS } from '../constants';
import type { EventView, Landing, Lanes, Ms, Session, View } from '../types';
import type { Clock } from './clock';
import { Past } from './past';

/** The lanes are read again after so many times as long as reading them took. */
const LANES_PATIENCE = 50;

/** What is new since it was read before. */
export interface News {
  readonly isOther: boolean;
  readonly happened: readonly EventView[];
}

export class Reading {
  view: View;
  lanes: Lanes;
  /** How far the present branch has been played. */
  reached: Ms;
  landings: readonly Landing[] = [];
  past: Past;
  events: readonly EventView[] = [];
  private viewVersion: number;
  private lanesVersion: number;
  private lanesDueAt: number;
  private happenedSeen: number;

  constructor(
    session: Session,
    private readonly clock: Clock,
    /** All flights that ended lately, asked for when somebody looks. */
    private readonly ended: () => readonly Landing[],
  ) {
    this.view = session.view();
    this.viewVersion = session.version;
    this.reached = session.duration;
    this.lanes = session.lanes();
    this.lanesVersion = session.lanesVersion;
    this.lanesDueAt = clock.now() + PANELS_EVERY_MS;
    this.past = Past.at(0, () => [], LANDINGS_MAX);
    this.readTrail(session);
    this.happenedSeen = session.happened;
  }

  /** There is an event to tell. */
  hasNews(session: Session): boolean {
    return session.happened !== this.happenedSeen;
  }

  hasChanged(session: Session): boolean {
    return session.version !== this.viewVersion;
  }

  /** `jumped`: not by playing; then nothing has happened. */
  read(session: Session, jumped: boolean): News {
    this.reached = session.duration;
    const isOther = this.hasChanged(session);
    const known = this.events.at(-1)?.serial ?? -1;
    if (isOther) {
      this.viewVersion = session.version;
      this.view = session.view();
      this.readTrail(session);
    } else if (session.now !== this.view.now) this.view = Object.freeze({ ...this.view, now: session.now });
    this.happenedSeen = session.happened;
    // A new branch brings the past anew; what lies before the deed has been told already.
    return { isOther, happened: isOther && !jumped ? this.events.filter(({ serial }) => serial > known) : [] };
  }

  /** The lanes grow with every commit: while it plays, only a small part of the time goes into reading them. */
  areLanesDue(session: Session, isAtRest: boolean): boolean {
    return session.lanesVersion !== this.lanesVersion && (isAtRest || this.clock.now() >= this.lanesDueAt);
  }

  /** Gives the number of the branch that is played no more, if another one is. */
  readLanes(session: Session): number | null {
    const began = this.clock.now();
    const before = this.current;
    this.lanesVersion = session.lanesVersion;
    this.lanes = session.lanes();
    const ended = this.clock.now();
    this.lanesDueAt = ended + Math.max(PANELS_EVERY_MS, LANES_PATIENCE * (ended - began));
    return this.current === before ? null : before;
  }

  /** The number of the branch that is played. */
  get current(): number {
    return this.lanes.lanes.find(({ current }) => current)?.id ?? 0;
  }

  /** Another Session, of the same run: all of it is to be read anew. */
  begin(session: Session): void {
    this.viewVersion = -1;
    this.events = [];
    this.readLanes(session);
  }

  private readTrail(session: Session): void {
    const trail = session.trail();
    this.landings = bounded(trail.reset ? [] : this.landings, trail.landings, LANDINGS_MAX);
    if (trail.reset || trail.unseen) this.past = Past.at(session.now, this.ended, LANDINGS_MAX);
    else this.past = this.past.with(trail.landings);
    this.events = bounded(trail.reset ? [] : this.events, trail.events, EVENTS_MAX);
  }
}

function bounded<T>(old: readonly T[], added: readonly T[], max: number): readonly T[] {
  return added.length === 0 ? old : Object.freeze([...old, ...added].slice(-max));
}
