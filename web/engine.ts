/**
 * The simulation, compiled once for all stages of a page.
 *
 * The generated bindings hold one instance of the module, and all stages share it. A panic ends in a trap, which leaves
 * the instance standing: a Session is memory of its own, nothing outside of it is written while it works, and only the
 * Session that trapped is left half way. So a stage whose Session broke never touches it again, not even to free it, and
 * the others go on. What it costs is that Session's memory and the stack it stood on, some kilobytes a panic.
 */

import { fetchModule } from './packed';
import init, { Session as WasmSession } from './pkg/quorate_wasm.js';
import moduleUrl from './pkg/quorate_wasm_bg.wasm?url';
import type { Session, SessionOptions } from './types';

let loading: Promise<unknown> | null = null;

/** Loads the module, the first time. A load that failed may be tried again. */
export async function loadEngine(): Promise<void> {
  loading ??= init({ module_or_path: fetchModule(moduleUrl) });
  try {
    await loading;
  } catch (error) {
    loading = null;
    throw error;
  }
}

/** Throws an `Error` with the refusal when the options are wrong. Only after `loadEngine`. */
export function createSession(options: SessionOptions): Session {
  return new WasmSession(options) as Session;
}
