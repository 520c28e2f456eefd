/** How the packages are built, a build each `mode`; `scripts/package.mjs` says which there are. */

import path from 'node:path';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { loadedWith, noPreloading } from '../scripts/chunks.mjs';
import { chunkNameOf, languageFiles } from '../scripts/languages.mjs';
import { lessonFiles } from '../scripts/lesson-files.ts';
import { oneModule, packed, packedText } from '../scripts/single-file.mjs';

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

interface Build {
  readonly input: string;
  readonly output: Rolldown.OutputOptions;
}

const BUILDS: Readonly<Record<string, Build>> = {
  /** Modules that load what they need. */
  split: {
    input: QUORATE,
    output: {
      format: 'es',
      entryFileNames: 'index.js',
      chunkFileNames: ({ facadeModuleId }) => `${chunkNameOf(facadeModuleId) ?? '[name]'}-[hash].js`,
      codeSplitting: { groups: [{ name: loadedWith(QUORATE, 'stage'), debugName: 'stage' }] },
    },
  },
  /** One module. */
  bundle: { input: QUORATE, output: { format: 'es', entryFileNames: 'quorate.bundle.js', codeSplitting: false } },
  /** One classic script, also for pages from a disk. */
  classic: {
    input: QUORATE,
    output: { format: 'iife', name: 'Quorate', entryFileNames: 'quorate.js', codeSplitting: false },
  },
  'reveal-module': { input: REVEAL, output: { format: 'es', entryFileNames: 'plugin.mjs' } },
  'reveal-classic': { input: REVEAL, output: { format: 'iife', name: 'RevealQuorate', entryFileNames: 'plugin.js' } },
};

export default defineConfig(({ mode }) => {
  const found = BUILDS[mode];
  if (!found) throw new Error(`no build is called ${mode}`);
  const { input, output } = found;
  const isWhole = mode === 'bundle' || mode === 'classic';
  return {
    root: ROOT,
    base: './',
    publicDir: false,
    logLevel: 'warn',
    plugins: [
      noPreloading(),
      ...(isWhole ? [oneModule()] : []),
      modulesOfPackage(),
      lessonFiles(),
      languageFiles(),
      ...(isWhole ? [packedData()] : []),
    ],
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
