/** Which run a stage is to show, and how it comes there: what the attributes ask for, or what is to go on where it was left. */

import type { Settings } from './attributes';
import { isChallenge } from './challenges';
import { createSession, renewEngine } from './engine';
import type { Scene } from './frame';
import { breakdownOf, type Loaded, loadRun, type RunWish } from './loading';
import type { Lang } from './model';
import { Opening } from './opening';
import type { Breakdown, Refusal } from './player/guard';
import type { LostRun } from './player/rebuild';
import { protocolOf, protocolOfText, saysProtocol } from './protocols/of-run';
import type { Ms, SessionOptions, SettingView } from './types';

/** A run that was left, and is to go on there. */
export interface LeftRun {
  readonly script: string;
  readonly at: Ms;
  readonly paused: boolean;
  /** Of a lesson or of somebody's own challenge, its text and all that was done in it: a script alone would be a run without words. */
  readonly lesson?: LostRun | null;
}

type LoadedRun = Extract<Loaded, { readonly session: unknown }>;

/** What is to be shown, with what was wanted of it. */
export interface OpenedRun extends Omit<LoadedRun, 'protocol'> {
  readonly left: LeftRun | null;
  /** How the run before was set: so is this one. */
  readonly carriedOver: readonly SettingView[];
  /** Nobody has asked for it: it stands beside a refusal, and plays when somebody wishes. */
  readonly standsIn: boolean;
}

/** The stage, as far as runs are opened on it. */
interface OpeningStage {
  readonly settings: () => Settings;
  readonly language: () => Lang;
  readonly isConnected: () => boolean;
  /** Whether there is a run that stays where another one is refused. */
  readonly hasRun: () => boolean;
  readonly progress: (opening: Scene['working']) => void;
  readonly show: (run: OpenedRun) => void;
  readonly refuse: (refusal: Refusal, options: SessionOptions) => void;
  /** What another run needs has not come: the one that is there stays, and so does what the attributes say of it. */
  readonly stay: () => void;
  /** There is none, for `failure`. */
  readonly failed: () => void;
}

/** A lesson of somebody's own that is asked for, or a run that was saved, as it is written. */
interface OwnText {
  readonly text: string;
  readonly isLesson: boolean;
  /** Just before it is on the stage. */
  begins(): void;
  stands(): void;
  /** It does not come. */
  fails(error: unknown): void;
}

export class RunOpener {
  /** Why what was asked for last could not even begin. */
  failure: Breakdown | null = null;
  /** When the run that was asked for is on the stage. */
  shown: Promise<void> = new Promise(() => {});
  private left: LeftRun | null = null;
  private carriedOver: readonly SettingView[] = [];
  /** It is asked for in place of what the attributes say. */
  private own: OwnText | null = null;
  /** What the attributes say has been asked for, and nothing has come of it yet. */
  private isOwed = false;
  /** How often a run has been asked for. */
  private asked = 0;
  private readonly opening = new Opening<Loaded>(
    (isStale) => loadRun(this.wish(isStale)),
    (loaded) => this.opened(loaded),
  );

  constructor(private readonly stage: OpeningStage) {}

  /** Begins another run, once for all that is asked for in one go: as the attributes say, but for what is handed in. */
  open({
    left = this.left,
    carriedOver = this.carriedOver,
  }: Partial<Pick<OpenedRun, 'left' | 'carriedOver'>> = {}): void {
    this.left = left;
    this.carriedOver = carriedOver;
    this.isOwed = true;
    this.giveUpOwn();
    if (this.stage.isConnected()) this.shown = this.opening.ask();
  }

  /** What was on the stage goes on there when it is asked for again, unless another one is. */
  leave(left: LeftRun | null): void {
    if (left) this.left = left;
  }

  /** A lesson of somebody's own or a saved run, as it is written. Gives when it is on the stage; `begins` is called just before. */
  openText(text: string, isLesson: boolean, begins: () => void): Promise<void> {
    this.giveUpOwn();
    return new Promise((stands, fails) => {
      this.own = { text, isLesson, begins, stands, fails };
      this.shown = this.opening.ask();
    });
  }

  /** Waits for that; throws where another run has been asked for by then. */
  async meanwhile<T>(wait: Promise<T>): Promise<T> {
    const { asked } = this;
    const given = await wait;
    if (this.asked !== asked) throw givenUp();
    return given;
  }

