/**
 * The simulation: for each protocol a module that has that protocol alone, loaded when a run of it opens, and compiled
 * once for all stages of a page.
 *
 * Generated bindings hold one instance of their module, and all stages with runs of that protocol share it. A panic, or a
 * stack that ran over, ends in a trap and leaves that instance in a state that nobody knows. So it is thrown away, and a
 * fresh one takes its place: what the other stages had in the old one they build anew, from their scripts.
 */

import { fetchModule } from './packed';
import type { ProtocolName, Session, SessionOptions } from './types';

/** What is generated for a module. */
interface Bindings {
  readonly default: (module: { module_or_path: Promise<Response> }) => Promise<unknown>;
  readonly __wbg_reset_state: () => void;
  readonly Session: new (options: SessionOptions) => unknown;
}

const NOT_SEARCH = '!./pkg/quorate_search*';
const BINDINGS = import.meta.glob<Bindings>(['./pkg/quorate_*.js', NOT_SEARCH]);
const ADDRESSES = import.meta.glob<string>(['./pkg/quorate_*_bg.wasm', NOT_SEARCH], {
  query: '?url',
  import: 'default',
  eager: true,
});

const loading = new Map<ProtocolName, Promise<void>>();
const engines = new Map<ProtocolName, Bindings>();
const users = new Set<(protocol: ProtocolName) => void>();

/** Loads the module of a protocol, the first time. A load that failed may be tried again. */
export async function loadEngine(protocol: ProtocolName): Promise<void> {
  const asked = loading.get(protocol) ?? load(protocol);
  loading.set(protocol, asked);
  try {
    await asked;
  } catch (error) {
    loading.delete(protocol);
    throw error;
  }
}

async function load(protocol: ProtocolName): Promise<void> {
  const address = ADDRESSES[`./pkg/quorate_${protocol}_bg.wasm`];
  const bindings = BINDINGS[`./pkg/quorate_${protocol}.js`];
  if (address === undefined || !bindings) throw new Error(`there is no module of ${protocol}`);
  // Both at once: neither waits for the other.
  const module = fetchModule(address);
  const [engine] = await Promise.all([bindings(), module]);
  await engine.default({ module_or_path: module });
  engines.set(protocol, engine);
}

/** Throws an `Error` with the refusal when the options are wrong. Only after `loadEngine`. */
export function createSession(protocol: ProtocolName, options: SessionOptions): Session {
  const engine = engines.get(protocol);
  if (!engine) throw new Error(`the module of ${protocol} is not loaded`);
  try {
    return new engine.Session(options) as Session;
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) renewEngine(protocol);
    throw error;
  }
}

/** After a trap: no Session of that protocol can be used any more, and whoever has one is told. */
export function renewEngine(protocol: ProtocolName): void {
  engines.get(protocol)?.__wbg_reset_state();
  for (const user of [...users]) user(protocol);
}

/** Calls back whenever all Sessions of a protocol are lost; gives what ends it. */
export function whenRenewed(user: (protocol: ProtocolName) => void): () => void {
  users.add(user);
  return () => users.delete(user);
}
