// `npm run build`: the page for a web server (dist/) and as one file that opens by a double click (dist/quorate.html);
// and the licences of what they contain (dist/LICENSES.txt, and in the file itself).

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { licences } from './licences.mjs';
import { buildWasm, mainly, ROOT, Stop, setUp } from './setup.mjs';

await mainly(async () => {
  setUp();
  buildWasm();
  const { build } = await import('vite');
  const { output } = await build({ logLevel: 'warn' });
  const said = licences(output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : [])));
  writeFileSync(path.join(ROOT, 'dist/LICENSES.txt'), said);
  // Into a folder of its own first: both builds would call their page index.html.
  const outDir = path.join(ROOT, 'target/single-file');
  await build({ mode: 'single-file', logLevel: 'warn', build: { outDir } });
  const page = readFileSync(path.join(outDir, 'index.html'), 'utf8');
  const tags = page.replace(/(<(script|style)\b[^>]*>)[\s\S]*?<\/\2>/g, '$1');
  const left = /<(?:script|link)\b[^>]*\b(?:src|href)="(?!data:)([^"]+)"/.exec(tags);
  if (left) throw new Stop(`The single file still loads ${left[1]}; everything it needs must be inside it.`);
  // A comment ends at the first two dashes.
  const comment = `<!--\n${said.replaceAll(/-{2,}/g, (line) => '='.repeat(line.length))}\n-->\n`;
  writeFileSync(path.join(ROOT, 'dist/quorate.html'), page + comment);
  console.log('dist/ is the page for a web server; dist/quorate.html is the same page in one file.');
});
