/** A clock that stands still, a Session that says nothing but its time, and players of them. */

import type { Clock } from '../player/clock';
import { LessonWalk } from '../player/lesson-walk';
import { type MakeWalk, Player, type PlayerChange } from '../player/player';
import type {
  EventView,
  GoalProgress,
  Landing,
  Lane,
  Lanes,
  Lesson,
  LessonStep,
  Ms,
  Session,
  Trail,
  View,
} from '../types';
import { raftNode, raftView } from './views';

/** Real time stands still until the test says so. */
class TestClock implements Clock {
  private time = 0;
  private timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
  private handles = 0;
  reduced = false;

  now(): number {
    return this.time;
  }
  setTimer(callback: () => void, after: number): number {
    this.timers.set(++this.handles, { at: this.time + after, callback });
    return this.handles;
  }
  cancelTimer(handle: number): void {
    this.timers.delete(handle);
  }
  reducedMotion(): boolean {
    return this.reduced;
  }
  /** So much of it goes by while something is being worked at, and nobody is called back. */
  spend(real: number): void {
    this.time += real;
  }
  /** So much later: what is due then. */
  tick(after: number): void {
    this.time += after;
    for (const [handle, { at, callback }] of [...this.timers]) {
      if (at > this.time) continue;
      this.timers.delete(handle);
      callback();
    }
  }
}

/** One node, and an event every 10 ms that says nothing else than its time. */
export class TestSession implements Session {
  readonly protocol = 'raft';
  now: Ms = 0;
  private end: Ms = 0;
  version = 0;
  lanesVersion = 0;
  /** A way of that many ms is as much as a call does. */
  stride = Number.POSITIVE_INFINITY;
  /** What such a call takes. */
  working = (): void => {};
  private goal: Ms | null = null;
  private from: Ms = 0;
  readonly opening = false;
  freed = false;
  /** What a call of `advance` takes, and how many there were. */
  labouring = (): void => {};
  calls = 0;
  /** How far one call of `advance` gets. */
  reach = Number.POSITIVE_INFINITY;
  /** As a trap in WebAssembly: whatever is asked. */
  traps = false;
  /** An event every so many ms. */
  every = 10;
  /** Whether something has arrived that no view had shown on its way, and what has arrived in all. */
  unseen = false;
  arrived: readonly Landing[] = [];
  looks = 0;
  lines: string[] = [];
  forks: Lane[] = [lane(0, true)];
  steps: Lesson | null = null;
  private readonly noGoals: readonly GoalProgress[] = [];
  goals = (): readonly GoalProgress[] => this.noGoals;
  private trailedTo: Ms = 0;
  private jumped = false;

  get duration(): Ms {
    this.trap();
    return this.end;
  }
  set duration(end: Ms) {
    this.end = end;
  }
  get nextAt(): Ms {
    this.trap();
    return (Math.floor(this.now / this.every) + 1) * this.every;
  }
  get happened(): number {
    this.trap();
    return Math.floor(this.now / this.every);
  }
  private trap(): void {
    if (this.traps) throw new WebAssembly.RuntimeError('unreachable');
  }

