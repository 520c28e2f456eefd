/** Modules of WebAssembly by their addresses. In the single file they are packed, and unpacked by the browser itself. */

const PACKED = 'data:application/gzip';

/** The module as it is served, or unpacked. */
export async function fetchModule(address: string): Promise<Response> {
  const response = await fetch(address);
  if (!address.startsWith(PACKED) || !response.body) return response;
  const unpacked = response.body.pipeThrough(new DecompressionStream('gzip'));
  return new Response(unpacked, { headers: { 'content-type': 'application/wasm' } });
}
