/**
 * The simulation, compiled once for all stages of a page.
 *
 * The generated bindings hold one instance of the module, and all stages share it. A panic, or a stack that ran over, ends in
 * a trap and leaves that instance in a state that nobody knows. So it is thrown away, and a fresh one takes its place: what
 * the other stages had in the old one they build anew, from their scripts.
 */

import { fetchModule } from './packed';
import init, { __wbg_reset_state as takeFreshInstance, Session as WasmSession } from './pkg/quorate_wasm.js';
import moduleUrl from './pkg/quorate_wasm_bg.wasm?url';
import type { Session, SessionOptions } from './types';

let loading: Promise<unknown> | null = null;
const users = new Set<() => void>();

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
  try {
    return new WasmSession(options) as Session;
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) renewEngine();
    throw error;
  }
}

/** After a trap: no Session that there is can be used any more, and whoever has one is told. */
export function renewEngine(): void {
  takeFreshInstance();
  for (const user of [...users]) user();
}

/** Calls back whenever all Sessions are lost; gives what ends it. */
export function whenRenewed(user: () => void): () => void {
  users.add(user);
  return () => users.delete(user);
}
