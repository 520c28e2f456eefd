/** The simulation of every protocol in the registry, for tests outside a browser. */

import { readFileSync } from 'node:fs';
import { protocolNames } from '../protocols/registry';
import type { ProtocolName, Session, SessionOptions } from '../types';

/** What the tests read of a Session beside what the page does. */
export type TestedSession = Session & { fingerprint(): string };

interface Bindings {
  readonly default: (module: { module_or_path: Uint8Array }) => Promise<WebAssembly.Exports>;
  readonly Session: new (options: SessionOptions) => unknown;
}

const modules = new Map<ProtocolName, Bindings>();

export async function loadModules(): Promise<void> {
  for (const protocol of protocolNames()) {
    const bindings: Bindings = await import(`../pkg/quorate_${protocol}.js`);
    const part = (ending: string) =>
      readFileSync(new URL(`../pkg/quorate_${protocol}_${ending}.wasm`, import.meta.url));
    const first = await bindings.default({ module_or_path: part('bg') });
    await WebAssembly.instantiate(part('later'), { first });
    modules.set(protocol, bindings);
  }
}

/** Only after `loadModules`. The protocol is that of the script, or of the lesson, as it says; of one that is unknown, any. */
export function begin(options: SessionOptions): TestedSession {
  const { protocol, script, lesson } = options;
  const said = /^protocol (\S+)/m.exec(script ?? lesson ?? '')?.[1] ?? protocol ?? '';
  const module = modules.get(said) ?? [...modules.values()][0];
  if (!module) throw new Error('no module is loaded');
  const session = new module.Session(options) as TestedSession;
  arrive(session);
  return session;
}

/** Until it is where it was told to go. */
function arrive(session: Session): void {
  while (session.progress !== undefined) {
    if (session.opening) session.proceedOpening(1000);
    else session.proceed(1000);
  }
}
