/** Back and Forward, and an address that stays a link to what is shown. Loaded when a run stands; where one was kept, before. */

import { EVENTS } from './constants';
import type { QuorateStage } from './element';
import { RunHistory } from './history';

/** What an address says, in the words of the element's attributes. */
type LinkedName = 'protocol' | 'nodes' | 'seed' | 'lesson' | 'step' | 'run';
export type LinkedNames = readonly LinkedName[];

/** Those of them that a whole run says itself. */
const BEGUN: LinkedNames = ['protocol', 'nodes', 'seed', 'step'];

/** An address that is longer than this does not hold the run: some programs cut longer ones. */
const ADDRESS_MAX = 2000;

/** The address follows what somebody does after so long, in real ms: some browsers refuse more often. */
const FOLLOWS_MS = 400;

interface LinkedPage {
  readonly names: LinkedNames;
  /** Reads the address. */
  readonly read: () => void;
  readonly draw: () => void;
}

export class LinkKeeper {
  /** What somebody has done is not in the address: it is too long for one, or was done in a lesson. */
  isUnheld = false;
  private readonly runs: RunHistory;
  /** The step of the lesson to which somebody has walked since the address said one. */
  private walked: string | null = null;
  /** What somebody has done makes another run than the attributes say: its code. */
  private done: string | null = null;
  private following: ReturnType<typeof setTimeout> | undefined;
  /** What of the address has been read, which is no other run. */
  private shown: string;
  /** What the attributes ask for is not on the stage and never will be. */
  private isRefused = false;

  constructor(
    private readonly stage: QuorateStage,
    private readonly page: LinkedPage,
    /** What the address says now. */
    asked: URLSearchParams,
  ) {
    this.runs = new RunHistory(stage, () => this.isRefused && this.done === null);
    this.shown = runIn(this.linkTo((name) => asked.get(name)));
  }

  /** From now on; `isKept`: the stage is still empty, and a run of this entry goes on. */
  keep(isKept: boolean): void {
    const { stage, runs } = this;
    if (isKept) runs.resume();
    addEventListener('popstate', () => this.went());
    // Whoever changes the run, the bar or the stage's own settings, does it through the attributes.
    const changed = new MutationObserver(() => void this.changed());
    changed.observe(stage, { attributes: true, attributeFilter: [...this.page.names] });
    // It may have been another one before this was there.
    if (runIn(this.link) !== this.shown) void this.changed();
    // A lesson that is walked stays in its entry of the history.
    stage.addEventListener(EVENTS.lessonStep, () => {
      // One that is being left says nothing of what comes.
      if (stage.lesson === null || runIn(this.link) !== this.shown) return;
      this.walked = String(stage.step);
      runs.renamed(this.link);
    });
    stage.addEventListener(EVENTS.edited, () => {
      clearTimeout(this.following);
      this.following = setTimeout(() => this.follow(), FOLLOWS_MS);
    });
  }

  /**
   * What was refused stays in the address, to be compared and mended, and a reload refuses it again; until somebody does something in
   * what is on the stage instead.
   */
  refuse(): void {
    this.isRefused = true;
    this.isUnheld = true;
    this.shown = runIn(this.link);
    this.page.draw();
  }

  private went(): void {
    const { stage, runs } = this;
    runs.went();
    this.unfollow();
    this.page.read();
    this.shown = runIn(this.link);
    runs.resume();
    const wanted = this.shown;
    void stage.shown.then(() => {
      if (runIn(this.link) === wanted) runs.arrived();
    });
  }

  private async changed(): Promise<void> {
    this.walked = null;
    this.unfollow();
    // The address says what is on the stage: what was asked for may never come.
    await this.stage.shown;
    const { link } = this;
    if (runIn(link) === this.shown) this.runs.renamed(link);
    else this.runs.changed(link);
    this.shown = runIn(link);
    this.page.draw();
  }

  /** The address follows what somebody does, or the bar says that it does not. */
  private follow(): void {
    const { stage } = this;
    const isGuided = stage.steps !== null;
    const code = isGuided ? null : stage.share();
    this.isUnheld = code === null ? this.isRefused || stage.doneInLesson !== null : code.length > ADDRESS_MAX;
    this.done = this.isUnheld ? null : code || null;
    this.runs.renamed(this.link);
    this.page.draw();
  }

  /** The attributes say what is on the stage. */
  private unfollow(): void {
    clearTimeout(this.following);
    this.done = null;
    this.isUnheld = false;
    this.isRefused = false;
  }

  private get link(): string {
    const { stage, walked, done } = this;
    return this.linkTo((name) => {
      if (name === 'run' && done !== null) return done;
      if (done !== null && (this.isRefused || BEGUN.includes(name))) return null;
      return name === 'step' ? (walked ?? stage.getAttribute(name)) : stage.getAttribute(name);
    });
  }

  private linkTo(said: (name: LinkedName) => string | null): string {
    const parameters = new URLSearchParams();
    for (const name of this.page.names) {
      const value = said(name);
      if (value !== null) parameters.set(name, value);
    }
    const hash = parameters.toString();
    return hash ? `#${hash}` : location.pathname + location.search;
  }
}

/** The address without the step of a lesson, which is a place in a run and no run of its own. */
function runIn(address: string): string {
  return address.replace(/(^#|&)step=\d+/, '');
}
