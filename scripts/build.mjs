// `npm run build`: the page for a web server (dist/) and as one file that opens by a double click (dist/quorate.html).

import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { buildWasm, mainly, ROOT, Stop, setUp } from './setup.mjs';

await mainly(async () => {
  setUp();
  buildWasm();
  const { build } = await import('vite');
  await build({ logLevel: 'warn' });
  // Into a folder of its own first: both builds would call their page index.html.
  const outDir = path.join(ROOT, 'target/single-file');
  await build({ mode: 'single-file', logLevel: 'warn', build: { outDir } });
  const page = readFileSync(path.join(outDir, 'index.html'), 'utf8');
  const tags = page.replace(/(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/g, '$1');
  const left = /<(?:script|link)\b[^>]*\b(?:src|href)="(?!data:)([^"]+)"/.exec(tags);
  if (left) throw new Stop(`The single file still loads ${left[1]}; everything it needs must be inside it.`);
  copyFileSync(path.join(outDir, 'index.html'), path.join(ROOT, 'dist/quorate.html'));
  console.log('dist/ is the page for a web server; dist/quorate.html is the same page in one file.');
});
