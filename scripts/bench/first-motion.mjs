import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from '@playwright/test';
import { systemBrowser } from '../browsers.mjs';
import { ROOT, Stop } from '../setup.mjs';

export const title =
  'From navigation to the first motion, processor 4 times slower, 10 Mbit/s, 40 ms, nothing cached (budget: 0.75 s)';

/** Odd, so that there is one in the middle. */
const VISITS = 9;
const LINE = { offline: false, latency: 40, downloadThroughput: 10e6 / 8, uploadThroughput: 10e6 / 8 };
const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.wasm': 'application/wasm',
};

/**
 * `QUORATE_BESIDE=FOLDER`, another built page, is visited in turn with ours, and the ratio of the medians is printed: the same
 * line, machine and minute.
 */
export async function bench() {
  const pages = { ours: path.join(ROOT, 'dist') };
  if (process.env.QUORATE_BESIDE) pages.beside = path.resolve(process.env.QUORATE_BESIDE);
  const servers = Object.fromEntries(
    await Promise.all(Object.entries(pages).map(async ([name, folder]) => [name, await serve(folder)])),
  );
  const executablePath = systemBrowser('chromium');
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  const times = Object.fromEntries(Object.keys(pages).map((name) => [name, []]));
  try {
    for (let visit = 0; visit < VISITS; visit += 1)
      for (const name of Object.keys(pages)) times[name].push(await firstMotion(browser, servers[name].address));
  } finally {
    await browser.close();
    for (const { server } of Object.values(servers)) server.close();
  }
  const lines = Object.entries(times).map(([name, all]) => {
    const sorted = all.toSorted((one, other) => one - other);
    const at = (share) => `${(sorted[Math.floor(share * (sorted.length - 1))] / 1000).toFixed(2)} s`;
    return `${name.padEnd(7)} ${at(0.5)} in the middle, ${at(0)} to ${at(1)}, ${sorted.length} visits`;
  });
  if (times.beside) lines.push(`ratio   ${(median(times.ours) / median(times.beside)).toFixed(2)}`);
  return lines;
}

function median(all) {
  return all.toSorted((one, other) => one - other)[(all.length - 1) / 2];
}

/** Compressed as any web server would, once. */
async function serve(folder) {
  if (!existsSync(path.join(folder, 'index.html')))
    throw new Stop(`There is no built page in ${folder}: \`npm run build\` makes it.`);
  const packed = new Map();
  const server = createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, 'http://page').pathname).replace(/\/$/, '/index.html');
    const file = path.join(folder, path.normalize(name));
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[path.extname(file)];
    if (!type) {
      createReadStream(file).pipe(response);
      return;
    }
    if (!packed.has(file)) packed.set(file, gzipSync(readFileSync(file), { level: 9 }));
    response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'cache-control': 'no-store' });
    response.end(packed.get(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
}

/** A visitor who comes for the first time, until something is seen to move. Real ms. */
async function firstMotion(browser, address) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'no-preference',
    locale: 'en-US',
  });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await devtools.send('Network.emulateNetworkConditions', LINE);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.addInitScript(watch);
    await page.goto(`${address}#protocol=raft&nodes=5&seed=7`, { waitUntil: 'commit' });
    return await page.evaluate(() => window.firstMotion);
  } finally {
    await context.close();
  }
}

/** In the page, before anything of ours. A timer's arc that runs down is a motion, as a message that flies is. */
function watch() {
  window.firstMotion = new Promise((resolve) => {
    const before = new WeakMap();
    const look = () => {
      const root = document.querySelector('quorate-stage')?.shadowRoot;
      for (const part of root?.querySelectorAll('[data-flight], [data-dial], [data-dial] *') ?? []) {
        const { strokeDashoffset, transform } = getComputedStyle(part);
        const place = `${strokeDashoffset} ${transform}`;
        if ((before.get(part) ?? place) !== place) {
          resolve(performance.now());
          return;
        }
        before.set(part, place);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}
