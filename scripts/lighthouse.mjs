// `npm run lighthouse`: what Lighthouse says of the built page, with its settings for desktop computers. Each score has to be 95 or more.
// The tool itself is large, and is fetched by npx when it is used.

import { spawn } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { createGzip } from 'node:zlib';
import { chromium } from '@playwright/test';
import { systemBrowser } from './browsers.mjs';
import { buildWasm, mainly, ROOT, run, Stop, setUp } from './setup.mjs';

const TOOL = 'lighthouse@12.8.2';
const CATEGORIES = ['performance', 'accessibility', 'best-practices'];
const LEAST = 95;

/** What is opened: the first minute, and a lesson. */
const PAGES = ['', '#lesson=raft/leader-crash&lang=en'];

const DIST = path.join(ROOT, 'dist');
const REPORTS = path.join(ROOT, 'target/lighthouse');

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/** As GitHub Pages serves it: compressed, and kept for ten minutes. */
function serve() {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = path.join(DIST, pathname.endsWith('/') ? `${pathname}index.html` : pathname);
    if (!file.startsWith(DIST) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
      'content-encoding': 'gzip',
      'cache-control': 'max-age=600',
    });
    createReadStream(file)
      .pipe(createGzip({ level: 9 }))
      .pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject).listen(0, '127.0.0.1', () => resolve(server));
  });
}

/** In a process of its own, which this one serves meanwhile. */
async function judge(address, report) {
  const npx = process.platform === 'win32' ? 'npx.cmd' : 'npx';
  const args = ['--yes', TOOL, address, '--quiet', '--preset=desktop', '--output=json', `--output-path=${report}`];
  const flags = '--headless=new --no-sandbox --disable-gpu --disable-background-networking';
  const child = spawn(npx, [...args, `--only-categories=${CATEGORIES}`, `--chrome-flags=${flags}`], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, CHROME_PATH: systemBrowser('chromium') ?? chromium.executablePath() },
  });
  const code = await new Promise((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Stop(`Lighthouse (${TOOL}) ended with ${code}; see above.`);
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** What keeps a score down, worst first. */
function faults({ audits, categories }, category) {
  return categories[category].auditRefs
    .map(({ id, weight }) => ({ ...audits[id], weight }))
    .filter(({ score, weight }) => score !== null && score < 1 && weight > 0)
    .sort((a, b) => a.score - b.score)
    .map(({ id, score, displayValue = '' }) => `      ${Math.round(score * 100)}  ${id}  ${displayValue}`);
}

await mainly(async () => {
  setUp();
  if (!process.argv.includes('--built')) {
    buildWasm();
    run(process.execPath, ['scripts/build.mjs'], 'The page could not be built, so nothing was measured.');
  }
  mkdirSync(REPORTS, { recursive: true });
  const server = await serve();
  const low = [];
  try {
    for (const [at, hash] of PAGES.entries()) {
      const address = `http://127.0.0.1:${server.address().port}/${hash}`;
      const result = await judge(address, path.join(REPORTS, `${at}.json`));
      console.log(`\n/${hash}`);
      for (const category of CATEGORIES) {
        const score = Math.round(result.categories[category].score * 100);
        console.log(`  ${String(score).padStart(3)}  ${category}`);
        if (score < 100) console.log(faults(result, category).join('\n'));
        if (score < LEAST) low.push(`${category} of /${hash}: ${score}`);
      }
    }
  } finally {
    server.close();
  }
  if (low.length > 0) throw new Stop(`\nBelow ${LEAST}: ${low.join(', ')}.`);
});
