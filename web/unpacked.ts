/** What the build has packed and written as text, unpacked by the browser itself. */
export function unpacked(code: string): ReadableStream {
  const bytes = Uint8Array.from(atob(code), (letter) => letter.charCodeAt(0));
  // Not fetched from `data:`: a content security policy would have to allow connections to that.
  return new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
}

export function unpackedModule(code: string): Response {
  return new Response(unpacked(code), { headers: { 'content-type': 'application/wasm' } });
}
