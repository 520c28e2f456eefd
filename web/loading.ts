/** Loads all that a run needs, at once, and opens it in slices. */

import { createSession, loadEngine, loadWholeEngine, renewEngine } from './engine';
import type { Scene } from './frame';
import { speak, speakOfPanels } from './i18n/index';
import { lessonText } from './lessons';
import type { Lang } from './model';
import { PAGE_CLOCK } from './page-clock';
import { type Breakdown, isRefusal, type Refusal } from './player/guard';
import type { MakeWalk } from './player/player';
import { openInSlices } from './player/slices';
import { loadDepiction } from './protocols/registry';
import { loadHands } from './reach';
import type { ProtocolName, Session, SessionOptions } from './types';

/** What is asked for, and who asks. */
export interface RunWish {
  readonly protocol: ProtocolName;
  /** Begun afresh, as it comes: that needs no more than the first part of the simulation. */
  readonly isPlain: boolean;
  /** The name of a lesson, in place of its text. */
  readonly options: SessionOptions;
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

/** What loading the run has brought: its options, or why it could not be loaded. */
export type Loaded =
  | (Requested & { readonly session: Session; readonly walkOf: MakeWalk | null })
  | (Requested & { readonly refusal: Refusal })
  | { readonly failure: Breakdown };

export async function loadRun(wish: RunWish): Promise<Loaded> {
  const { protocol, isPlain } = wish;
  let options: SessionOptions;
  let walkOf: MakeWalk | null;
  try {
    // At once, as none of these has to wait for another.
    [options, walkOf] = await Promise.all([
      withText(wish.options),
      wish.options.lesson === undefined ? null : loadWalk(),
      isPlain ? loadEngine(protocol) : Promise.all([loadWholeEngine(protocol), loadHands(protocol)]),
      loadDepiction(protocol),
      speak(wish.language(), protocol),
    ]);
    await speak(wish.language(), protocol);
    if (!isPlain) await speakOfPanels();
  } catch (error) {
    return { failure: { reason: String(error), script: '' } };
  }
  try {
    const session = createSession(protocol, options);
    await openInSlices(session, PAGE_CLOCK, (progress) => {
      wish.progress({ progress, cancel: () => session.cancel() });
      return !wish.isStale() && wish.isConnected();
    });
    return { session, options, protocol, walkOf };
  } catch (error) {
    if (isRefusal(error)) return { refusal: error, options, protocol };
    if (!wish.isStale()) renewEngine(protocol);
    return { failure: { reason: String(error), script: JSON.stringify(options, null, 2) } };
  } finally {
    wish.progress(null);
  }
}

async function loadWalk(): Promise<MakeWalk> {
  const { LessonWalk } = await import('./player/lesson-walk');
  return (lesson, player, clock) => new LessonWalk(lesson, player, clock);
}

async function withText({ lesson: name, ...options }: SessionOptions): Promise<SessionOptions> {
  const lesson = name === undefined ? null : await lessonText(name);
  return lesson === null ? options : { ...options, lesson };
}
