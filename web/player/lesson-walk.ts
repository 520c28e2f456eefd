/**
 * Walking a lesson, step by step. Each step says what to watch and leaves time to read it; then it is played, slowly where
 * messages fly; then it says what has come of it and stands still until somebody goes on. A question stands just before what
 * answers it. Its steps are times on the first branch, so to walk is to seek and to play.
 */

import type { Lesson, LessonStep, LessonStretch, Ms, Texts } from '../types';
import type { Clock } from './clock';
import { Veil } from './veil';

/**
 * `reading`: the step has not been played yet. `asking`: somebody is to say first what will happen. `acting`: it is being
 * played. `resting`: all of it has been.
 */
export type LessonPhase = 'reading' | 'asking' | 'acting' | 'resting';

/** Where somebody is in a lesson. */
export interface LessonPlace {
  readonly phase: LessonPhase;
  /** The choice that was made of this step's question. */
  readonly answer: number | null;
  /** Which choice is right has been shown before anybody answered. */
  readonly isShown: boolean;
  /** How many questions were answered, and how many of them rightly. */
  readonly answered: number;
  readonly right: number;
  /** What is being passed over, in the run's ms. */
  readonly passed: Ms | null;
  /** It goes on by itself so many real ms after it has come to stand here. */
  readonly waits: number | null;
  /** How many times as fast as the lesson itself would be. */
  readonly pace: number;
  /** Whether it goes on by itself when a step has been read. */
  readonly isAuto: boolean;
  /** Somebody has taken over: the lesson waits on its own branch. */
  readonly isLeft: boolean;
}

/** The player, as far as a lesson needs it. */
export interface Walked {
  readonly now: Ms;
  /** On the branch that the lesson is told on. */
  readonly isOnFirstLane: boolean;
  /** Plays on, as fast and as far as the walk says. */
  roll(): void;
  pause(): void;
  seek(to: Ms): void;
  toFirstLane(): void;
  /** Something of the walk is another. */
  walked(): void;
}

/** How long somebody reads, in real ms: a word, a character of Chinese, and the least. */
const WORD_MS = 250;
const CHARACTER_MS = 170;
const GLANCE_MS = 1500;

/** What is left of a microsecond when it is told in ms. */
const ROUNDED = 0.0005;

export class LessonWalk {
  /** Over what the lesson has not come to. */
  readonly veil = new Veil();
  /** The step that is played, or has been, since somebody came to its beginning. */
  private begun: number | null = null;
  /** By step. */
  private readonly answers = new Map<number, number>();
  /** Steps whose question was answered for all to see, by a teacher: no answer to it counts. */
  private readonly shown = new Set<number>();
  private timer: number | null = null;
  /** What it waits for: so many real ms, and what comes then. */
  private pending: { readonly real: number; readonly then: () => void } | null = null;
  private isResting = false;
  private waits: number | null = null;
  private isAuto = false;
  /** Where it begins anew when it is over; `null`: it does not. */
  private beginsAt: Ms | null = null;
  private paceNow = 1;
  private told: LessonPlace | null = null;

  constructor(
    private readonly lesson: Lesson,
    private readonly player: Walked,
    private readonly clock: Clock,
  ) {}

  /** The step that `now` lies in. */
  get step(): number {
    return lessonStepAt(this.lesson, this.player.now);
  }

  /** The same as before as long as nothing in it is another. */
  get place(): LessonPlace {
    const found = this.look();
    const { told } = this;
    if (!told || Object.entries(found).some(([name, value]) => told[name as keyof LessonPlace] !== value))
      this.told = found;
    return this.told ?? found;
  }

