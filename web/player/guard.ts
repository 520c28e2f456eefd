/**
 * Stands between a player and its Session. What the simulation refuses goes on to whoever asked; anything else that is
 * thrown is a failure of ours: the run then has broken down, its Session is never touched again, and what is left are the
 * scripts that lead there.
 */

import type { Args, Lanes, Ms, Session, SessionOptions } from '../types';
import { type Beginning, scriptOf } from './beginning';

/** What the simulation throws when it is asked for what is not possible; `key` names the sentence in the dictionaries. */
export interface Refusal extends Error {
  readonly key: string;
  readonly args: Args;
  /** Where in the text, from 1. */
  readonly line: number;
  readonly column: number;
}

/** Why a run cannot go on. */
export interface Breakdown {
  readonly reason: string;
  /** All that is needed to see it again. */
  readonly script: string;
}

/** Anything else that is thrown (a panic, a stack that ran over) is the simulation's own fault. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'key' in error;
}

export class Guard {
  /** From then on nothing here does anything, unless another Session takes the place of this one. */
  breakdown: Breakdown | null = null;
  /** Nor does it here: the Session is gone, and another one is being made. */
  isLost = false;
  /** The present branch as it was read last, and the commands since: afterwards nobody can be asked. */
  private script: string;
  private since: string[] = [];
  /** The other branches by their numbers, as each was when it was left. */
  private left: ReadonlyMap<number, string> = new Map();

  constructor(
    private session: Session,
    /** It has just broken down. */
    private readonly broken: () => void,
    /** Where it was seen last. */
    private readonly now: () => Ms,
    /** How the run began, as long as it is as it began. */
    private beginning: Beginning | null,
  ) {
    this.script = beginning ? scriptOf(beginning, 0) : session.script();
  }

  /** Whether anything can be asked. */
  get isSound(): boolean {
    return this.breakdown === null && !this.isLost;
  }

  /** Every call into the Session. `doing` is the command that is given, and when: a failure has it in its script. */
  use<T>(call: (session: Session) => T, otherwise: T, doing?: { readonly line: string; readonly at: Ms }): T {
    if (!this.isSound) return otherwise;
    try {
      return call(this.session);
    } catch (error) {
      if (isRefusal(error)) throw error;
      this.fail(error, doing);
      return otherwise;
    }
  }

  /** A command was carried out at the end of the branch. */
  note(line: string, at: Ms): void {
    this.beginning = null;
    this.since.push(written(line, at));
  }

  /** Another branch is played than the one of that number; of those that are kept no more nothing is. */
  turn(from: number, { lanes }: Lanes): void {
    const left = new Map(this.left).set(from, this.text);
    this.left = new Map([...left].filter(([id]) => lanes.some((lane) => lane.id === id)));
    this.reread();
  }

  private reread(): void {
    this.beginning = null;
    this.script = this.use((session) => session.script(), this.script);
    this.since = [];
  }

  /** What is known of the present branch without asking. */
  get text(): string {
    return [withoutLastBreaks(this.script), ...this.since, ''].join('\n').replace(/^\n/, '');
  }

  /** What is known of a branch without asking. */
  textOf({ id, current }: { readonly id: number; readonly current: boolean }): string {
    return current ? this.text : (this.left.get(id) ?? '');
  }

  /** The run until `end` as text. */
  textUntil(end: Ms): string {
    return this.beginning ? scriptOf(this.beginning, end) : this.use((session) => session.script(), this.text);
  }

  /** What begins the same run again, by its first branch. */
  optionsOf(first: string): SessionOptions {
    return this.beginning ?? { script: first };
  }

  /** The Session went down, with this run or with another one: all that is known here is kept. */
  lose(): void {
    this.breakdown = null;
    this.isLost = true;
  }

  /** The same run in another Session, where its branches have other numbers. */
  replace(session: Session, numbers: ReadonlyMap<number, number>): void {
    this.session = session;
    this.isLost = false;
    this.left = new Map(
      [...this.left].flatMap(([id, text]) => {
        const number = numbers.get(id);
        return number === undefined ? [] : [[number, text] as const];
      }),
    );
    if (!this.beginning) this.reread();
  }

  /** What was done on the other branches, by their numbers here. */
  know(left: ReadonlyMap<number, string>): void {
    this.left = left;
  }

  /** It has broken down, or cannot be had back. */
  fail(error: unknown, doing?: { readonly line: string; readonly at: Ms }): void {
    this.isLost = false;
    this.breakdown = { reason: String(error), script: this.scriptOf(doing) };
    this.broken();
  }

  free(): void {
    if (this.isSound) this.session.free();
  }

  private scriptOf(doing: { readonly line: string; readonly at: Ms } | undefined): string {
    if (!doing) return `${this.text}# failed at ${this.now()} ms\n`;
    // In the past, what came later belongs to another branch.
    const before = this.text.split('\n').filter((line) => line !== '' && !(timeOf(line) > doing.at));
    return [...before, written(doing.line, doing.at), '# failed on this', ''].join('\n');
  }
}

/** Without a pattern, which would be tried anew at each of many breaks within the text. */
function withoutLastBreaks(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end -= 1;
  return text.slice(0, end);
}

function written(line: string, at: Ms): string {
  return `@${at} ${line}`;
}

/** When a line of a script is done; not a number: it sets the run up. */
function timeOf(line: string): Ms {
  return Number(/^@(\d+(?:\.\d+)?) /.exec(line)?.[1]);
}
