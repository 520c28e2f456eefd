/** Modules of WebAssembly by their addresses. In the single file they are packed, and unpacked by the browser itself. */

const PACKED = 'data:application/gzip;base64,';

/** The module as it is served, or unpacked. */
export function fetchModule(address: string): Promise<Response> {
  return address.startsWith(PACKED) ? unpack(address.slice(PACKED.length)) : fetch(address);
}

/** Not fetched: a content security policy would have to allow connections to `data:`. */
async function unpack(code: string): Promise<Response> {
  const bytes = Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked, { headers: { 'content-type': 'application/wasm' } });
}