  private look(): LessonPlace {
    const { step } = this;
    const stretch = this.stretch;
    const answered = [...this.answers];
    return {
      phase: this.phase,
      answer: this.answers.get(step) ?? null,
      isShown: this.shown.has(step) && this.isOpen(step),
      answered: answered.filter(([, choice]) => choice >= 0).length,
      right: answered.filter(([at, choice]) => this.lesson.steps[at]?.question?.choices[choice]?.isRight).length,
      passed: this.phase === 'acting' && stretch?.isPassed ? stretch.to - stretch.from : null,
      waits: this.waits,
      pace: this.paceNow,
      isAuto: this.isAuto,
      isLeft: !this.player.isOnFirstLane,
    };
  }

  get phase(): LessonPhase {
    const at = this.present;
    const { now } = this.player;
    if (!at) return 'resting';
    if (now >= at.to - ROUNDED && this.begun === this.step) return 'resting';
    if (this.isAsking) return 'asking';
    return now <= at.from + ROUNDED && this.begun !== this.step ? 'reading' : now >= at.to ? 'resting' : 'acting';
  }

  /** Nothing is left to be played. */
  get isOver(): boolean {
    return this.phase === 'resting' && this.step + 1 === this.lesson.steps.length;
  }

  /** It goes on by itself from step to step, and from its end to there; `null`: no more than it did. */
  loop(from: Ms | null): void {
    this.beginsAt = from;
    if (from !== null) this.isAuto = true;
  }

  /** It will go on by itself. */
  get isWaiting(): boolean {
    return this.pending !== null;
  }

  /** Nobody sees it: what it waits for begins anew when somebody does. */
  rest(isResting: boolean): void {
    this.isResting = isResting;
    if (this.pending) this.wait(this.pending.real, this.pending.then);
  }

  /** Virtual ms a real one. */
  get speed(): number {
    const stretch = this.stretch;
    return stretch ? ((stretch.to - stretch.from) / stretch.lasts) * this.paceNow : this.paceNow / 100;
  }

  /** Where playing stops next, or goes on at another speed. */
  get stop(): Ms | null {
    const { now } = this.player;
    const at = this.present;
    if (!at) return null;
    const stops = [this.isOpen(this.step) ? at.question?.at : undefined, this.stretch?.to, at.to];
    return stops.filter((stop) => stop !== undefined).find((stop) => stop > now + ROUNDED) ?? at.to;
  }

  /** Whether it stands still there, and not only goes on at another speed. */
  get stands(): boolean {
    const at = this.present;
    return !at || this.player.now >= at.to - ROUNDED || this.isAsking;
  }

  setPace(pace: number): void {
    this.paceNow = pace;
    this.player.walked();
  }

  setAuto(isAuto: boolean): void {
    this.isAuto = isAuto;
    if (!isAuto) this.cancel();
    else if (this.phase === 'resting') this.stood();
    this.player.walked();
  }

  /** Shows the step of that number from its beginning, and stands there. */
  to(step: number): void {
    const { steps } = this.lesson;
    const wanted = steps[Math.min(Math.max(step, 0), steps.length - 1)];
    if (!wanted) return;
    this.cancel();
    this.player.pause();
    this.begun = null;
    this.player.toFirstLane();
    this.player.seek(wanted.from);
  }

  /** Leaves time to read what this step says, and plays it. */
  enter(): void {
    const at = this.present;
    if (!at || this.phase !== 'reading') this.play();
    else this.wait(readingMs(at.say), () => this.act());
  }

  /** Somebody wants it to go on. */
  play(): void {
    const { phase, step } = this;
    this.cancel();
    if (phase === 'resting') this.next();
    else {
      // Whoever goes on without an answer has seen the question.
      if (phase === 'asking') this.answers.set(step, -1);
      this.act();
    }
  }

  /** To the next thing to read: what the step says when it has been played; then the next step. */
  next(): void {
    const { phase, step } = this;
    const at = this.present;
    this.cancel();
    if (!this.player.isOnFirstLane) this.to(step);
    else if (phase === 'reading' || phase === 'asking') this.play();
    else if (phase === 'acting') this.skipTo(at);
    else if (step + 1 < this.lesson.steps.length) {
      this.to(step + 1);
      this.enter();
    }
  }

