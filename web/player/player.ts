/**
 * Plays a Session against a clock. No DOM: the clock is given, what has changed is told to whoever listens, and `run`
 * is a snapshot that is never written again. What it shows is what was at the last beat, all of it.
 */

import {
  BEAT_BUDGET_MS,
  MILESTONE_REACH_MS,
  SPEED_MAX,
  SPEED_MIN,
  STEPS_A_BEAT_MAX,
  STEPS_AT_ONCE,
} from '../constants';
import type { ChallengePlay, Model } from '../model';
import type { ActView, EventView, Lesson, Ms, Session } from '../types';
import { Beat } from './beat';
import { beginningOf } from './beginning';
import type { Clock } from './clock';
import { Deeds } from './deeds';
import { type Breakdown, Guard, type Refusal } from './guard';
import type { LessonWalk } from './lesson-walk';
import { Reading } from './reading';
import type { LostRun, Rebuilt } from './rebuild';
import { Slices, slice } from './slices';

/** The part of the model that comes from the simulation and how it is played. */
export type PlayedRun = Pick<
  Model,
  | 'view'
  | 'now'
  | 'line'
  | 'duration'
  | 'paused'
  | 'progress'
  | 'speed'
  | 'lanes'
  | 'landings'
  | 'past'
  | 'events'
  | 'lesson'
  | 'lessonStep'
  | 'walk'
  | 'challenge'
>;

/** What has become different since the last change. */
export interface PlayerChange {
  /** More than the time: the view, the lanes, the speed, whether it plays. */
  readonly picture: boolean;
  /** Not by playing: a seek, a step, another branch. */
  readonly jumped: boolean;
  /** It began or ceased to play. */
  readonly playing: boolean;
  /** A command in the past has begun a new branch. */
  readonly branched: boolean;
  /** The run is another one than it was: somebody has done something, taken it back, or gone to another branch. */
  readonly edited: boolean;
  /** In a frame, by playing on. */
  readonly beaten: boolean;
  /** It has been played to its end. */
  readonly ended: boolean;
  /** What has been played since; a jump tells nothing. */
  readonly happened: readonly EventView[];
}

/** The part of a run that is played, and whether it begins anew at its end. */
export interface Excerpt {
  readonly from: Ms | null;
  readonly to: Ms | null;
  readonly loops: boolean;
}

/** What a lesson is walked with: loaded with the lesson. */
export type MakeWalk = (lesson: Lesson, player: Player, clock: Clock) => LessonWalk;

/** What is left of a microsecond when it is told in ms. */
const INSTANT = 0.0005;

/** More than a run has. */
const COMMANDS_MAX = 1_000_000;

const NOTHING: PlayerChange = {
  picture: false,
  jumped: false,
  playing: false,
  branched: false,
  edited: false,
  beaten: false,
  ended: false,
  happened: [],
};

export class Player {
  private readonly reading: Reading;
  private readonly lesson: Lesson | null;
  /** A task is no lesson: from where it begins on, the run is somebody's own. */
  private challenge: ChallengePlay | null;
  private readonly walk: LessonWalk | null;
  /** How far the lesson has been seen. */
  private seenTo: Ms = 0;
  private snapshot: PlayedRun | null = null;
  private speedNow: number;
  private playing = false;
  private resting = false;
  private stopAt: Ms | null = null;
  private excerpt: Excerpt = { from: null, to: null, loops: false };
  private readonly deeds = new Deeds();
  /** How far that is which takes longer; `null`: nothing is left to do. */
  private progress: number | null = null;
  private arrivals: (() => void)[] = [];
  /** Nobody waits for all of what is brought back. */
  private isGivenUp = false;
  private readonly slices: Slices;
  private readonly guard: Guard;
  private readonly beat: Beat;

  constructor(
    session: Session,
    private readonly clock: Clock,
    speed: number,
    private readonly tell: (change: PlayerChange) => void,
    /** Where it stops once, so that one sees what has come of it. */
    private readonly goal: Ms | null = null,
    /** Of the lesson that is played. */
    readonly lessonText: string | null = null,
    /** It has been begun afresh. */
    isFresh = false,
    walkOf: MakeWalk | null = null,
  ) {
    this.speedNow = clampSpeed(speed);
    this.reading = new Reading(session, clock, () => this.guard.use((it) => it.landings(), []));
    this.guard = new Guard(
      session,
      () => this.onBroken(),
      () => this.now,
      isFresh ? beginningOf(this.reading.view) : null,
    );
    this.beat = new Beat(clock, {
      now: () => this.guard.use((session) => session.now, this.now),
      speed: () => this.speed,
      due: () => this.due(),
      advance: (to) => this.advance(to),
      hasNews: () => this.hasNews(),
      hasChanged: () => this.guard.use((session) => this.reading.hasChanged(session), false),
      show: () => this.show(),
    });
    this.slices = new Slices(clock, () => this.workOn());
    const told = isFresh ? null : session.lesson();
    this.lesson = told?.challenge ? null : told;
    this.challenge = told?.challenge ? { task: told, goals: session.goals() } : null;
    this.walk = (this.lesson && walkOf?.(this.lesson, this, clock)) ?? null;
  }

