// The built page in Chromium, for measurements: served from dist/, without anything else on the machine's own network.

import path from 'node:path';
import { chromium } from '@playwright/test';
import { preview } from 'vite';
import { systemBrowser } from './browsers.mjs';
import { ROOT } from './setup.mjs';

/** Opens the page with that link's hash, hands it over together with its DevTools session, and cleans up. */
export async function withPage(hash, work, outDir = path.join(ROOT, 'dist')) {
  const options = { preview: { host: '127.0.0.1', port: 0 }, build: { outDir } };
  const server = await preview({ root: ROOT, logLevel: 'silent', ...options });
  const executablePath = systemBrowser('chromium');
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--js-flags=--expose-gc',
    ],
  });
  try {
    // A page that waits, so that nothing has been played before the measurement begins.
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    await page.addInitScript(keepMemory);
    await page.goto(`${server.resolvedUrls.local[0]}#${hash}`);
    await page.evaluate(() => document.querySelector('quorate-stage').ready);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    return await work(page, await page.context().newCDPSession(page));
  } finally {
    await browser.close();
    await server.close();
  }
}

/** In the page: makes the simulation's memory known as `simulationMemory`, wherever the module is instantiated. */
function keepMemory() {
  for (const name of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original(...given);
      window.simulationMemory = (made.instance ?? made).exports.memory;
      return made;
    };
  }
}
