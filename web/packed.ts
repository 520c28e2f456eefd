/** Modules of WebAssembly by their addresses. In the single file they are packed. */

import { unpackedModule } from './unpacked';

const PACKED = 'data:application/gzip;base64,';

/** The module as it is served, or unpacked. */
export async function fetchModule(address: string): Promise<Response> {
  return address.startsWith(PACKED) ? unpackedModule(address.slice(PACKED.length)) : fetch(address);
}