  /** What is asked for later counts. */
  private giveUpOwn(): void {
    this.asked += 1;
    this.own?.fails(givenUp());
    this.own = null;
  }

  private wish(isStale: () => boolean): RunWish {
    const { stage, left, carriedOver, own } = this;
    const settings = stage.settings();
    const { language, isConnected, progress } = stage;
    const asking = { language, isStale, isConnected, progress };
    if (own) {
      const { text, isLesson } = own;
      const of = { ...asking, protocol: protocolOfText(text), isPlain: false };
      return isLesson ? { ...of, options: {}, lesson: { text } } : { ...of, options: { script: text }, lesson: null };
    }
    const { nodes, seed, lesson, run } = settings;
    const told = left?.lesson;
    if (told) {
      // Of a challenge the first branch is somebody's own.
      const { lesson: text = '', script } = told.options;
      const protocol = lesson !== null && saysProtocol(lesson) ? protocolOf(settings) : protocolOfText(text);
      const options = script === undefined ? {} : { script };
      return { ...asking, protocol, isPlain: false, options, lesson: { text }, done: told };
    }
    const protocol = protocolOf(settings);
    const asked = left ? { protocol, script: left.script } : { protocol: settings.protocol, nodes, seed, run };
    return {
      ...asking,
      protocol,
      isPlain: lesson === null && run === null && !left && carriedOver.length === 0,
      options: Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null)),
      lesson: lesson === null || (left && !isChallenge(lesson)) ? null : { id: lesson },
    };
  }

  private opened(loaded: Loaded): void {
    if (!this.stage.isConnected()) {
      this.giveUpOwn();
      return;
    }
    this.failure = null;
    const { own } = this;
    if (own) {
      this.own = null;
      this.openedOwn(own, loaded);
      return;
    }
    this.isOwed = false;
    if ('failure' in loaded) this.fail(loaded.failure);
    else if ('unloaded' in loaded) this.stayWithout(loaded.unloaded);
    else if ('session' in loaded) this.show(loaded, () => loaded);
    else if (this.left) {
      // What was left cannot go on: then it is what the attributes say.
      this.open({ left: null });
    } else {
      const { protocol } = loaded;
      const options = { protocol };
      // A stage is never empty: without a run to keep, it has an ordinary one beside the refusal.
      if (!this.stage.hasRun())
        this.show(
          { options, protocol },
          () => ({ session: createSession(protocol, options), options, walkOf: null }),
          true,
        );
      // Another run that stands takes away what was said of the one before.
      this.stage.refuse(loaded.refusal, loaded.options);
    }
  }

  private openedOwn(own: OwnText, loaded: Loaded): void {
    if ('session' in loaded) {
      this.isOwed = false;
      this.left = null;
      this.carriedOver = [];
      own.begins();
      this.show(loaded, () => loaded);
      own.stands();
      return;
    }
    own.fails(this.tellOfOwn(own, loaded));
    // What it was asked for in place of comes nevertheless.
    if (this.isOwed) this.shown = this.opening.ask();
  }

  /** Why it does not come is said; gives what is thrown. */
  private tellOfOwn({ text }: OwnText, why: Exclude<Loaded, { readonly session: unknown }>): unknown {
    if ('refusal' in why) {
      this.stage.refuse(why.refusal, { script: text });
      return why.refusal;
    }
    if ('unloaded' in why) {
      if (!this.isOwed) this.stayWithout(why.unloaded);
      return why.unloaded;
    }
    this.fail(why.failure);
    return new Error(why.failure.reason);
  }

  private stayWithout(error: unknown): void {
    if (!this.stage.hasRun()) {
      this.fail({ reason: String(error), script: '' });
      return;
    }
    this.left = null;
    this.carriedOver = [];
    this.stage.stay();
  }

  private show(
    { options, protocol }: Pick<LoadedRun, 'options' | 'protocol'>,
    make: () => Omit<LoadedRun, 'protocol'>,
    standsIn = false,
  ): void {
    const { left, carriedOver } = this;
    this.left = null;
    this.carriedOver = [];
    try {
      this.stage.show({ ...make(), left, carriedOver, standsIn });
    } catch (error) {
      renewEngine(protocol);
      this.fail(breakdownOf(error, options, protocol));
    }
  }

  private fail(failure: Breakdown): void {
    this.failure = failure;
    this.stage.failed();
  }
}

function givenUp(): DOMException {
  return new DOMException('another run was asked for before this lesson was on the stage', 'AbortError');
}
