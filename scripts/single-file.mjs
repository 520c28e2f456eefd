// What makes the page one file: everything inside it, packed, and a few lines that unpack it.

import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

export function packedText(content) {
  return gzipSync(content, { level: 9 }).toString('base64');
}

/** What a file holds, packed, as text. */
export function packed(file) {
  return packedText(readFileSync(file));
}

/** The file of a protocol's module: what it is called up to the protocol, and after it. */
const OF_A_PROTOCOL = /^(.*\/quorate_)(?!all|search)([a-z0-9_]+?)(\.js|_(?:bg|later)\.wasm)(\?\w+)?$/;

/**
 * Where everything is in one file, each protocol's module is the one that has them all: what they share is there once. Its bindings
 * are loaded anew for each, as every protocol has an instance of its own.
 */
export function oneModule() {
  return {
    name: 'one-module',
    enforce: 'pre',
    resolveId: {
      filter: { id: /\/quorate_[a-z0-9_]+(?:\.js|\.wasm\?\w+)$/ },
      async handler(id, importer) {
        const [, before, protocol, after, query] = OF_A_PROTOCOL.exec(id) ?? [];
        if (before === undefined) return null;
        const there = await this.resolve(`${before}all${after}`, importer, { skipSelf: true });
        return there && `${there.id}${query ?? `?of=${protocol}`}`;
      },
    },
  };
}

/** Modules of WebAssembly as addresses that hold them packed: `fetchModule` of `web/packed.ts` unpacks one. */
export function packedModules() {
  return {
    name: 'packed-modules',
    enforce: 'pre',
    load: {
      filter: { id: /\.wasm\?url$/ },
      handler: (id) => {
        const code = packed(id.slice(0, id.lastIndexOf('?')));
        return `export default ${JSON.stringify(`data:application/gzip;base64,${code}`)}`;
      },
    },
  };
}

/**
 * The page's code, packed as well. It is run as a script of the page, not imported: a file has no origin that it could
 * import from.
 */
export function packedCode() {
  return {
    name: 'packed-code',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler: (_options, bundle) => {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'asset' || !file.fileName.endsWith('.html')) continue;
          // Not a string: in the code of the page a dollar sign means nothing.
          file.source = String(file.source).replace(
            /<script type="module"[^>]*>([\s\S]*?)<\/script>/,
            (_tag, code) => `<script type="module">${UNPACKING.replace('PACKED', () => packedText(code))}</script>`,
          );
        }
      },
    },
  };
}

/** Takes its own place with what it unpacks. */
const UNPACKING = `
const bytes = Uint8Array.from(atob('PACKED'), (letter) => letter.charCodeAt(0));
const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
const script = document.createElement('script');
script.type = 'module';
script.textContent = await new Response(unpacked).text();
document.head.append(script);
`;