  get run(): PlayedRun {
    const { view, lanes, landings, past, events } = this.reading;
    this.snapshot ??= Object.freeze({
      view,
      now: this.now,
      line: this.beat.line,
      duration: this.duration,
      paused: this.paused,
      progress: this.progress,
      speed: this.speed,
      lanes: this.walk?.veil.over(lanes, this.seenTo) ?? lanes,
      landings,
      past,
      events,
      lesson: this.lesson,
      lessonStep: this.lessonStep,
      walk: this.walk?.place ?? null,
      challenge: this.challenge,
    });
    return this.snapshot;
  }

  /** Set when the simulation itself has failed. From then on nothing here does anything, unless it is brought back. */
  get breakdown(): Breakdown | null {
    return this.guard.breakdown;
  }

  /** The time of the view, always. */
  get now(): Ms {
    return this.reading.view.now;
  }

  /** Of a lesson, as far as it has been seen. */
  get duration(): Ms {
    return this.isGuided ? this.seenTo : this.reading.reached;
  }

  get paused(): boolean {
    return !this.playing && !this.walk?.isWaiting;
  }

  /** A lesson has a pace of its own. */
  get speed(): number {
    return this.walk && this.isGuided ? this.walk.speed : this.speedNow;
  }

  set speed(speed: number) {
    const wanted = clampSpeed(speed);
    if (wanted === this.speedNow) return;
    this.catchUp();
    this.speedNow = wanted;
    this.goOn();
    this.changed({ ...NOTHING, picture: true });
  }

  /** As a lesson's present step goes, if it is a lesson that is played; to the goal; or without end. */
  play(): void {
    if (this.breakdown || this.playing) return;
    if (this.walk && this.isGuided) this.walk.play();
    else this.roll();
  }

  /** Plays that part of the run and no more, from now on. */
  confine(excerpt: Excerpt): void {
    this.excerpt = excerpt;
    this.walk?.loop(excerpt.loops ? (excerpt.from ?? 0) : null);
    if (this.playing) this.stopAt = this.nextStop();
  }

  /** It stands where nothing is left to be played. */
  get ended(): boolean {
    return this.paused && this.isAtEnd;
  }

  private get isAtEnd(): boolean {
    const { to } = this.excerpt;
    return (to !== null && Math.abs(this.now - to) < INSTANT) || (this.isGuided && this.walk?.isOver === true);
  }

  /** As `play`; of a lesson, what the step says is left time to be read. */
  begin(): void {
    if (this.breakdown || this.playing) return;
    // A task is to be read first, and time is part of it.
    if (this.challenge) return;
    if (this.walk && this.isGuided) this.walk.enter();
    else this.roll();
  }

  roll(): void {
    if (this.breakdown || this.playing) return;
    this.playing = true;
    this.stopAt = this.nextStop();
    this.goOn();
    this.changed({ ...NOTHING, picture: true, playing: true });
  }

  pause(): void {
    if (this.walk?.cancel()) this.changed({ ...NOTHING, picture: true, playing: true });
    if (!this.playing) return;
    this.catchUp();
    this.halt();
  }

  /** The walk has told of something that is no part of the run. */
  walked(): void {
    this.goOn();
    this.changed({ ...NOTHING, picture: true, playing: true });
  }

  /** Nobody can see it: time stands until it wakes, though it is not paused. */
  rest(isResting: boolean): void {
    if (this.resting === isResting) return;
    this.catchUp();
    this.resting = isResting;
    this.walk?.rest(isResting);
    this.goOn();
    this.changed({ ...NOTHING, picture: true });
  }

  seek(to: Ms): void {
    if (this.guard.isLost) {
      this.arrivals.push(() => this.seek(to));
      return;
    }
    const last = this.isGuided ? (this.lesson?.steps.at(-1)?.to ?? to) : to;
    this.jump((session) => session.seek(Math.max(Math.min(to, last), this.reading.lanes.earliest)));
  }

