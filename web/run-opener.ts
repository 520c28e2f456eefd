/** Which run a stage is to show, and how it comes there: what the attributes ask for, or what is to go on where it was left. */

import type { Settings } from './attributes';
import { isChallenge } from './challenges';
import { createSession, renewEngine } from './engine';
import type { Scene } from './frame';
import { breakdownOf, type Loaded, loadRun, type RunWish } from './loading';
import type { Lang } from './model';
import { Opening } from './opening';
import type { Breakdown, Refusal } from './player/guard';
import { protocolOf, protocolOfText } from './protocols/of-run';
import type { Ms, SessionOptions, SettingView } from './types';

/** A run that was left, and is to go on there. */
interface LeftRun {
  readonly script: string;
  readonly at: Ms;
  readonly paused: boolean;
}

type LoadedRun = Extract<Loaded, { readonly session: unknown }>;

/** What is to be shown, with what was wanted of it. */
export interface OpenedRun extends Omit<LoadedRun, 'protocol'> {
  readonly left: LeftRun | null;
  /** How the run before was set: so is this one. */
  readonly carriedOver: readonly SettingView[];
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
  /** There is none, for `failure`. */
  readonly failed: () => void;
}

export class RunOpener {
  /** Why what was asked for last could not even begin. */
  failure: Breakdown | null = null;
  /** When the run that was asked for is on the stage. */
  shown: Promise<void> = new Promise(() => {});
  private left: LeftRun | null = null;
  private carriedOver: readonly SettingView[] = [];
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
    if (this.stage.isConnected()) this.shown = this.opening.ask();
  }

  private wish(isStale: () => boolean): RunWish {
    const { stage, left, carriedOver } = this;
    const settings = stage.settings();
    const { nodes, seed, lesson, run } = settings;
    const protocol = protocolOf(settings);
    const asked = left ? { protocol, script: left.script } : { protocol: settings.protocol, nodes, seed, run };
    return {
      protocol,
      isPlain: lesson === null && run === null && !left && carriedOver.length === 0,
      options: Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null)),
      lesson: lesson === null || (left && !isChallenge(lesson)) ? null : { id: lesson },
      language: stage.language,
      isStale,
      isConnected: stage.isConnected,
      progress: stage.progress,
    };
  }

  /** A lesson of somebody's own, as it is written. Gives when it is on the stage; `begins` is called just before. */
  async openText(text: string, begins: () => void): Promise<void> {
    const wish = { ...this.wish(() => false), protocol: protocolOfText(text), isPlain: false };
    const loaded = await loadRun({ ...wish, options: {}, lesson: { text } });
    if ('failure' in loaded) {
      this.fail(loaded.failure);
      throw new Error(loaded.failure.reason);
    }
    if ('refusal' in loaded) {
      this.stage.refuse(loaded.refusal, { script: text });
      throw loaded.refusal;
    }
    if (!this.stage.isConnected()) return loaded.session.free();
    begins();
    this.opened(loaded);
  }

  private opened(loaded: Loaded): void {
    if (!this.stage.isConnected()) return;
    this.failure = null;
    if ('failure' in loaded) this.fail(loaded.failure);
    else if ('session' in loaded) this.show(loaded, () => loaded);
    else if (this.left) {
      // What was left cannot go on: then it is what the attributes say.
      this.open({ left: null });
    } else {
      this.stage.refuse(loaded.refusal, loaded.options);
      const { protocol } = loaded;
      const options = { protocol };
      // A stage is never empty: without a run to keep, it has an ordinary one beside the refusal.
      if (!this.stage.hasRun())
        this.show({ options, protocol }, () => ({ session: createSession(protocol, options), options, walkOf: null }));
    }
  }

  private show(
    { options, protocol }: Pick<LoadedRun, 'options' | 'protocol'>,
    make: () => Omit<LoadedRun, 'protocol'>,
  ): void {
    const { left, carriedOver } = this;
    this.left = null;
    this.carriedOver = [];
    try {
      this.stage.show({ ...make(), left, carriedOver });
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
