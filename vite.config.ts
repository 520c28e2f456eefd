import { spawn } from 'node:child_process';
import path from 'node:path';
import { defineConfig, type Plugin, type ViteDevServer } from 'vite';
import { viteSingleFile } from 'vite-plugin-singlefile';
import { askedEarly } from './scripts/asked-early.mjs';
import { loadedWith, noPreloading } from './scripts/chunks.mjs';
import { documentPages } from './scripts/documents.mjs';
import { heardEarly } from './scripts/heard-early.mjs';
import { chunkNameOf, languageFiles } from './scripts/languages.mjs';
import { lessonFiles } from './scripts/lesson-files.ts';
import { offline } from './scripts/offline.mjs';
import { scriptsInFiles } from './scripts/scripts-in-files.mjs';
import { oneModule, packedCode, packedModules } from './scripts/single-file.mjs';

/** While the page is served: a change in the Rust sources rebuilds the module, and the page reloads with it. */
function rebuildWasm(): Plugin {
  const rust = path.join(import.meta.dirname, 'crates');
  let building = false;
  let again = false;

  function rebuild(server: ViteDevServer): void {
    if (building) {
      again = true;
      return;
    }
    building = true;
    let said = '';
    const cargo = spawn('cargo', ['xtask', 'wasm'], { stdio: ['ignore', 'inherit', 'pipe'] });
    cargo.stderr.on('data', (data) => {
      said += data;
    });
    cargo.on('error', (error) => {
      said = error.message;
    });
    cargo.on('close', (code) => {
      building = false;
      if (again) {
        again = false;
        rebuild(server);
      } else if (code === 0) {
        server.ws.send({ type: 'full-reload' });
      } else {
        server.config.logger.error(said);
        server.ws.send({ type: 'error', err: { message: said, stack: '' } });
      }
    });
  }

  return {
    name: 'rebuild-wasm',
    apply: 'serve',
    configureServer(server) {
      server.watcher.add(rust);
      server.watcher.on('all', (_event, file) => {
        if (file.startsWith(rust) && /\.(rs|toml)$/.test(file)) rebuild(server);
      });
    },
  };
}

export default defineConfig(({ mode }) => {
  const singleFile = mode === 'single-file';
  return {
    // Relative addresses: the page works in any folder of any server.
    base: './',
    publicDir: false,
    // The one package is made of modules already: nothing has to be bundled first, and no page reloads because of it.
    optimizeDeps: { noDiscovery: true },
    plugins: [
      noPreloading(),
      lessonFiles(),
      languageFiles(),
      ...(singleFile
        ? [heardEarly(), oneModule(), packedModules(), viteSingleFile(), packedCode()]
        : [rebuildWasm(), askedEarly(), scriptsInFiles(), documentPages(), offline()]),
    ],
    build: {
      target: 'es2022',
      // Those that know `light-dark()`, which the colours of both schemes are written with: it is left as it is.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      // Every browser that knows the target knows how to preload.
      modulePreload: { polyfill: false },
      // Served, the module stays a file of its own, which a server can compress and a browser compiles while it
      // loads. In the single file everything is inside, packed.
      assetsInlineLimit: singleFile ? 1e8 : 0,
      // Says what the page loads at once and what only when used; `scripts/size.mjs` reads it.
      manifest: !singleFile,
      reportCompressedSize: false,
      // Beside the page, the element alone, under a name that others' pages can rely on.
      rolldownOptions: singleFile
        ? {}
        : {
            input: { index: 'index.html', 'quorate-stage': 'web/element.ts', sw: 'web/service-worker.ts' },
            output: {
              entryFileNames: (entry) => (entry.name === 'index' ? 'assets/[name]-[hash].js' : '[name].js'),
              chunkFileNames: ({ facadeModuleId }) => `assets/${chunkNameOf(facadeModuleId) ?? '[name]'}-[hash].js`,
              // What everybody waits for comes in one file, also what is used again later: packed together it is smaller.
              codeSplitting: { groups: [{ name: loadedWith('web/element.ts', 'stage'), debugName: 'stage' }] },
            },
            preserveEntrySignatures: 'allow-extension',
          },
    },
    server: { host: '127.0.0.1', watch: { ignored: ['**/target/**', '**/dist/**', '**/test-results/**'] } },
    preview: { host: '127.0.0.1' },
  };
});
