/** Opens a file that somebody has saved: a lesson, or the script of a run. */

import { RUN_ATTRIBUTES } from '../attributes';
import { EVENTS } from '../constants';
import type { QuorateStage } from '../element';

/** Of a file that is larger, so many bytes are read, and refused where they end. */
const FILE_MAX = 1024 * 1024;

/** What is refused is said on the stage, and nothing has changed. */
export async function openFile(stage: QuorateStage, file: Blob): Promise<void> {
  const text = await file.slice(0, FILE_MAX).text();
  if (/^\uFEFF?\s*(#[^\n]*\s*)*lesson\s/.test(text)) return stage.playLesson(text);
  for (const name of [...RUN_ATTRIBUTES, 'step']) stage.removeAttribute(name);
  stage.resume(text, 0, true);
  await stage.shown;
  // What the address is to say of it is its script.
  stage.dispatchEvent(new CustomEvent(EVENTS.edited));
}
