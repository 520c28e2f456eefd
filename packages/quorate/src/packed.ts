/**
 * In the package, takes the place of `web/packed.ts`. The modules of WebAssembly are packed in scripts of their own: every bundler
 * understands these without being told. Whoever serves the modules as files says where they are.
 */

import { unpacked, unpackedModule } from '../../../web/unpacked';

/** By their paths, each loaded when it is needed: one for each protocol, or, where all is in one file, one for all of them. */
const PACKED =
  import.meta.env.MODE === 'split'
    ? import.meta.glob<string>(['../../../web/pkg/quorate_*.wasm', '!**/quorate_all*'], {
        query: '?packed',
        import: 'default',
      })
    : import.meta.glob<string>('../../../web/pkg/quorate_{all,search}*.wasm', { query: '?packed', import: 'default' });

const FOLDER = '../../../web/pkg/';

let served: string | null = null;

/**
 * Where the modules are served: the folder that holds the files of the package's folder `wasm`. `null`: they come with the code,
 * as they do when nothing is said. Applies to what has not been loaded yet.
 */
export function setWasmUrl(folder: string | URL | null): void {
  served = folder === null ? null : new URL(folder, document.baseURI).href.replace(/\/?$/, '/');
}

/** The module of that file name. */
export async function fetchModule(name: string): Promise<Response> {
  if (served !== null) {
    const address = served + name;
    const response = await fetch(address);
    if (!response.ok) throw new Error(`${address} cannot be loaded (${response.status}): see setWasmUrl`);
    return response;
  }
  const load = PACKED[FOLDER + name];
  if (!load) throw new Error(`there is no module ${name}`);
  return unpackedModule(await load());
}

/** What is written there as JSON: where all is in one file, words and lessons are packed as well. */
export async function unpackedData(code: string): Promise<unknown> {
  return new Response(unpacked(code)).json();
}
