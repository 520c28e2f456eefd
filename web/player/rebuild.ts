/**
 * The same run in a fresh Session: all its branches, as a run is its set-up and its commands. The first branch opens the Session;
 * each of the others leaves an earlier one where it did before, and is given its own commands at their times.
 */

import type { Ms, Session, SessionOptions } from '../types';
import type { Clock } from './clock';
import { SLICE_MS, slice } from './slices';

/** What is known of a branch without asking. */
export interface LostBranch {
  readonly id: number;
  readonly parent: number | null;
  readonly forkedAt: Ms;
  readonly end: Ms;
  readonly current: boolean;
  /** As a script. */
  readonly text: string;
}

/** What is left of a run whose Session is gone. */
export interface LostRun {
  /** What opens its first branch. */
  readonly options: SessionOptions;
  /** The oldest first. */
  readonly branches: readonly LostBranch[];
  /** Where it was. */
  readonly now: Ms;
}

export interface Rebuilt {
  readonly session: Session;
  /** What the branches are numbered now, by their old numbers. */
  readonly numbers: ReadonlyMap<number, number>;
}

/** A command of a script. */
interface WrittenCommand {
  readonly at: Ms;
  readonly line: string;
}

/**
 * `told`: how far it is, 0 to 1; it may say that this is enough. What takes no longer than a slice is there when this returns for the
 * first time. Throws what the Session throws.
 */
export async function rebuild(
  run: LostRun,
  create: (options: SessionOptions) => Session,
  clock: Clock,
  told: (progress: number) => boolean,
): Promise<Rebuilt> {
  const session = create(run.options);
  const numbers = new Map<number, number>();
  let began = clock.now();
  let done = 0;
  for (const _ of steps(session, run, numbers)) {
    while (!slice(session, clock) || clock.now() - began >= SLICE_MS) {
      if (!told(Math.min(done / run.branches.length, 1))) {
        session.cancel();
        return { session, numbers };
      }
      await new Promise<void>((resolve) => clock.setTimer(resolve, 0));
      began = clock.now();
    }
    done = numbers.size;
  }
  return { session, numbers };
}

/** After each, the session has to get where it was told to go. */
function* steps(session: Session, run: LostRun, numbers: Map<number, number>): Generator<void> {
  const [first, ...others] = run.branches;
  if (!first) return;
  yield;
  numbers.set(first.id, numberOf(session));
  session.seek(first.end);
  yield;
  for (const branch of others) {
    // The one that it came from may be kept no more.
    const parent = run.branches.find(({ id }) => id === branch.parent) ?? first;
    yield* grow(session, branch, parent, numbers);
  }
  const current = run.branches.find((branch) => branch.current);
  session.switchLane(numbers.get(current?.id ?? first.id) ?? 0);
  yield;
  session.seek(run.now);
  yield;
}

function* grow(
  session: Session,
  branch: LostBranch,
  parent: LostBranch,
  numbers: Map<number, number>,
): Generator<void> {
  const its = commandsOf(branch.text);
  const inherited = commandsOf(parent.text);
  const from = parent.id === branch.parent ? branch.forkedAt : parting(its, inherited, branch, parent);
  session.switchLane(numbers.get(parent.id) ?? 0);
  yield;
  session.seek(from);
  yield;
  session.branch();
  // At the very instant some of what the other did may have been taken back here.
  const own = its.filter(({ at }) => at >= from);
  const there = inherited.filter(({ at }) => at === from);
  const shared = sharedBy(own, there);
  if (there.length > shared) session.takeBack(there.length - shared);
  yield;
  for (const { at, line } of own.slice(shared)) {
    session.seek(at);
    yield;
    session.command(line);
  }
  session.seek(branch.end);
  yield;
  numbers.set(branch.id, numberOf(session));
}

/** Until when two branches are the same. */
function parting(
  its: readonly WrittenCommand[],
  others: readonly WrittenCommand[],
  branch: LostBranch,
  other: LostBranch,
): Ms {
  const shared = sharedBy(its, others);
  const times = [its[shared]?.at, others[shared]?.at, branch.forkedAt, other.end];
  return Math.min(...times.filter((at) => at !== undefined));
}

/** How many of them are the same, from the first one on. */
function sharedBy(some: readonly WrittenCommand[], others: readonly WrittenCommand[]): number {
  const differ = some.findIndex(({ at, line }, place) => at !== others[place]?.at || line !== others[place]?.line);
  return differ === -1 ? some.length : differ;
}

function commandsOf(text: string): readonly WrittenCommand[] {
  return [...text.matchAll(/^@(\S+) (.+)$/gm)].map(([, at, line = '']) => ({ at: Number(at), line }));
}

/** Of the branch that is played. */
function numberOf(session: Session): number {
  return session.lanes().lanes.find(({ current }) => current)?.id ?? 0;
}