  advance(to: Ms): boolean {
    this.trap();
    this.calls += 1;
    this.labouring();
    const reached = Math.min(to, this.now + this.reach);
    this.go(reached);
    return reached === to;
  }
  get progress(): number | undefined {
    return this.goal === null ? undefined : (this.now - this.from) / (this.goal - this.from);
  }
  proceedOpening(): boolean {
    return this.proceed();
  }
  proceed(): boolean {
    this.trap();
    this.working();
    if (this.goal === null) return true;
    this.go(Math.min(this.goal, this.now + this.stride));
    if (this.now === this.goal) this.goal = null;
    return this.goal === null;
  }
  cancel(): void {
    this.goal = null;
  }
  seek(to: Ms): void {
    this.jumped = true;
    this.from = this.now;
    this.goal = to - this.now > this.stride ? to : null;
    this.go(this.goal === null ? to : this.now + this.stride);
  }
  stepForward(): void {
    this.seek(this.now + 10);
  }
  stepBack(): void {
    this.seek(Math.max(this.now - 10, 0));
  }
  nextMilestone(): void {
    this.seek(this.now + 100);
  }
  nextEvent(): void {
    this.seek(this.now + 30);
  }
  previousMilestone(): void {
    this.seek(Math.max(this.now - 100, 0));
  }
  command(line: string): void {
    if (line === 'nonsense')
      throw Object.assign(new Error('there is no command `nonsense`'), { key: 'error.unknown-command' });
    if (this.now < this.duration) {
      this.forks = [lane(0, false), lane(this.forks.length, true)];
      this.lanesVersion++;
    }
    this.duration = this.now;
    this.lines.push(`@${this.now} ${line}`);
    this.version++;
  }
  branch(): void {
    this.forks = [lane(0, false), lane(this.forks.length, true)];
    this.lanesVersion++;
    this.version++;
  }
  acts(): [] {
    return [];
  }
  complete(): string[] {
    return ['crash'];
  }
  view(): View {
    return raftView([raftNode('A')], { now: this.now });
  }
  trail(): Trail {
    const events: EventView[] = [];
    const from = this.jumped ? 0 : this.trailedTo;
    const { every } = this;
    for (let at = (Math.floor(from / every) + 1) * every; at <= this.now; at += every) events.push(event(at));
    const trail = {
      reset: this.jumped,
      unseen: this.unseen,
      events,
      landings: events.map(({ serial }) => ({ id: `m${serial}` }) as Landing),
    };
    this.jumped = false;
    this.trailedTo = this.now;
    return trail;
  }
  landings(): readonly Landing[] {
    this.looks++;
    return this.arrived;
  }
  lanes(): Lanes {
    return { lanes: this.forks, earliest: 0 };
  }
  /** Only what is recorded by itself, without what comes of it. */
  takeBack(count: number): string[] {
    const taken = this.lines.splice(Math.max(0, this.lines.length - count));
    const [first] = taken;
    if (first === undefined) return [];
    this.now = Number(/^@(\S+) /.exec(first)?.[1]);
    this.duration = this.now;
    this.jumped = true;
    this.version++;
    return taken;
  }
  switchLane(id: number): void {
    this.forks = this.forks.map((fork) => ({ ...fork, current: fork.id === id }));
    this.jumped = true;
    this.version++;
    this.lanesVersion++;
  }
  lesson(): Lesson | null {
    return this.steps;
  }
  script(): string {
    return this.lines.join('\n');
  }
  share(): string {
    return 'code';
  }
  madeWith(): undefined {}
  free(): void {
    this.freed = true;
  }

  private go(to: Ms): void {
    if (Math.floor(to / this.every) !== Math.floor(this.now / this.every)) this.version++;
    this.now = to;
    this.duration = Math.max(this.duration, to);
  }
}

function event(at: Ms): EventView {
  return {
    serial: at / 10,
    at,
    key: 'cluster.healed',
    node: null,
    args: {},
    section: null,
    era: 0,
    eraLabel: '',
    milestone: false,
  };
}

export function lane(id: number, current: boolean): Lane {
  return { id, parent: id === 0 ? null : 0, forkedAt: 0, end: 0, current, bands: [], marks: [], marksDropped: 0 };
}

export const LESSON: Lesson = {
  id: 'test',
  title: [],
  note: [],
  toTry: [],
  challenge: null,
  steps: [step(0, 100), step(101, 250), step(251, 300)],
};

/** One virtual ms a real one. */
export function step(from: Ms, to: Ms): LessonStep {
  const stretches = [{ to, lasts: to - from, isPassed: false }];
  return { from, to, say: [], after: [], question: null, focus: [], stretches };
}

/** What a test plays with. */
export class Playground {
  readonly clock = new TestClock();
  readonly session = new TestSession();
  readonly changes: PlayerChange[] = [];

  /** How many beats there were. */
  get beats(): number {
    return this.changes.filter(({ beaten }) => beaten).length;
  }

  /** A player that plays one virtual ms a real one. */
  playerOf(speed = 1, goal: Ms | null = null): Player {
    return new Player(this.session, this.clock, speed, (change) => this.changes.push(change), goal);
  }

  lessonPlayer(): Player {
    const walk: MakeWalk = (lesson, player, of) => new LessonWalk(lesson, player, of);
    const tell = (change: PlayerChange) => this.changes.push(change);
    return new Player(this.session, this.clock, 1, tell, null, null, false, walk);
  }

  /** Real time passes, in steps of 10 ms. */
  pass(real: number): void {
    for (let passed = 0; passed < real; passed += 10) this.clock.tick(10);
  }
}
