/**
 * The simulation: for each protocol a module that has that protocol alone, loaded when a run of it opens, and compiled
 * once for all stages of a page. It comes in two parts. With the first a fresh run can be begun, played and looked at; with
 * the second, commands, scripts and lessons are understood.
 *
 * Generated bindings hold one instance of their module, and all stages with runs of that protocol share it. A panic, or a
 * stack that ran over, ends in a trap and leaves that instance in a state that nobody knows. So it is thrown away, and a
 * fresh one takes its place: what the other stages had in the old one they build anew, from their scripts.
 */

import { once } from './once';
import { fetchModule } from './packed';
import { isFresh } from './player/beginning';
import type { ProtocolName, Session, SessionOptions } from './types';

/** What is generated for a module. */
interface Bindings {
  readonly default: (module: { module_or_path: Promise<Response> }) => Promise<unknown>;
  /** Once there is an instance: gives what it exports. */
  readonly initSync: () => WebAssembly.Exports;
  readonly __wbg_reset_state: () => void;
  readonly Session: {
    new (options: SessionOptions): unknown;
    fresh(protocol?: ProtocolName, nodes?: number, seed?: number): unknown;
  };
}

interface Engine {
  readonly bindings: Bindings;
  /** The second part, once it is there. */
  later: WebAssembly.Module | null;
  /** How many instances of it were thrown away. */
  lost: number;
}

/** Whoever has Sessions hears that those of a protocol are lost; what is given is called when all have heard it. */
type EngineUser = (protocol: ProtocolName) => () => void;

const BINDINGS = import.meta.glob<Bindings>(['./pkg/quorate_*.js', '!./pkg/quorate_{all,search}*']);
const ADDRESSES = import.meta.glob<string>(['./pkg/quorate_*.wasm', '!./pkg/quorate_{all,search}*'], {
  query: '?url',
  import: 'default',
  eager: true,
});

const engines = new Map<ProtocolName, Engine>();
const users = new Set<EngineUser>();

/** Loads the first part of the module of a protocol. */
export const loadEngine = once(async (protocol) => {
  const bindings = BINDINGS[`./pkg/quorate_${protocol}.js`];
  if (!bindings) throw new Error(`there is no module of ${protocol}`);
  // Both at once: neither waits for the other.
  const module = fetchPart(protocol, 'bg');
  const [engine] = await Promise.all([bindings(), module]);
  await engine.default({ module_or_path: module });
  engines.set(protocol, { bindings: engine, later: null, lost: 0 });
});

/** Loads both parts. */
export const loadWholeEngine = once(async (protocol) => {
  const compiled = fetchPart(protocol, 'later')
    .then((response) => response.arrayBuffer())
    .then((bytes) => WebAssembly.compile(bytes));
  const [later] = await Promise.all([compiled, loadEngine(protocol)]);
  const engine = engineOf(protocol);
  engine.later = later;
  join(engine);
});

/** Whether both parts are there. */
export function isWhole(protocol: ProtocolName): boolean {
  return (engines.get(protocol)?.later ?? null) !== null;
}

function fetchPart(protocol: ProtocolName, part: 'bg' | 'later'): Promise<Response> {
  const address = ADDRESSES[`./pkg/quorate_${protocol}_${part}.wasm`];
  return address === undefined ? Promise.reject(new Error(`there is no module of ${protocol}`)) : fetchModule(address);
}

/** The second part finds its place in the present instance of the first. */
function join({ bindings, later }: Engine): void {
  if (later) new WebAssembly.Instance(later, { first: bindings.initSync() });
}

function engineOf(protocol: ProtocolName): Engine {
  const engine = engines.get(protocol);
  if (!engine) throw new Error(`the module of ${protocol} is not loaded`);
  return engine;
}

/** Throws an `Error` with the refusal when the options are wrong. Only after `loadEngine`; but for a fresh run, both parts. */
export function createSession(protocol: ProtocolName, options: SessionOptions): Session {
  const { Session } = engineOf(protocol).bindings;
  const fresh = isFresh(options) ? Session.fresh(options.protocol, options.nodes, options.seed) : undefined;
  return (fresh ?? new Session(options)) as Session;
}

/** Another number, when the Sessions that were there before are lost. */
export function instanceOf(protocol: ProtocolName): number {
  return engines.get(protocol)?.lost ?? 0;
}

/** After a trap: no Session of that protocol can be used any more, and whoever has one is told. */
export function renewEngine(protocol: ProtocolName): void {
  const engine = engines.get(protocol);
  if (!engine) return;
  engine.lost += 1;
  engine.bindings.__wbg_reset_state();
  join(engine);
  for (const goOn of [...users].map((user) => user(protocol))) goOn();
}

/** Calls back whenever all Sessions of a protocol are lost; gives what ends it. */
export function whenRenewed(user: EngineUser): () => void {
  users.add(user);
  return () => users.delete(user);
}
