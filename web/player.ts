/**
 * Plays a Session against a clock. No DOM: the clock is given, what has changed is told to whoever listens, and `run`
 * is a snapshot that is never written again.
 */

import {
  EVENTS_MAX,
  FRAME_MS_MAX,
  LANDINGS_MAX,
  PANELS_EVERY_MS,
  REDUCED_MOTION_STEP_MS,
  SPEED_MAX,
  SPEED_MIN,
  STEPS_A_FRAME_MAX,
} from './constants';
import type { Model, Vanished } from './model';
import { vanishedAfter } from './panels/vanished';
import type { Args, EventView, Landing, Lanes, Lesson, Ms, Session, View } from './types';

/** Real time and its frames. */
export interface Clock {
  /** Real milliseconds. */
  now(): number;
  /** Calls back once, at the next frame; gives what `cancelFrame` takes. */
  requestFrame(callback: () => void): number;
  cancelFrame(handle: number): void;
  /** With reduced motion time goes in steps, and nothing flies. Asked in each frame, as it may change at any time. */
  reducedMotion(): boolean;
}

/** The part of the model that comes from the simulation and how it is played. */
export type Run = Pick<
  Model,
  | 'view'
  | 'now'
  | 'duration'
  | 'paused'
  | 'speed'
  | 'lanes'
  | 'landings'
  | 'events'
  | 'vanished'
  | 'lesson'
  | 'lessonStep'
>;

/** What has become different since the last change. */
export interface Change {
  /** More than the time: the view, the lanes, the speed, whether it plays. */
  readonly picture: boolean;
  /** Not by playing: a seek, a step, another branch. */
  readonly jumped: boolean;
  /** It began or ceased to play. */
  readonly playing: boolean;
  /** A command in the past has begun a new branch. */
  readonly branched: boolean;
  /** What has been played since; a jump tells nothing. */
  readonly happened: readonly EventView[];
}

/** What the simulation throws when it is asked for what is not possible; `key` names the sentence in the dictionaries. */
export interface Refusal extends Error {
  readonly key: string;
  readonly args: Args;
}

/** Why a run cannot go on. */
export interface Breakdown {
  readonly reason: string;
  /** All that is needed to see it again. */
  readonly script: string;
}

/** The lanes are read again after so many times as long as reading them took. */
const LANES_PATIENCE = 50;
const STEPS_A_SLICE = 5000;

const NOTHING: Change = { picture: false, jumped: false, playing: false, branched: false, happened: [] };

export class Player {
  /** Set once, when the simulation itself has failed. From then on nothing here does anything. */
  breakdown: Breakdown | null = null;

  private view: View;
  private viewVersion: number;
  private lanes: Lanes;
  private lanesVersion: number;
  private lanesDueAt: number;
  private landings: readonly Landing[] = [];
  private events: readonly EventView[] = [];
  private vanished: readonly Vanished[] = [];
  private readonly lesson: Lesson | null;
  private script: string;
  private snapshot: Run | null = null;
  private speedNow: number;
  private frame: number | null = null;
  private playedAt = 0;
  private stopAt: Ms | null = null;

  constructor(
    private readonly session: Session,
    private readonly clock: Clock,
    speed: number,
    private readonly tell: (change: Change) => void,
    /** Where it stops once, so that one sees what has come of it. */
    private readonly goal: Ms | null = null,
  ) {
    this.speedNow = clampSpeed(speed);
    finish(session);
    this.view = session.view();
    this.viewVersion = session.version;
    this.lanes = session.lanes();
    this.lanesVersion = session.lanesVersion;
    this.lanesDueAt = clock.now() + PANELS_EVERY_MS;
    this.lesson = session.lesson();
    this.script = session.script();
    this.readTrail();
  }

  get run(): Run {
    this.snapshot ??= Object.freeze({
      view: this.view,
      now: this.now,
      duration: this.duration,
      paused: this.paused,
      speed: this.speedNow,
      lanes: this.lanes,
      landings: this.landings,
      events: this.events,
      vanished: this.vanished,
      lesson: this.lesson,
      lessonStep: this.lessonStep,
    });
    return this.snapshot;
  }

  get now(): Ms {
    return this.breakdown ? (this.snapshot?.now ?? this.view.now) : this.session.now;
  }

  get duration(): Ms {
    return this.breakdown ? (this.snapshot?.duration ?? this.view.now) : this.session.duration;
  }

  get paused(): boolean {
    return this.frame === null;
  }

  get speed(): number {
    return this.speedNow;
  }

  set speed(speed: number) {
    const wanted = clampSpeed(speed);
    if (wanted === this.speedNow) return;
    this.speedNow = wanted;
    this.changed({ ...NOTHING, picture: true });
  }