  stepForward(): void {
    this.pause();
    this.jump((session) => session.stepForward());
  }

  stepBack(): void {
    this.pause();
    this.jump((session) => session.stepBack());
  }

  nextMilestone(): void {
    if (this.walk && this.isGuided) this.walk.next();
    else {
      this.catchUp();
      this.jump((session) => session.nextMilestone());
    }
  }

  /** To the next of these events, their keys with spaces between, and stays there. In a lesson nobody looks ahead. */
  nextEvent(keys: string): void {
    if (this.isGuided) return;
    this.pause();
    this.jump((session) => session.nextEvent(keys));
  }

  previousMilestone(): void {
    if (this.walk && this.isGuided) this.walk.back();
    else {
      this.catchUp();
      this.jump((session) => session.previousMilestone());
    }
  }

  /** Nothing that would be worth a stop has happened as far as one looks for it. Asked when it is there. */
  hasPassedNothing(since: Ms): boolean {
    return (
      this.now >= since + MILESTONE_REACH_MS &&
      !this.reading.events.some(({ at, milestone }) => milestone && at === this.now)
    );
  }

  /** To the end of what has been played, and on. */
  live(): void {
    if (this.isGuided) this.seek(this.seenTo);
    else {
      this.jump((session) => session.seek(session.duration));
      this.play();
    }
  }

  /** From here on it is somebody's own run: what it was so far stays as it is, on its branch. */
  takeOver(): void {
    if (!this.isGuided) return;
    this.pause();
    this.deeds.forget();
    this.jump((session) => session.branch());
  }

  /** A challenge from its beginning: what was done on this branch is taken back. */
  beginAgain(): void {
    const start = this.challenge?.task.steps[0]?.to;
    if (start === undefined) return;
    this.pause();
    this.deeds.forget();
    this.jump((session) => {
      session.takeBack(COMMANDS_MAX);
      session.seek(start);
    });
    this.edited();
  }

  switchLane(id: number): void {
    this.deeds.forget();
    this.jump((session) => session.switchLane(id));
    this.edited();
  }

  toFirstLane(): void {
    const first = this.reading.lanes.lanes.find((lane) => lane.parent === null);
    if (first && !first.current) this.switchLane(first.id);
  }

  /** Throws the refusal. */
  command(line: string): void {
    this.catchUp();
    this.give(line);
  }

  /** At the moment that was read last. */
  private give(line: string): void {
    if (this.guard.isLost) throw notYet();
    // What is done is done where the picture is.
    if (this.progress !== null) this.cancel();
    const before = this.reading.current;
    const at = this.guard.use(({ now }) => now, this.now);
    const done = this.guard.use(
      (session) => {
        const inThePast = at < session.duration;
        session.command(line);
        if (inThePast) this.readLanes(session);
        return at;
      },
      null,
      { line, at },
    );
    if (done === null) return;
    const branched = this.reading.current !== before;
    this.deeds.did(branched);
    // Another branch has been read with the lanes.
    if (branched) this.stopAt = null;
    else this.guard.note(line, done);
    this.changed({ ...NOTHING, picture: true, branched, edited: true });
  }

  /**
   * As if what was done last on this branch had not been done; gives its lines. What a lesson does is not taken back: of it,
   * and where nothing was done, nothing is given.
   */
  takeBack(): readonly string[] {
    if (this.isGuided) return [];
    this.catchUp();
    let lines: readonly string[] = [];
    this.jump((session) => {
      lines = session.takeBack(this.deeds.last);
    });
    if (lines.length > 0) {
      this.deeds.undo(lines);
      this.edited();
    }
    return lines;
  }

  /** Does again what was taken back last; gives its lines. Throws the refusal. */
  async bringBack(): Promise<readonly string[]> {
    const done = this.deeds.redo();
    if (!done) return [];
    this.seek(done.at);
    await this.there;
    // There, and not where it has been played on to since.
    for (const line of done.lines) this.give(line);
    this.deeds.restore(done);
    return done.lines;
  }

  /** Gives up what takes longer: the run stays where it has come to. */
  cancel(): void {
    this.isGivenUp = true;
    this.guard.use((session) => session.cancel(), undefined);
    if (this.progress !== null && this.guard.isSound) this.workOn();
  }

  /** When it is there where it was told to go. */
  get there(): Promise<void> {
    if (this.progress === null) return Promise.resolve();
    return new Promise((resolve) => this.arrivals.push(resolve));
  }

  /** What may be done now at a node, a message or a link. */
  actsAt(place: string): readonly ActView[] {
    return this.guard.use((session) => session.acts(place), []);
  }

