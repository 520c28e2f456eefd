/** Loads all that a run needs, at once, and opens it in slices. */

import { loadEngine, loadWholeEngine } from './engine';
import type { Scene } from './frame';
import { speak, speakOfPanels } from './i18n/index';
import type { Lang } from './model';
import { openSession } from './opened-session';
import { PAGE_CLOCK } from './page-clock';
import { type Breakdown, isRefusal, type Refusal } from './player/guard';
import type { MakeWalk } from './player/player';
import type { LostRun, Rebuilt } from './player/rebuild';
import { protocolOfText, saysProtocol } from './protocols/of-run';
import { loadDepiction } from './protocols/registry';
import { hands, loadHands } from './reach';
import type { ProtocolName, Session, SessionOptions } from './types';

/** What is asked for, and who asks. */
export interface RunWish {
  readonly protocol: ProtocolName;
  /** Begun afresh, as it comes: that needs no more than the first part of the simulation. */
  readonly isPlain: boolean;
  /** But for the lesson. */
  readonly options: SessionOptions;
  /** One that comes with the page, by its name, or somebody's own, as it is written. */
  readonly lesson: { readonly id: string } | { readonly text: string } | null;
  /** What somebody has done in that lesson. */
  readonly done?: LostRun;
  /** Another language may be chosen while it loads. */
  language(): Lang;
  /** Something else has been asked for since. */
  isStale(): boolean;
  isConnected(): boolean;
  /** How far it is, or `null` when it is over. */
  progress(opening: Scene['working']): void;
}

interface Requested {
  readonly options: SessionOptions;
  readonly protocol: ProtocolName;
}

/**
 * What loading the run has brought: its options, or why there is none. `unloaded`: what it needs has not come, as without a
 * network.
 */
export type Loaded =
  | (Requested & {
      readonly session: Session;
      readonly walkOf: MakeWalk | null;
      /** Of a lesson in which somebody had done something: what its branches are numbered now. */
      readonly numbers?: Rebuilt['numbers'];
    })
  | (Requested & { readonly refusal: Refusal })
  | { readonly unloaded: unknown }
  | { readonly failure: Breakdown };

export async function loadRun(wish: RunWish): Promise<Loaded> {
  const { isPlain } = wish;
  let { options, protocol } = wish;
  let walkOf: MakeWalk | null;
  try {
    let lesson: string | Refusal | null;
    const early =
      wish.lesson && 'id' in wish.lesson && !saysProtocol(wish.lesson.id) ? await textOf(wish.lesson) : null;
    if (typeof early === 'string') protocol = protocolOfText(early);
    // At once, as none of these has to wait for another.
    [lesson, walkOf] = await Promise.all([
      early ?? textOf(wish.lesson),
      wish.lesson && loadWalk(),
      isPlain ? loadEngine(protocol) : Promise.all([loadWholeEngine(protocol), loadHands(protocol)]),
      loadDepiction(protocol),
      speak(wish.language(), protocol),
    ]);
    await speak(wish.language(), protocol);
    if (!isPlain) await speakOfPanels();
    if (isRefusal(lesson)) return { refusal: lesson, options, protocol };
    if (lesson !== null) options = { ...options, lesson };
  } catch (error) {
    // Why it could not be loaded is to be said in words, if there are any.
    await speak(wish.language(), protocol).catch(() => {});
    return { unloaded: error };
  }
  try {
    const told = (session: Session, progress: number) => {
      wish.progress({ progress, cancel: () => session.cancel() });
      return !wish.isStale() && wish.isConnected();
    };
    const session = await openSession(protocol, options, PAGE_CLOCK, told);
    if (!wish.done) return { session, options, protocol, walkOf };
    const again = await hands()?.rebuild(
      wish.done,
      () => session,
      PAGE_CLOCK,
      (progress) => told(session, progress),
    );
    return { session, options, protocol, walkOf, ...(again && { numbers: again.numbers }) };
  } catch (error) {
    if (isRefusal(error)) return { refusal: error, options, protocol };
    return { failure: breakdownOf(error, options, protocol) };
  } finally {
    wish.progress(null);
  }
}

/** Why there is no run, with all that is needed to see it again. */
export function breakdownOf(error: unknown, options: SessionOptions, protocol: ProtocolName): Breakdown {
  const { lesson, script, run, nodes, seed } = options;
  const head = Object.entries({ protocol, nodes, seed }).filter(([, value]) => value !== undefined);
  const begun = run === undefined ? head.map((words) => words.join(' ')).join('\n') : `# run ${run}`;
  return { reason: String(error), script: `${script ?? lesson ?? begun}\n# failed while it was opened\n` };
}

async function loadWalk(): Promise<MakeWalk> {
  const [{ LessonWalk }] = await Promise.all([import('./player/lesson-walk'), loadTerms()]);
  return (lesson, player, clock) => new LessonWalk(lesson, player, clock);
}

async function loadTerms(): Promise<void> {
  const { loadGlossary } = await import('./glossary');
  await loadGlossary();
}

/** What it says, or why there is no such lesson. */
async function textOf(lesson: RunWish['lesson']): Promise<string | Refusal | null> {
  if (lesson === null) return null;
  if ('text' in lesson) return lesson.text;
  const { lessonText, unheardOf } = await import('./lessons');
  return (await lessonText(lesson.id)) ?? unheardOf(lesson.id);
}