  /** Until the end of the lesson's present step, if it is a lesson that is played, or to the goal; else without end. */
  play(): void {
    if (this.breakdown || !this.paused) return;
    this.stopAt = this.nextStop();
    this.playedAt = this.clock.now();
    this.frame = this.clock.requestFrame(this.onFrame);
    this.changed({ ...NOTHING, picture: true, playing: true });
  }

  pause(): void {
    if (this.frame === null) return;
    this.clock.cancelFrame(this.frame);
    this.frame = null;
    this.changed({ ...NOTHING, picture: true, playing: true });
  }

  seek(to: Ms): void {
    this.jump(() => this.session.seek(Math.max(to, this.lanes.earliest)));
  }

  stepForward(): void {
    this.pause();
    this.jump(() => this.session.stepForward());
  }

  stepBack(): void {
    this.pause();
    this.jump(() => this.session.stepBack());
  }

  nextMilestone(): void {
    this.jump(() => this.session.nextMilestone());
  }

  previousMilestone(): void {
    this.jump(() => this.session.previousMilestone());
  }

  /** To the end of what has been played, and on. */
  live(): void {
    this.jump(() => this.session.seek(this.session.duration));
    this.play();
  }

  switchLane(id: number): void {
    this.jump(() => this.session.switchLane(id));
  }

  /** Throws the refusal. */
  command(line: string): void {
    const inThePast = this.now < this.duration;
    const before = currentLane(this.lanes);
    this.use(() => {
      this.session.command(line);
      this.script = this.session.script();
      if (inThePast) this.readLanes();
    }, line);
    if (this.breakdown) return;
    const branched = currentLane(this.lanes) !== before;
    if (branched) this.stopAt = null;
    this.changed({ ...NOTHING, picture: true, branched });
  }

  complete(line: string): readonly string[] {
    return this.use(() => this.session.complete(line)) ?? [];
  }

  /** The step of the lesson that `now` lies in. */
  get lessonStep(): number {
    return this.lesson ? lessonStepAt(this.lesson, this.now) : 0;
  }

  /** Shows the lesson's step of that number, from its beginning. */
  lessonTo(step: number): void {
    const wanted = this.lesson?.steps[Math.min(Math.max(step, 0), this.lesson.steps.length - 1)];
    if (!wanted) return;
    const wasPaused = this.paused;
    this.pause();
    const first = this.lanes.lanes.find((lane) => lane.parent === null);
    if (first && !first.current) this.switchLane(first.id);
    this.seek(wanted.from);
    if (!wasPaused) this.play();
  }

  /** Plays this step where it has not begun, else the next; of the last one, shows the end. */
  lessonNext(): void {
    if (!this.lesson) return;
    const { steps } = this.lesson;
    const step = this.lessonStep;
    const waits = this.paused && this.now <= (steps[step]?.from ?? 0);
    if (waits) {
      this.play();
      return;
    }
    if (step + 1 < steps.length) this.lessonTo(step + 1);
    else this.seek(steps[step]?.to ?? this.now);
    // A question is to be thought about before the run answers it.
    if (steps[step + 1]?.ask) this.pause();
    else this.play();
  }

  /** To the beginning of this step, or, when there already, of the one before. */
  lessonBack(): void {
    if (!this.lesson) return;
    this.pause();
    const step = this.lessonStep;
    const begun = this.now > (this.lesson.steps[step]?.from ?? 0);
    this.lessonTo(begun ? step : step - 1);
  }

  /** The run so far, as text. */
  get text(): string {
    return this.use(() => this.session.script()) ?? this.script;
  }

  share(): string {
    return this.use(() => this.session.share()) ?? '';
  }

  /** The player is of no use afterwards. A broken Session is left alone. */
  dispose(): void {
    if (this.frame !== null) this.clock.cancelFrame(this.frame);
    this.frame = null;
    if (!this.breakdown) this.session.free();
  }

  private readonly onFrame = (): void => {
    this.frame = this.clock.requestFrame(this.onFrame);
    const elapsed = this.clock.now() - this.playedAt;
    const inSteps = this.clock.reducedMotion();
    if (inSteps && elapsed < REDUCED_MOTION_STEP_MS) return;
    this.playedAt = this.clock.now();
    const patience = inSteps ? 2 * REDUCED_MOTION_STEP_MS : FRAME_MS_MAX;
    const wanted = this.now + Math.min(elapsed, patience) * this.speedNow;
    const to = this.stopAt === null ? wanted : Math.min(wanted, this.stopAt);
    // What could not be done within the budget is not made up for: the run is then slower than asked, the page is not.
    const arrived = this.use(() => this.session.advance(to, STEPS_A_FRAME_MAX));
    if (this.breakdown) return;
    this.changed(NOTHING);
    if (arrived && to === this.stopAt) this.pause();
  };

