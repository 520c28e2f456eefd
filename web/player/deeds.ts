/** What somebody has done on the present branch, as far as it can be taken back and done again. */

import type { Ms } from '../types';

export interface PastAct {
  readonly at: Ms;
  readonly lines: readonly string[];
  /** What can be done again after it, the next one last. */
  readonly rest: readonly PastAct[];
}

/** More is not kept: whoever wants to go further back has the timeline. */
const DEEDS_MAX = 200;

export class Deeds {
  /** How many commands each was, oldest first. */
  private counts: number[] = [];
  private undone: readonly PastAct[] = [];
  private isGoingOn = false;

  /** How many commands the last one was: of what was not done here, each is one. */
  get last(): number {
    return this.counts.at(-1) ?? 1;
  }

  /** A command was carried out. What is given in one go, as by one press of a button, is one deed. */
  did(isOnNewBranch: boolean): void {
    if (isOnNewBranch) this.counts = [];
    this.undone = [];
    const last = this.counts.at(-1);
    if (this.isGoingOn && last !== undefined) this.counts[this.counts.length - 1] = last + 1;
    else this.counts = [...this.counts, 1].slice(-DEEDS_MAX);
    this.isGoingOn = true;
    queueMicrotask(() => {
      this.isGoingOn = false;
    });
  }

  /** The last one was taken back: as lines of a script, all of one time. */
  undo(lines: readonly string[]): void {
    this.counts.pop();
    const [, at] = /^@(\S+) /.exec(lines[0] ?? '') ?? [];
    const deed = { at: Number(at), lines: lines.map((line) => line.replace(/^@\S+ /, '')), rest: [] };
    this.undone = [...this.undone, deed].slice(-DEEDS_MAX);
  }

  /** What is to be done again. */
  redo(): PastAct | null {
    const deed = this.undone.at(-1);
    return deed ? { ...deed, rest: this.undone.slice(0, -1) } : null;
  }

  /** It was done again: what came after it still can be. */
  restore({ rest }: PastAct): void {
    this.undone = rest;
  }

  /** Another branch. */
  forget(): void {
    this.counts = [];
    this.undone = [];
  }
}
