import { beforeEach, describe, expect, test } from 'vitest';
import {
  BEAT_MS,
  BEAT_MS_MAX,
  EVENTS_MAX,
  LANDINGS_MAX,
  MILESTONE_REACH_MS,
  REDUCED_MOTION_STEP_MS,
} from '../constants';
import { timeOn } from '../pace';
import { raftNode, raftView } from '../tests/views';
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
import type { Clock } from './clock';
import { LessonWalk } from './lesson-walk';
import { type MakeWalk, Player, type PlayerChange } from './player';

/** Real time stands still until the test says so. */
class TestClock implements Clock {
  private time = 0;
  private frames = new Map<number, () => void>();
  private timers = new Map<number, { readonly at: number; readonly callback: () => void }>();
  private handles = 0;
  reduced = false;
  /** How many frames somebody wanted. */
  drawn = 0;

  now(): number {
    return this.time;
  }
  frameTime(): number {
    return this.time;
  }
  requestFrame(callback: () => void): number {
    this.frames.set(++this.handles, callback);
    return this.handles;
  }
  cancelFrame(handle: number): void {
    this.frames.delete(handle);
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
  /** So much later: what is due then, and a frame if anybody wants one. */
  tick(after: number): void {
    this.time += after;
    for (const [handle, { at, callback }] of [...this.timers]) {
      if (at > this.time) continue;
      this.timers.delete(handle);
      callback();
    }
    const callbacks = [...this.frames.values()];
    this.frames.clear();
    if (callbacks.length > 0) this.drawn += 1;
    for (const callback of callbacks) callback();
  }
}

/** One node, and an event every 10 ms that says nothing else than its time. */
class TestSession implements Session {
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

function lane(id: number, current: boolean): Lane {
  return { id, parent: id === 0 ? null : 0, forkedAt: 0, end: 0, current, bands: [], marks: [], marksDropped: 0 };
}

const LESSON: Lesson = {
  id: 'test',
  title: [],
  note: [],
  toTry: [],
  challenge: null,
  steps: [step(0, 100), step(101, 250), step(251, 300)],
};

/** One virtual ms a real one. */
function step(from: Ms, to: Ms): LessonStep {
  const stretches = [{ to, lasts: to - from, isPassed: false }];
  return { from, to, say: [], after: [], question: null, focus: [], stretches };
}

let clock: TestClock;
let session: TestSession;
let changes: PlayerChange[];

beforeEach(() => {
  clock = new TestClock();
  session = new TestSession();
  changes = [];
});

/** A player that plays one virtual ms a real one. */
function playerOf(speed = 1, goal: Ms | null = null): Player {
  return new Player(session, clock, speed, (change) => changes.push(change), goal);
}

function lessonPlayer(): Player {
  const walk: MakeWalk = (lesson, player, of) => new LessonWalk(lesson, player, of);
  return new Player(session, clock, 1, (change) => changes.push(change), null, null, false, walk);
}

/** Real time passes, with a chance of a frame every 10 ms. */
function pass(real: number): void {
  for (let passed = 0; passed < real; passed += 10) clock.tick(10);
}

describe('playing', () => {
  test('stops once at the goal, and goes on when it is asked to', () => {
    const player = playerOf(1, 55);
    player.play();
    pass(100);
    expect([player.now, player.paused]).toEqual([55, true]);
    player.play();
    pass(30);
    expect([player.now, player.paused]).toEqual([85, false]);
    player.seek(20);
    pass(100);
    expect([player.now, player.paused]).toEqual([55, true]);
  });

  test('goes on by the real time that has passed, times the speed', () => {
    const player = playerOf(1 / 10);
    player.play();
    pass(50);
    player.pause();
    expect(player.now).toBe(5);
  });

  test('stands still while paused', () => {
    const player = playerOf();
    player.play();
    pass(50);
    player.pause();
    pass(500);
    expect(player.now).toBe(50);
    expect(player.paused).toBe(true);
  });

  test('a tab that slept does not race to catch up', () => {
    const player = playerOf();
    player.play();
    pass(10);
    clock.tick(3_600_000);
    expect(player.now).toBe(10 + BEAT_MS_MAX);
    pass(50);
    expect(player.now).toBe(60 + BEAT_MS_MAX);
  });

  test('what a beat has no budget for is not made up for later', () => {
    const player = playerOf();
    session.reach = 1;
    player.play();
    pass(30);
    const late = player.now;
    expect(late).toBeLessThan(30);
    session.reach = Number.POSITIVE_INFINITY;
    pass(100);
    expect(player.now).toBeLessThanOrEqual(late + 100);
    expect(player.now).toBeGreaterThan(late + 80);
  });

  test('where steps are slow it is time that ends a beat', () => {
    const player = playerOf();
    session.reach = 1;
    session.labouring = () => clock.spend(50);
    player.play();
    session.calls = 0;
    clock.tick(30);
    expect(session.calls).toBe(2);
  });

  test('with reduced motion the picture changes in steps, and time goes as fast as else', () => {
    const player = playerOf();
    clock.reduced = true;
    player.play();
    pass(20);
    const first = player.now;
    pass(REDUCED_MOTION_STEP_MS - 20);
    expect(player.now).toBe(first);
    expect(player.run.line).toBeNull();
    pass(60);
    expect(player.now).toBeGreaterThanOrEqual(REDUCED_MOTION_STEP_MS);
    expect(player.now).toBeLessThanOrEqual(REDUCED_MOTION_STEP_MS + 60);
  });

  test('reduced motion is minded soon after it is asked for, and no longer than that', () => {
    const player = playerOf();
    clock.reduced = true;
    player.play();
    pass(REDUCED_MOTION_STEP_MS - 10);
    clock.reduced = false;
    pass(60);
    expect(player.run.line).not.toBeNull();
    const then = player.now;
    clock.reduced = true;
    pass(REDUCED_MOTION_STEP_MS - 60);
    expect(player.now - then).toBeLessThanOrEqual(2 * BEAT_MS);
  });

  test('faster than real time it is shown at its beats and no more often, whatever happens between them', () => {
    const player = playerOf(60);
    player.play();
    pass(1000);
    player.pause();
    expect(player.now).toBe(60_000);
    expect(clock.drawn).toBeLessThanOrEqual(1 + 1000 / BEAT_MS);
  });

  test('while nobody can see it, it stands; then it goes on where it was', () => {
    const player = playerOf();
    player.play();
    pass(50);
    player.rest(true);
    clock.tick(10_000);
    expect([player.now, player.paused, player.run.line]).toEqual([50, false, null]);
    player.rest(false);
    pass(10);
    expect(player.now).toBe(60);
  });

  test('the speed keeps to its limits', () => {
    const player = playerOf();
    player.speed = 100;
    expect(player.speed).toBe(60);
    player.speed = 0;
    expect(player.speed).toBe(1 / 1000);
  });

  test('live goes to the end of what has been played, and plays', () => {
    const player = playerOf();
    player.seek(500);
    player.seek(100);
    player.live();
    expect(player.now).toBe(500);
    expect(player.paused).toBe(false);
  });
});

describe('beats', () => {
  test('where nothing happens, twenty a second do', () => {
    session.every = 1e9;
    const player = playerOf();
    player.play();
    pass(1000);
    expect(clock.drawn).toBeLessThanOrEqual(21);
    expect(player.now).toBeGreaterThan(1000 - 2 * BEAT_MS);
  });

  test('an event is seen in the first frame after it', () => {
    session.every = 35;
    const player = playerOf();
    player.play();
    const seen: [Ms, number][] = [];
    for (let real = 10; real <= 200; real += 10) {
      clock.tick(10);
      for (const { at } of changes.splice(0).flatMap(({ happened }) => happened)) seen.push([at, real]);
    }
    expect(seen).toEqual([
      [35, 40],
      [70, 70],
      [105, 110],
      [140, 140],
      [175, 180],
    ]);
  });

  test('what is no event does not ask for a frame of its own', () => {
    session.every = 1e9;
    const player = playerOf();
    // Something every 3 ms that is not told.
    Object.defineProperty(session, 'nextAt', { get: () => Math.floor(session.now / 3) * 3 + 3 });
    player.play();
    pass(1000);
    expect(clock.drawn).toBeLessThanOrEqual(21);
  });

  test('between two beats time is a straight line through both', () => {
    session.every = 1e9;
    const player = playerOf(1 / 4);
    player.seek(100);
    player.play();
    pass(30);
    const { line } = player.run;
    expect(line && timeOn(line, clock.now())).toBe(100 + 30 / 4);
    pass(400);
    expect(player.run.line).toBe(line);
    expect(line && timeOn(line, clock.now() + 7)).toBe(100 + 437 / 4);
  });

  test('what somebody does is done at the moment that is to be seen', () => {
    session.every = 1e9;
    const player = playerOf();
    player.play();
    pass(20);
    player.command('crash A');
    expect(session.lines).toEqual(['@20 crash A']);
    pass(20);
    player.pause();
    expect([player.now, player.run.view.now]).toEqual([40, 40]);
    player.play();
    pass(20);
    player.speed = 1 / 2;
    expect(player.now).toBe(60);
    pass(20);
    player.pause();
    expect(player.now).toBe(70);
  });

  test('the view is of the very time that is told', () => {
    const player = playerOf();
    const differ: unknown[] = [];
    player.play();
    for (let tick = 0; tick < 100; tick += 1) {
      clock.tick(7);
      if (player.run.view.now !== player.now || player.run.now !== player.now) differ.push(player.now);
    }
    expect(differ).toEqual([]);
    expect(player.now).toBeGreaterThan(600);
  });
});

describe('a long way', () => {
  beforeEach(() => {
    session.every = 1e9;
    session.stride = 100;
    // Each call takes 10 ms: three of them are a slice, and the first slice is gone at once.
    session.working = () => clock.tick(10);
  });

  test('is gone a slice at a time, and says how far it is', async () => {
    const player = playerOf();
    player.seek(1000);
    let isThere = false;
    const there = player.there.then(() => {
      isThere = true;
    });
    const told: (number | null)[] = [player.run.progress];
    while (player.run.progress !== null) {
      clock.tick(0);
      told.push(player.run.progress);
    }
    expect(told).toEqual([0.4, 0.7, null]);
    expect(player.now).toBe(1000);
    expect(changes.filter(({ jumped }) => jumped)).toHaveLength(1);
    expect(isThere).toBe(false);
    await there;
    expect(isThere).toBe(true);
  });

  test('does not begin to play before it is there', () => {
    const player = playerOf();
    player.play();
    player.seek(1000);
    clock.tick(0);
    expect([player.now < 1000, player.paused, player.run.line]).toEqual([true, false, null]);
    clock.tick(0);
    clock.tick(0);
    expect(player.now).toBeGreaterThanOrEqual(1000);
    expect(player.run.line).not.toBeNull();
  });

  test('is given up where it has come to', () => {
    const player = playerOf();
    player.seek(1000);
    clock.tick(0);
    player.cancel();
    expect([player.now, player.run.progress]).toEqual([700, null]);
    pass(100);
    expect(player.now).toBe(700);
  });

  test('ends with a command, which is done where the picture is', () => {
    const player = playerOf();
    player.seek(1000);
    clock.tick(0);
    player.command('crash A');
    expect([session.lines, player.run.progress]).toEqual([['@700 crash A'], null]);
  });

  test('may break down, and whoever waits goes on', async () => {
    const player = playerOf();
    player.seek(1000);
    session.traps = true;
    const { there } = player;
    clock.tick(0);
    await there;
    expect(player.breakdown?.reason).toContain('unreachable');
  });
});

describe('what is told', () => {
  test('an event is told when it is played, and not by a jump', () => {
    const player = playerOf();
    player.play();
    pass(30);
    player.seek(10);
    pass(20);
    const told = changes.flatMap((change) => change.happened.map(({ serial }) => serial));
    expect(told).toEqual([1, 2, 3, 2, 3]);
  });

  test('a jump brings the recent past anew', () => {
    const player = playerOf();
    player.seek(50);
    player.seek(20);
    expect(player.run.events.map(({ at }) => at)).toEqual([10, 20]);
  });

  test('the recent past is bounded', () => {
    const player = playerOf();
    player.play();
    pass(10 * (Math.max(LANDINGS_MAX, EVENTS_MAX) + 50));
    expect(player.run.landings).toHaveLength(LANDINGS_MAX);
    expect(player.run.events).toHaveLength(EVENTS_MAX);
    expect(player.run.events.at(-1)?.at).toBe(player.now);
  });

  test('what arrived unseen is part of the recent past, and read only when somebody looks', () => {
    const player = playerOf();
    player.play();
    pass(100);
    session.unseen = true;
    session.arrived = [{ id: 'm7', endedAt: 130 } as Landing];
    pass(100);
    expect(session.looks, 'nobody has looked').toBe(0);
    expect(player.run.past.all.map(({ id }) => id)).toContain('m7');
  });

  test('a snapshot is frozen, and stays the same until something changes', () => {
    const player = playerOf();
    const before = player.run;
    expect(Object.isFrozen(before)).toBe(true);
    expect(player.run).toBe(before);
    player.seek(10);
    expect(player.run).not.toBe(before);
    expect(before.now).toBe(0);
  });
});

describe('commands', () => {
  test('a refusal is thrown, and nothing has changed', () => {
    const player = playerOf();
    const before = player.run;
    expect(() => player.command('nonsense')).toThrow('there is no command `nonsense`');
    expect(player.run).toBe(before);
    expect(player.breakdown).toBeNull();
  });

  test('a command in the past says that it has begun a branch; one at the end does not', () => {
    const player = playerOf();
    player.command('crash A');
    expect(changes.at(-1)?.branched).toBe(false);
    player.seek(100);
    player.seek(50);
    player.command('crash A');
    expect(changes.at(-1)?.branched).toBe(true);
  });
});

describe('taking back', () => {
  test('what was done last is as if it had not been, and can be done again', async () => {
    const player = playerOf();
    player.command('crash A');
    await null;
    player.seek(40);
    player.command('partition A B | C');
    player.command('heal');
    await null;
    player.seek(90);
    // One press of a button was one deed.
    expect(player.takeBack()).toEqual(['@40 partition A B | C', '@40 heal']);
    expect([player.now, session.lines]).toEqual([40, ['@0 crash A']]);
    expect(player.takeBack()).toEqual(['@0 crash A']);
    expect(player.takeBack()).toEqual([]);
    expect(await player.bringBack()).toEqual(['crash A']);
    expect(await player.bringBack()).toEqual(['partition A B | C', 'heal']);
    expect(session.lines).toEqual(['@0 crash A', '@40 partition A B | C', '@40 heal']);
    expect(player.now).toBe(40);
    await null;
    expect(await player.bringBack()).toEqual([]);
    expect(player.takeBack()).toHaveLength(2);
  });

  test('what was taken back is gone for good when something else is done, or on another branch', async () => {
    const player = playerOf();
    player.command('crash A');
    player.takeBack();
    player.command('crash B');
    expect(await player.bringBack()).toEqual([]);
    player.takeBack();
    player.switchLane(0);
    expect(await player.bringBack()).toEqual([]);
  });

  test('goes on playing', () => {
    const player = playerOf();
    player.play();
    pass(20);
    player.command('crash A');
    pass(30);
    player.takeBack();
    expect([player.now, player.paused]).toEqual([20, false]);
    pass(10);
    expect(player.now).toBe(30);
  });

  test('a lesson takes nothing back, a branch of it does', () => {
    session.steps = LESSON;
    session.duration = 300;
    const player = playerOf();
    session.lines = ['@0 crash A'];
    expect(player.takeBack()).toEqual([]);
    session.forks = [lane(0, false), lane(1, true)];
    session.lanesVersion++;
    player.seek(10);
    expect(player.takeBack()).toEqual(['@0 crash A']);
  });
});

test('that nothing worth a stop came is known where one looked for it', () => {
  const player = playerOf();
  session.nextMilestone = () => session.seek(session.now + MILESTONE_REACH_MS);
  player.nextMilestone();
  expect(player.hasPassedNothing(0)).toBe(true);
  session.nextMilestone = () => session.seek(session.now + 30);
  player.nextMilestone();
  expect(player.hasPassedNothing(MILESTONE_REACH_MS)).toBe(false);
});

describe('a failure of the simulation', () => {
  function fail(): Player {
    const player = playerOf();
    player.command('crash A');
    player.play();
    pass(20);
    session.traps = true;
    pass(10);
    return player;
  }

  test('ends the run, and keeps the script and the last picture', () => {
    const player = fail();
    expect(player.paused).toBe(true);
    expect(player.breakdown?.script).toBe('@0 crash A\n# failed at 20 ms\n');
    expect(player.run.now).toBe(20);
    expect([player.now, player.duration]).toEqual([20, 20]);
    expect(changes.at(-1)?.playing).toBe(true);
  });

  test('has the command that did it in the script, and nothing that came later', () => {
    const player = playerOf();
    player.command('crash A');
    player.seek(100);
    player.command('crash B');
    player.seek(50);
    session.command = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
    player.command('crash C');
    expect(player.breakdown?.script).toBe('@0 crash A\n@50 crash C\n# failed on this\n');
  });

  test('has the script of the branch that was on the stage', () => {
    const player = playerOf();
    player.command('crash A');
    player.seek(100);
    session.script = () => '@0 crash A\n@70 crash D';
    session.lanesVersion++;
    player.switchLane(0);
    session.forks = [lane(0, false), lane(1, true)];
    session.lanesVersion++;
    player.switchLane(1);
    session.traps = true;
    player.play();
    pass(60);
    expect(player.breakdown?.script).toContain('@70 crash D');
  });

  test('of others: the same run goes on in a new session', () => {
    const player = playerOf();
    player.command('crash A');
    player.play();
    pass(30);
    const asked: unknown[] = [];
    const fresh = new TestSession();
    player.revive((options) => {
      asked.push(options);
      return fresh;
    });
    expect(asked).toEqual([{ script: '@0 crash A\n' }]);
    expect([player.now, player.paused, fresh.now]).toEqual([30, false, 30]);
    pass(20);
    expect(fresh.now).toBe(50);
    expect(session.freed).toBe(false);
  });

  test('over what is there by now: the run goes on where it was', () => {
    const player = fail();
    const fresh = new TestSession();
    player.mend(() => fresh, true);
    expect(player.breakdown).toBeNull();
    expect([player.now, player.paused, fresh.now]).toEqual([20, false, 20]);
    pass(20);
    expect(fresh.now).toBe(40);
    expect(session.freed).toBe(false);
  });

  test('the broken session is never touched again', () => {
    const player = fail();
    session.traps = false;
    const now = session.now;
    player.play();
    player.seek(500);
    player.stepForward();
    player.command('crash B');
    player.dispose();
    pass(100);
    expect(session.now).toBe(now);
    expect(session.lines).toHaveLength(1);
    expect(session.freed).toBe(false);
  });
});

describe('a lesson', () => {
  beforeEach(() => {
    session.steps = LESSON;
    session.duration = 300;
  });

  test('goes by the pace of its stretches and stops at the end of each step', () => {
    session.steps = { ...LESSON, steps: [{ ...step(0, 100), stretches: [fast(50), slow(100)] }, step(101, 250)] };
    const player = lessonPlayer();
    player.play();
    pass(40);
    // 50 ms in the first ten, and half as fast as the clock from then on.
    expect([player.now > 55, player.now < 70]).toEqual([true, true]);
    pass(1000);
    expect([player.now, player.paused]).toEqual([100, true]);
  });

  test('shows nothing of what has not been seen', () => {
    const player = lessonPlayer();
    expect([player.duration, player.run.lanes.lanes[0]?.end]).toEqual([0, 0]);
    player.seek(80);
    player.seek(20);
    expect(player.duration).toBe(80);
  });

  test('is never played beyond its end', () => {
    const player = lessonPlayer();
    player.seek(9000);
    expect(player.now).toBe(300);
    player.play();
    pass(400);
    expect(player.now).toBe(300);
  });

  test('whoever takes over has a branch, on which playing does not stop', () => {
    const player = lessonPlayer();
    player.seek(50);
    player.takeOver();
    player.play();
    pass(400);
    expect(player.now).toBe(450);
    expect(player.run.walk?.isLeft).toBe(true);
    player.toFirstLane();
    expect(player.run.walk?.isLeft).toBe(false);
  });

  test('goes on by itself when it has been read', () => {
    const player = lessonPlayer();
    player.begin();
    expect([player.paused, player.now]).toEqual([false, 0]);
    pass(1400);
    expect(player.now).toBe(0);
    pass(400);
    expect([player.now, player.paused]).toEqual([100, true]);
  });

  test('a pause ends the time that is left to read', () => {
    const player = lessonPlayer();
    player.begin();
    player.pause();
    pass(3000);
    expect([player.now, player.paused]).toEqual([0, true]);
  });

  test('the milestones are those of the lesson', () => {
    const player = lessonPlayer();
    player.nextMilestone();
    pass(200);
    expect(player.now).toBe(100);
    player.nextMilestone();
    expect([player.now, player.lessonStep]).toEqual([101, 1]);
    player.previousMilestone();
    expect([player.now, player.lessonStep]).toEqual([0, 0]);
  });
});

const fast = (to: Ms) => ({ to, lasts: to / 5, isPassed: true });
const slow = (to: Ms) => ({ to, lasts: to, isPassed: false });
