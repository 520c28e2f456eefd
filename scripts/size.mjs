// What somebody loads who opens the page for the first time, protocol by protocol, packed as servers do, against its budget.

import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { languageCodes } from './languages.mjs';
import { ROOT, Stop } from './setup.mjs';

/** What the page may weigh as one file, with all protocols in it. */
const FILE_BUDGET = 2_000_000;

/** What a first visit may weigh, whatever the protocol: gzipped it stays below 190 kB, with Brotli below 160 kB. */
const BUDGET = 181_000;
const BROTLI_BUDGET = 155_000;

const DIST = path.join(ROOT, 'dist');

function readManifest() {
  const list = path.join(DIST, '.vite/manifest.json');
  if (!existsSync(list)) throw new Stop('There is no built page in dist/: `npm run build` makes it.');
  return JSON.parse(readFileSync(list, 'utf8'));
}

function weigh(name) {
  const bytes = readFileSync(path.join(DIST, name));
  return {
    name,
    bytes: bytes.length,
    gzipped: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}

/** The protocols that the built page knows, by the folders that it loads. */
function protocols(manifest) {
  return Object.keys(manifest).flatMap((key) => /^web\/protocols\/([\w-]+)\/index\.ts$/.exec(key)?.[1] ?? []);
}

function isModuleOf(protocol, name) {
  return new RegExp(`/quorate_${protocol}_bg-[^/]*$`).test(name);
}

/** Those that are no modules: the manifest knows nothing of them. */
function scriptsOf(page) {
  const html = readFileSync(path.join(DIST, page), 'utf8');
  return [...html.matchAll(/<script src="\.\/([^"]+)"/g)].map(([, name]) => name);
}

/** The files of a first visit, largest first: the page, one protocol, one language. What is loaded only when used does not count. */
function filesOf(protocol, manifest) {
  const names = new Set(['index.html', ...scriptsOf('index.html')]);
  const visited = new Set();
  const visit = (key) => {
    if (visited.has(key)) return;
    visited.add(key);
    const chunk = manifest[key];
    // The addresses of all modules are in the page; what stands there of the others, and of this one's second part, is not
    // loaded.
    const assets = (chunk.assets ?? []).filter((name) => !name.endsWith('.wasm') || isModuleOf(protocol, name));
    for (const name of [chunk.file, ...(chunk.css ?? []), ...assets]) names.add(name);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  // The longest of the languages counts.
  const longest = (words) => {
    const size = (key) => weigh(manifest[key].file).gzipped;
    const keys = languageCodes().map((lang) => `languages/${lang}/${words}.json?first`);
    return keys.filter((key) => key in manifest).sort((a, b) => size(b) - size(a))[0];
  };
  visit('index.html');
  visit(`web/protocols/${protocol}/index.ts`);
  visit(`web/pkg/quorate_${protocol}.js`);
  visit(longest('page'));
  visit(longest(protocol));
  return [...names].map(weigh).sort((a, b) => b.gzipped - a.gzipped);
}

/** The tables that a person reads, and whether each protocol keeps the budget. */
export function measure() {
  const manifest = readManifest();
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
  const visits = protocols(manifest).map((protocol) => {
    const files = filesOf(protocol, manifest);
    const sum = (of) => files.reduce((sum, file) => sum + file[of], 0);
    const total = { gzipped: sum('gzipped'), brotli: sum('brotli') };
    const lines = files.map(
      (file) => `${kilobytes(file.gzipped)} ${kilobytes(file.brotli)} of ${kilobytes(file.bytes)}  ${file.name}`,
    );
    const sums = `${kilobytes(total.gzipped)} ${kilobytes(total.brotli)} for a first visit of ${protocol}`;
    return { protocol, total, text: [...lines, sums].join('\n') };
  });
  const said = visits
    .map(({ protocol, total }) => `${protocol} ${kilobytes(total.gzipped).trim()} (${kilobytes(total.brotli).trim()})`)
    .join(', ');
  const file = statSync(path.join(DIST, 'quorate.html')).size;
  const verdict = `${said} gzipped (with Brotli), the budget is ${kilobytes(BUDGET).trim()} (${kilobytes(BROTLI_BUDGET).trim()}); as one file ${kilobytes(file).trim()}`;
  const keeps = ({ total }) => total.gzipped <= BUDGET && total.brotli <= BROTLI_BUDGET;
  const fits = visits.length > 0 && visits.every(keeps) && file < FILE_BUDGET;
  return { fits, verdict, text: [...visits.map(({ text }) => text), verdict].join('\n\n') };
}
