/**
 * Back, Forward and a reload give the run back that was there. Each entry of the browser's history has a number; the run that it
 * showed is kept under it for as long as the tab lives. Only the page does this: an element in somebody's page has no history.
 */

import { isChallenge } from './challenges';
import type { QuorateStage } from './element';
import type { LostRun } from './player/rebuild';
import { readSavedRuns, type SavedRun } from './saved-runs';

const STORE = 'quorate-runs';
/** The entries last visited; a script longer than this is not kept, as storage is small. */
const ENTRIES_MAX = 8;
const SCRIPT_MAX = 256 * 1024;
/** And a lesson, of which there is the text and what was done in it. */
const LESSON_MAX = 2 * SCRIPT_MAX;

export class RunHistory {
  private id = entryId() ?? newId();
  /** The entry whose run is on the stage: until that of another one has been loaded, the run before is. */
  private shown = this.id;

  constructor(
    private readonly stage: QuorateStage,
    /** Whether what this entry asks for was refused, and nothing has been done in what stands there instead: that is not kept. */
    private readonly isRefused: () => boolean,
  ) {
    history.replaceState({ run: this.id }, '');
    stage.leaves = () => this.save();
    // A page is hidden before it goes; on a phone nothing else is told.
    addEventListener('pagehide', () => this.save());
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.save();
    });
  }

  /** The run that this entry showed goes on. To be called when the attributes are those of the entry. */
  resume(): void {
    const saved = runs().find(({ id }) => id === this.id);
    // What a lesson shows is its own, and its step stands in the address; but for what was done in it.
    const { lesson } = this.stage;
    if (saved && (saved.lesson || lesson === null || isChallenge(lesson)))
      this.stage.resume(saved.script, saved.at, saved.paused, saved.lesson);
    // While the page lives, the stage has it itself.
    if (saved?.kept && !this.stage.kept) this.stage.kept = saved.kept;
  }

  /** The attributes say another run than before, and that is on the stage. */
  changed(address: string): void {
    this.id = newId();
    this.shown = this.id;
    history.pushState({ run: this.id }, '', address);
  }

  /** The run of the entry to which somebody went is on the stage. */
  arrived(): void {
    this.shown = this.id;
  }

  /** It is the same run, and its link is another. */
  renamed(address: string): void {
    history.replaceState({ run: this.id }, '', address);
  }

  /** Back or Forward, or somebody has written into the address. */
  went(): void {
    this.save();
    const id = entryId();
    this.id = id ?? newId();
    if (id === null) history.replaceState({ run: this.id }, '');
  }

  /** Storage may be forbidden or full: then a reload begins anew. */
  private save(): void {
    const { script, currentTime: at, paused, kept: before, doneInLesson } = this.stage;
    if (script === '' || script.length > SCRIPT_MAX || (this.shown === this.id && this.isRefused())) return;
    const kept = before && before.script.length <= SCRIPT_MAX && isSmall(before.lesson ?? null) ? before : null;
    const lesson = isSmall(doneInLesson) ? doneInLesson : null;
    const { shown } = this;
    const others = runs().filter(({ id }) => id !== shown);
    const all = [...others, { id: shown, script, at, paused, kept, lesson }];
    // Where there is no room for all, the one that is on the stage comes first.
    if (!store(all.slice(-ENTRIES_MAX))) store(all.slice(-1));
  }
}

function isSmall(lesson: LostRun | null): boolean {
  return JSON.stringify(lesson).length <= LESSON_MAX;
}

/** Says whether there was room. */
function store(saved: readonly SavedRun[]): boolean {
  try {
    sessionStorage.setItem(STORE, JSON.stringify(saved));
    return true;
  } catch {
    return false;
  }
}

function entryId(): number | null {
  const id: unknown = history.state?.run;
  return typeof id === 'number' ? id : null;
}

function newId(): number {
  return Math.max(0, ...runs().map(({ id }) => id), entryId() ?? 0) + 1;
}

/** Storage may be forbidden. */
function runs(): readonly SavedRun[] {
  try {
    return readSavedRuns(sessionStorage.getItem(STORE));
  } catch {
    return [];
  }
}
