// What the page loads before it can be used, gzipped, against its budget.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT, Stop } from './setup.mjs';

/** What the page may weigh. It rose once, when Raft became whole (220 kB before); else it only goes down. The goal is 150 kB. */
export const BUDGET = 233_500;

/** The files that the built page loads at once, largest first. What is imported only when used does not count. */
export function pageFiles() {
  const dist = path.join(ROOT, 'dist');
  const list = path.join(dist, '.vite/manifest.json');
  if (!existsSync(list)) throw new Stop('There is no built page in dist/: `npm run build` makes it.');
  const manifest = JSON.parse(readFileSync(list, 'utf8'));
  const names = new Set(['index.html']);
  const visited = new Set();
  const visit = (key) => {
    if (visited.has(key)) return;
    visited.add(key);
    const chunk = manifest[key];
    for (const name of [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])]) names.add(name);
    for (const imported of chunk.imports ?? []) visit(imported);
  };
  visit('index.html');
  // The words of one language are loaded: the longer ones count.
  const size = (key) => gzipSync(readFileSync(path.join(dist, manifest[key].file)), { level: 9 }).length;
  const [longer] = ['web/i18n/en.ts', 'web/i18n/zh.ts'].sort((a, b) => size(b) - size(a));
  visit(longer);
  return [...names]
    .map((name) => {
      const bytes = readFileSync(path.join(dist, name));
      return { name, bytes: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length };
    })
    .sort((a, b) => b.gzipped - a.gzipped);
}

/** The table that a person reads, and whether the page keeps its budget. */
export function measure() {
  const files = pageFiles();
  const total = files.reduce((sum, file) => sum + file.gzipped, 0);
  const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`.padStart(10);
  const lines = files.map((file) => `${kilobytes(file.gzipped)} of ${kilobytes(file.bytes)}  ${file.name}`);
  const verdict = `${kilobytes(total)} gzipped, the budget is ${kilobytes(BUDGET).trim()}`;
  return { total, fits: total <= BUDGET, verdict: verdict.trim(), text: [...lines, verdict].join('\n') };
}
