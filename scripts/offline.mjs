// What the service worker keeps: the files that the build has made for the page, in `sw.js` itself.

import { createHash } from 'node:crypto';

const WORKER = 'sw.js';

export function offline() {
  return {
    name: 'offline',
    apply: 'build',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle[WORKER];
        const kept = Object.values(bundle).filter(
          (file) => file !== worker && /^(?!docs\/).*\.(js|wasm|css)$|^assets\//.test(file.fileName),
        );
        const page = bundle['index.html'];
        const version = createHash('sha256');
        for (const file of [page, ...kept]) version.update(file.fileName).update(file.code ?? file.source);
        const files = ['./', ...kept.map(({ fileName }) => `./${fileName}`)];
        const built = { files, version: version.digest('hex').slice(0, 16) };
        worker.code = `const BUILT = ${JSON.stringify(built)};\n${worker.code}`;
      },
    },
  };
}
