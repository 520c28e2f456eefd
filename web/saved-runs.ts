/** The runs of this tab as the browser keeps them while the page is not there: what is read of them is looked at first. */

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
}

/**
 * What another page of the same address has written there, or an older one of ours, may be of any shape. Such a run is left out, and
 * what was one press away from a sound one is not offered.
 */
export function readSavedRuns(text: string | null): readonly SavedRun[] {
  const all = parsed(text);
  return Array.isArray(all)
    ? all.filter(isSaved).map((run) => ({ ...run, kept: isWritten(run.kept) ? run.kept : null }))
    : [];
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
  return Object.values(run.attributes).every((value) => value === null || typeof value === 'string');
}

function isTimed(run: unknown): run is Readonly<Record<string, unknown>> {
  return isObject(run) && typeof run.script === 'string' && typeof run.at === 'number' && run.at >= 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