  /** To the beginning of this step, or, when there already, of the one before. */
  back(): void {
    const { step, phase } = this;
    this.to(phase === 'reading' ? step - 1 : step);
  }

  /** This step once more. */
  replay(): void {
    this.to(this.step);
    this.act();
  }

  /** What somebody expects to happen; then it happens. */
  answer(choice: number): void {
    if (this.phase !== 'asking') return;
    this.answers.set(this.step, this.shown.has(this.step) ? -1 : choice);
    this.act();
  }

  /** After a show of hands: says which choice is right, and waits until somebody goes on. */
  show(): void {
    if (this.phase !== 'asking') return;
    this.shown.add(this.step);
    this.player.walked();
  }

  /** Playing has come to stand. */
  stood(): void {
    const at = this.present;
    if (!this.isAuto || !at || this.phase !== 'resting') return;
    if (!this.isOver) this.wait(readingMs(at.after), () => this.next());
    else if (this.beginsAt !== null) this.wait(readingMs(at.after), () => this.again(this.beginsAt ?? 0));
  }

  private again(from: Ms): void {
    this.begun = null;
    this.player.seek(from);
    this.enter();
  }

  /** Does not go on by itself any more; says whether it would have. */
  cancel(): boolean {
    const { timer, isWaiting } = this;
    this.timer = null;
    this.pending = null;
    this.waits = null;
    if (timer !== null) this.clock.cancelTimer(timer);
    return isWaiting;
  }

  private get present(): LessonStep | undefined {
    return this.lesson.steps[this.step];
  }

  /** The question of that step has not been answered. */
  private isOpen(step: number): boolean {
    return this.lesson.steps[step]?.question != null && !this.answers.has(step);
  }

  private get isAsking(): boolean {
    const question = this.present?.question;
    if (!question || !this.isOpen(this.step)) return false;
    const isThere = Math.abs(this.player.now - question.at) <= ROUNDED;
    return isThere && (this.begun === this.step || this.present === undefined || question.at > this.present.from);
  }

  /** The part of the step that `now` lies in, with its beginning. */
  private get stretch(): (LessonStretch & { readonly from: Ms }) | null {
    const at = this.present;
    const { now } = this.player;
    const place = at?.stretches.findIndex(({ to }) => to > now + ROUNDED) ?? -1;
    const found = at?.stretches[place];
    return at && found ? { ...found, from: at.stretches[place - 1]?.to ?? at.from } : null;
  }

  private act(): void {
    const at = this.present;
    if (!at) return;
    this.cancel();
    this.begun = this.step;
    // What takes no time is there at once.
    if (at.to - this.player.now < 1) this.skipTo(at);
    else this.player.roll();
  }

  private skipTo(at: LessonStep | undefined): void {
    if (!at) return;
    const question = this.isOpen(this.step) ? at.question : null;
    this.player.pause();
    this.begun = this.step;
    this.player.seek(question && question.at > this.player.now ? question.at : at.to);
    this.stood();
  }

  private wait(real: number, then: () => void): void {
    this.cancel();
    this.pending = { real, then };
    if (!this.isResting) {
      this.waits = real / this.paceNow;
      this.timer = this.clock.setTimer(() => {
        this.cancel();
        then();
      }, this.waits);
    }
    this.player.walked();
  }
}

/** How long it takes to read it, in whichever language takes longer. */
function readingMs(texts: Texts): number {
  const each = texts.map(({ lang, text }) =>
    /^(zh|ja)\b/.test(lang) ? text.length * CHARACTER_MS : text.split(/\s+/).length * WORD_MS,
  );
  return Math.max(GLANCE_MS, ...each);
}

/** Steps meet: at the border it is the later one. After the end it is the last. */
export function lessonStepAt(lesson: Lesson, now: Ms): number {
  const next = lesson.steps.findIndex((step) => step.from > now);
  return Math.max((next === -1 ? lesson.steps.length : next) - 1, 0);
}
