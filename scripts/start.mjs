// `npm start`: from an empty clone to the page in one command.

import { buildWasm, mainly, setUp } from './setup.mjs';

await mainly(async () => {
  setUp();
  console.log('Building the WebAssembly module (about a minute the first time) …');
  buildWasm();
  // Imported late: before `setUp` there may be no Vite.
  const { createServer } = await import('vite');
  const server = await createServer({ clearScreen: false });
  await server.listen();
  console.log(`\n  Quorate is at ${server.resolvedUrls.local[0]}\n  Ctrl+C stops it.\n`);
});
