/** The runs of this tab as the browser keeps them while the page is not there: what is read of them is looked at first. */

import type { LostBranch, LostRun } from './player/rebuild';
import type { WrittenRun } from './runs';
import type { Ms } from './types';

export interface SavedRun {
  /** The entry of the browser's history that showed it. */
  readonly id: number;
  readonly script: string;
  readonly at: Ms;
  readonly paused: boolean;
  /** The run that was one press away from it. */
  readonly kept: WrittenRun | null;
  /** A lesson in which somebody has done something, or somebody's own. */
  readonly lesson: LostRun | null;
}

/**
 * What another page of the same address has written there, or an older one of ours, may be of any shape. Such a run is left out, and
 * what was one press away from a sound one is not offered.
 */
export function readSavedRuns(text: string | null): readonly SavedRun[] {
  const all = parsed(text);
  if (!Array.isArray(all)) return [];
  return all.filter(isSaved).map((run) => ({
    ...run,
    kept: isWritten(run.kept) ? run.kept : null,
    lesson: isLost(run.lesson) ? run.lesson : null,
  }));
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]');
  } catch {
    return null;
  }
}

function isSaved(run: unknown): run is SavedRun {
  return isTimed(run) && Number.isSafeInteger(run.id) && typeof run.paused === 'boolean';
}

function isWritten(run: unknown): run is WrittenRun {
  if (!isTimed(run) || !isObject(run.attributes)) return false;
  if (run.lesson !== undefined && run.lesson !== null && !isLost(run.lesson)) return false;
  return Object.values(run.attributes).every((value) => value === null || typeof value === 'string');
}

function isLost(run: unknown): run is LostRun {
  if (!isObject(run) || !isObject(run.options) || typeof run.options.lesson !== 'string') return false;
  if (run.options.script !== undefined && typeof run.options.script !== 'string') return false;
  return (
    typeof run.now === 'number' &&
    Array.isArray(run.branches) &&
    run.branches.length > 0 &&
    run.branches.every(isBranch)
  );
}

function isBranch(branch: unknown): branch is LostBranch {
  if (!isObject(branch) || typeof branch.text !== 'string') return false;
  return [branch.id, branch.parent ?? 0, branch.forkedAt, branch.end].every((value) => typeof value === 'number');
}

function isTimed(run: unknown): run is Readonly<Record<string, unknown>> {
  return isObject(run) && typeof run.script === 'string' && typeof run.at === 'number' && run.at >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