  complete(line: string): readonly string[] {
    return this.guard.use((session) => session.complete(line), []);
  }

  /** The step of the lesson that `now` lies in. */
  get lessonStep(): number {
    return this.walk?.step ?? 0;
  }

  /** Whoever goes through the lesson does it by this. */
  get guide(): LessonWalk | null {
    return this.walk;
  }

  /** The run so far, as text. */
  get text(): string {
    return this.guard.textUntil(this.duration);
  }

  share(): string {
    return this.guard.use((session) => session.share(), '');
  }

  /** Its Session went down, with this run or with another one. Until it is brought back nothing is asked of it. */
  lose(): void {
    this.beat.stop();
    this.slices.stop();
    this.guard.lose();
    this.isGivenUp = false;
    this.progress = 0;
    this.changed({ ...NOTHING, picture: true });
  }

  /** What is left of it then. */
  get lost(): LostRun {
    const { guard, lessonText, challenge } = this;
    const { lanes, reached } = this.reading;
    const branches = lanes.lanes.map(({ id, parent, forkedAt, end, current }) => {
      const text = guard.textOf({ id, current });
      return { id, parent, forkedAt, end: current ? reached : end, current, text };
    });
    const own = this.lesson ? {} : guard.optionsOf(branches[0]?.text ?? '');
    const isTold = lessonText !== null && (this.lesson !== null || challenge !== null);
    return { options: isTold ? { ...own, lesson: lessonText } : own, branches, now: this.now };
  }

  /** How far it is brought back; says whether all of it is wanted. */
  comesBack(progress: number): boolean {
    this.progress = progress;
    this.changed({ ...NOTHING, picture: true });
    return !this.isGivenUp;
  }

  /** It is there again, in another Session. */
  stand({ session, numbers }: Rebuilt): void {
    this.guard.replace(session, numbers);
    this.jump(() => this.reading.begin(session));
  }

  /** It was made anew from what is left of another one: that is known here as it was there. */
  inherit({ branches, now }: LostRun, numbers: Rebuilt['numbers']): void {
    const texts = branches.flatMap(({ id, text }) => {
      const number = numbers.get(id);
      return number === undefined ? [] : [[number, text] as const];
    });
    this.guard.know(new Map(texts));
    // Of a lesson that waits, what came before somebody left it has been seen.
    const left = branches.filter(({ parent }) => parent === branches[0]?.id).map(({ forkedAt }) => forkedAt);
    this.seenTo = Math.max(this.isGuided ? now : 0, ...left);
    this.snapshot = null;
  }

  /** It cannot be brought back. */
  fail(error: unknown): void {
    this.guard.fail(error);
  }

  /** The player is of no use afterwards. A broken Session is left alone. */
  dispose(): void {
    this.walk?.cancel();
    this.playing = false;
    this.beat.stop();
    this.slices.stop();
    this.guard.free();
  }

  // ── What the beat asks ───────────────────────────────────────────────────────────────────────────────────────────

  private due(): Ms | null {
    const next = this.guard.use((session) => session.nextAt ?? null, null);
    return next === null || (this.stopAt !== null && this.stopAt < next) ? this.stopAt : next;
  }

  private advance(to: Ms): Ms {
    return this.guard.use((session) => {
      const wanted = this.stopAt === null ? to : Math.min(to, this.stopAt);
      // Where steps are slow it is time that ends the beat, and the page answers meanwhile.
      const end = this.clock.now() + BEAT_BUDGET_MS;
      let left = STEPS_A_BEAT_MAX;
      while (!session.advance(wanted, STEPS_AT_ONCE) && left > STEPS_AT_ONCE && this.clock.now() < end)
        left -= STEPS_AT_ONCE;
      return session.now;
    }, this.now);
  }

  private hasNews(): boolean {
    const { stopAt } = this;
    return this.guard.use(
      (session) => this.reading.hasNews(session) || (stopAt !== null && session.now >= stopAt),
      false,
    );
  }

  private show(): void {
    this.changed({ ...NOTHING, beaten: true });
    if (this.stopAt === null || this.now < this.stopAt) return;
    if (this.excerpt.loops && this.excerpt.to !== null && this.isAtEnd) this.seek(this.excerpt.from ?? 0);
    else if (this.isAtEnd || !this.walk || !this.isGuided || this.walk.stands) this.halt();
    else {
      // On at another speed.
      this.stopAt = this.nextStop();
      this.goOn();
      this.changed({ ...NOTHING, picture: true });
    }
  }

  // ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** To the moment that is to be seen: what somebody does then is done at that time. */
  private catchUp(): void {
    const { present } = this.beat;
    if (present !== null) this.advance(present);
  }

  private goOn(): void {
    if (this.playing && !this.resting && this.progress === null) this.beat.go();
    else this.beat.stop();
  }

  private halt(): void {
    this.playing = false;
    this.beat.stop();
    this.walk?.stood();
    this.changed({ ...NOTHING, picture: true, playing: true, ended: this.ended });
  }

  /** Nearly always it is there within the first slice, and nothing is seen of the way. */
  private edited(): void {
    this.changed({ ...NOTHING, picture: true, edited: true });
  }

  private jump(go: (session: Session) => void): void {
    this.guard.use((session) => {
      go(session);
      slice(session, this.clock);
    }, undefined);
    if (this.guard.isSound) this.arrive();
  }

  /** It is where it was told to go; or that takes longer, and until then the picture stays as it is. */
  private arrive(): void {
    this.progress = this.guard.use((session) => session.progress ?? null, null);
    if (!this.guard.isSound) return;
    if (this.progress === null) {
      this.slices.stop();
      this.changed({ ...NOTHING, picture: true, jumped: true });
      for (const arrived of this.arrivals.splice(0)) arrived();
    } else {
      this.beat.stop();
      this.slices.start();
      this.changed({ ...NOTHING, picture: true });
    }
  }

  /** A slice of what takes longer; says whether it was the last. */
  private workOn(): boolean {
    const isDone = this.guard.use((session) => slice(session, this.clock), true);
    if (this.guard.isSound) this.arrive();
    return isDone || this.progress === null;
  }

  /** A lesson says itself where it stops. It and a goal lie on the first branch. */
  private nextStop(): Ms | null {
    const { to } = this.excerpt;
    const goal = this.goal !== null && this.goal > this.now ? this.goal : null;
    const own = this.isOnFirstLane ? (this.walk?.stop ?? goal) : null;
    if (to === null || to <= this.now) return own;
    return own === null ? to : Math.min(own, to);
  }

  get isOnFirstLane(): boolean {
    return this.reading.lanes.lanes.some((lane) => lane.current && lane.parent === null);
  }

  /** It is the lesson that is seen, and no branch of somebody's own. */
  private get isGuided(): boolean {
    return this.lesson !== null && this.isOnFirstLane;
  }

  /** Reads what is new, and tells. */
  private changed(change: PlayerChange): void {
    const asIs = this.guard.isLost ? { picture: true, happened: [] } : null;
    const seen = this.guard.use((session) => this.read(session, change), asIs);
    if (!seen) return;
    if (change.jumped && this.playing) {
      this.stopAt = this.nextStop();
      this.goOn();
    }
    this.snapshot = null;
    this.tell({ ...change, ...seen });
  }

  private read(session: Session, { picture, jumped }: PlayerChange): Pick<PlayerChange, 'picture' | 'happened'> {
    if (this.progress !== null) return { picture, happened: [] };
    const { isOther, happened } = this.reading.read(session, jumped);
    if (this.challenge) this.readGoals(session, this.challenge);
    if (this.isGuided) this.seenTo = Math.max(this.seenTo, this.now);
    const areLanesDue = this.reading.areLanesDue(session, this.paused || jumped);
    if (areLanesDue) this.readLanes(session);
    return { picture: picture || isOther || areLanesDue, happened };
  }

  private readLanes(session: Session): void {
    const left = this.reading.readLanes(session);
    if (left !== null) this.guard.turn(left, this.reading.lanes);
  }

  private readGoals(session: Session, { task, goals: known }: ChallengePlay): void {
    const goals = session.goals();
    if (goals !== known) this.challenge = { task, goals };
  }

  private onBroken(): void {
    this.walk?.cancel();
    const wasPlaying = this.playing;
    this.playing = false;
    this.progress = null;
    this.beat.stop();
    this.slices.stop();
    this.snapshot = null;
    this.tell({ ...NOTHING, picture: true, playing: wasPlaying });
    for (const arrived of this.arrivals.splice(0)) arrived();
  }
}

/** What the simulation says as well while a run is being opened. */
function notYet(): Refusal {
  const place = { key: 'error.is-opening', args: {}, line: 1, column: 1 };
  return Object.assign(new Error('The saved run is still loading. Try again in a moment.'), place);
}

function clampSpeed(speed: number): number {
  return Math.min(Math.max(speed, SPEED_MIN), SPEED_MAX);
}
