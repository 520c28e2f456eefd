/** How the packages are built, a build each `mode`; `scripts/package.mjs` says which there are. */

import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { languageFiles } from '../scripts/languages.mjs';
import { lessonFiles } from '../scripts/lesson-files.ts';
import { noPreloading } from '../scripts/no-preloading.mjs';
import { packed, packedText } from '../scripts/single-file.mjs';

const ROOT = path.dirname(import.meta.dirname);
const PACKED = path.join(ROOT, 'packages/quorate/src/packed.ts');

/** A module of WebAssembly is known by its file name, and is loaded by the package's own `packed.ts`. */
function modulesOfPackage(): Plugin {
  return {
    name: 'modules-of-package',
    enforce: 'pre',
    resolveId: {
      filter: { id: /^\.\.?\/packed$/ },
      handler: () => PACKED,
    },
    load: {
      filter: { id: /\.wasm\?(?:url|packed)$/ },
      handler: (id) => {
        const [file = '', what] = id.split('?');
        return `export default ${JSON.stringify(what === 'url' ? path.basename(file) : packed(file))}`;
      },
    },
  };
}

/** Words and lessons, which are asked for by promises. */
const LATE_DATA =
  /\.lesson\?(?:script|still)$|\/languages\/[\w-]+\/[\w-]+\.json\?(?:first|late|rules|courses|glossary)$/;

/** In one file, words and lessons are packed: its size is what somebody loads who reads one lesson. */
function packedData(): Plugin {
  return {
    name: 'packed-data',
    transform: {
      order: 'pre',
      filter: { id: LATE_DATA },
      handler: (code) => {
        const [, data] = /^export default (.*)$/s.exec(code) ?? [];
        if (data === undefined) return null;
        const text = JSON.stringify(packedText(data));
        return `import { unpackedData } from ${JSON.stringify(PACKED)};\nexport default unpackedData(${text});`;
      },
    },
  };
}

const QUORATE = 'packages/quorate/src/index.ts';
const REVEAL = 'packages/reveal.js-quorate/src/plugin.ts';

const BUILDS = {
  /** Modules that load what they need. */
  split: { input: QUORATE, output: { format: 'es', entryFileNames: 'index.js', chunkFileNames: '[name]-[hash].js' } },
  /** One module. */
  bundle: { input: QUORATE, output: { format: 'es', entryFileNames: 'quorate.bundle.js', codeSplitting: false } },
  /** One classic script, also for pages from a disk. */
  classic: {
    input: QUORATE,
    output: { format: 'iife', name: 'Quorate', entryFileNames: 'quorate.js', codeSplitting: false },
  },
  'reveal-module': { input: REVEAL, output: { format: 'es', entryFileNames: 'plugin.mjs' } },
  'reveal-classic': { input: REVEAL, output: { format: 'iife', name: 'RevealQuorate', entryFileNames: 'plugin.js' } },
} as const;

export default defineConfig(({ mode }) => {
  const { input, output } = BUILDS[mode as keyof typeof BUILDS];
  const isWhole = mode === 'bundle' || mode === 'classic';
  return {
    root: ROOT,
    base: './',
    publicDir: false,
    logLevel: 'warn',
    plugins: [noPreloading(), modulesOfPackage(), lessonFiles(), languageFiles(), ...(isWhole ? [packedData()] : [])],
    build: {
      target: 'es2022',
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      modulePreload: false,
      emptyOutDir: false,
      reportCompressedSize: false,
      // One file is as large as it is.
      chunkSizeWarningLimit: isWhole ? 2_000 : 500,
      rolldownOptions: {
        input: path.join(ROOT, input),
        output,
        preserveEntrySignatures: 'strict',
        // A classic script has no address of its own, and nothing asks for one.
        ...(output.format === 'iife' && { transform: { define: { 'import.meta': '{}' } } }),
      },
    },
  };
});