  private jump(go: () => void): void {
    this.use(() => {
      go();
      if (this.session.lanesVersion !== this.lanesVersion) this.readLanes();
    });
    if (this.breakdown) return;
    if (!this.paused) {
      this.stopAt = this.nextStop();
      this.playedAt = this.clock.now();
    }
    this.changed({ ...NOTHING, picture: true, jumped: true });
  }

  /** A lesson stops at the end of each step, so that one can read. Its steps, and a goal, lie on the first branch. */
  private nextStop(): Ms | null {
    const onFirstLane = this.lanes.lanes.some((lane) => lane.current && lane.parent === null);
    if (!onFirstLane) return null;
    const stops = this.lesson ? this.lesson.steps.map((step) => step.to) : [this.goal ?? 0];
    return stops.find((stop) => stop > this.now) ?? null;
  }

  /** Reads what is new, and tells. */
  private changed(change: Change): void {
    let { picture } = change;
    let happened: readonly EventView[] = [];
    this.use(() => {
      if (this.session.version !== this.viewVersion) {
        const before = this.view;
        this.viewVersion = this.session.version;
        this.view = this.session.view();
        this.vanished = vanishedAfter(this.vanished, change.jumped ? null : before, this.view);
        const known = this.events.at(-1)?.serial ?? -1;
        this.readTrail();
        // A new branch brings the past anew; what lies before the deed has been told already.
        happened = change.jumped ? [] : this.events.filter((event) => event.serial > known);
        picture = true;
      }
      if (this.session.lanesVersion !== this.lanesVersion && (this.paused || this.clock.now() >= this.lanesDueAt)) {
        this.readLanes();
        picture = true;
      }
    });
    if (this.breakdown) return;
    this.snapshot = null;
    this.tell({ ...change, picture, happened });
  }

  /** The lanes grow with every commit: while it plays, only a small part of the time goes into reading them. */
  private readLanes(): void {
    const began = this.clock.now();
    this.lanesVersion = this.session.lanesVersion;
    this.lanes = this.session.lanes();
    const ended = this.clock.now();
    this.lanesDueAt = ended + Math.max(PANELS_EVERY_MS, LANES_PATIENCE * (ended - began));
  }

  private readTrail(): void {
    const trail = this.session.trail();
    this.landings = bounded(trail.reset ? [] : this.landings, trail.landings, LANDINGS_MAX);
    this.events = bounded(trail.reset ? [] : this.events, trail.events, EVENTS_MAX);
  }

  /** Every call into the Session that may fail. A refusal goes on to the caller; a failure of the simulation ends the run. */
  private use<T>(call: () => T, line?: string): T | null {
    if (this.breakdown) return null;
    // The snapshot must be there before anything can go wrong: afterwards it is all that is left.
    const last = this.run;
    try {
      const result = call();
      finish(this.session);
      return result;
    } catch (error) {
      if (isRefusal(error)) throw error;
      this.snapshot = Object.freeze({ ...last, paused: true });
      if (this.frame !== null) this.clock.cancelFrame(this.frame);
      this.frame = null;
      const failedAt = `# failed at ${last.now} ms${line ? `, on: ${line}` : ''}\n`;
      this.breakdown = { reason: String(error), script: this.script.replace(/\n*$/, '\n') + failedAt };
      this.tell({ ...NOTHING, picture: true, playing: !last.paused });
      return null;
    }
  }
}

/** What was asked for is done to its end. */
function finish(session: Session): void {
  while (session.progress !== undefined) session.proceed(STEPS_A_SLICE);
}

/** Anything else that is thrown (a panic, a stack that ran over) is the simulation's own fault. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'key' in error;
}

function clampSpeed(speed: number): number {
  return Math.min(Math.max(speed, SPEED_MIN), SPEED_MAX);
}

function bounded<T>(old: readonly T[], added: readonly T[], max: number): readonly T[] {
  return added.length === 0 ? old : Object.freeze([...old, ...added].slice(-max));
}

function currentLane(lanes: Lanes): number | undefined {
  return lanes.lanes.find((lane) => lane.current)?.id;
}

/** Steps meet: at the border it is the later one. After the end it is the last. */
export function lessonStepAt(lesson: Lesson, now: Ms): number {
  const next = lesson.steps.findIndex((step) => step.from > now);
  return Math.max((next === -1 ? lesson.steps.length : next) - 1, 0);
}
