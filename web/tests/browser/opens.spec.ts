// The page opens as it is published: served, and as one file from the disk; without a complaint in the console and
// without a request for anything that is not its own.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { createServer } from 'vite';

const singleFile = path.resolve(import.meta.dirname, '../../../dist/quorate.html');

/** Everything that a well-behaved page never does, as it happens. */
function misdeeds(page: Page, own: string): string[] {
  const seen: string[] = [];
  page.on('console', (message) => {
    // The tests do not let the page keep itself for later.
    if (message.text().includes('Service Worker registration blocked')) return;
    if (message.type() === 'error' || message.type() === 'warning') seen.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => seen.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !/^(data|blob|about):/.test(url)) seen.push(`request: ${url}`);
  });
  page.on('requestfailed', (request) => seen.push(`failed: ${request.url()}`));
  return seen;
}

test('the served page opens', async ({ page, baseURL }) => {
  const seen = misdeeds(page, baseURL ?? '');
  await page.goto('./');
  await expect(page.locator('quorate-stage [data-node="A"]')).toBeVisible();
  await expect(page).toHaveTitle(/Quorate/);
  expect(seen).toEqual([]);
});

// As `npm start` serves it: there the sources are transformed one by one, and what a build folds together stays as it is written.
test('the page opens from its sources, and a lesson in it', async ({ page, browserName }) => {
  test.skip(browserName !== 'chromium', 'what is served is the same for every browser');
  const server = await createServer({ logLevel: 'silent', server: { host: '127.0.0.1', port: 0 } });
  try {
    await server.listen();
    const [address = ''] = server.resolvedUrls?.local ?? [];
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(address);
    await expect(page.locator('quorate-stage [data-node="A"]')).toBeVisible();
    await page.goto(`${address}#lesson=raft/leader-crash&lang=zh`);
    await expect(page.locator('.lesson-next')).toBeVisible();
    await page.getByRole('tab', { name: '规则' }).click();
    await expect(page.locator('.rules-row').first()).toBeVisible();
    expect(errors).toEqual([]);
  } finally {
    await server.close();
  }
});

test('what a run needs is asked for before the code of the page is there, once, and of no other protocol', async ({
  page,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname.replace(/-[\w-]{8}\./, '.')));
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/quorate-stage.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./#protocol=paxos&lang=zh', { waitUntil: 'commit' });
  const needed = ['quorate_paxos_bg.wasm', 'quorate_paxos.js', 'paxos.js', 'zh-paxos-first.js', 'zh-page-first.js'];
  await expect.poll(() => needed.filter((name) => !asked.includes(`/assets/${name}`))).toEqual([]);
  release();
  await expect(page.locator('quorate-stage [data-node="A"]')).toBeVisible();
  for (const name of needed) expect(asked.filter((one) => one === `/assets/${name}`)).toHaveLength(1);
  expect(asked.filter((name) => name.includes('raft'))).toEqual([]);
});

test('what understands commands is loaded when somebody reaches for the stage, and not before', async ({ page }) => {
  const later: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('_later')) later.push(request.url());
  });
  // It takes its time: what is asked for meanwhile is done when it is there.
  await page.route('**/*_later*', async (route) => {
    await page.waitForTimeout(500);
    await route.continue();
  });
  await page.goto('./');
  const stage = page.locator('quorate-stage');
  await expect(stage.locator('[data-node="A"]')).toBeVisible();
  expect(later).toEqual([]);
  await stage.locator('[data-node="A"]').click();
  await stage.getByRole('menuitem', { name: 'Crash' }).click();
  await expect(stage.getByRole('button', { name: /^Node A\b.*crashed/ })).toBeVisible();
  expect(later).toHaveLength(1);
});

test('a run that comes to something of the second part waits for it, and goes on where it was', async ({ page }) => {
  await page.addInitScript(() => {
    const compile = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (source, imports) => {
      const { instance, module } = await compile(source, imports);
      const { session_advance: advance } = instance.exports as Record<string, (...args: unknown[]) => unknown>;
      let beats = 0;
      const session_advance = (...args: unknown[]) => {
        beats += 1;
        // As if it called what is not there.
        if (beats === 5) throw new WebAssembly.RuntimeError('null function or function signature mismatch');
        return advance?.(...args);
      };
      return { module, instance: { exports: { ...instance.exports, session_advance } } };
    };
  });
  const later = page.waitForRequest(/_later/);
  await page.goto('./#seed=4');
  const stage = page.locator('quorate-stage');
  await expect(stage.locator('[data-node="A"]')).toBeVisible();
  await later;
  const time = () => stage.evaluate((stage) => (stage as unknown as { currentTime: number }).currentTime);
  const broken = await time();
  await expect.poll(time).toBeGreaterThan(broken + 20);
  await expect(stage.getByRole('alert')).toHaveCount(0);
});

test('the single file opens from the disk', async ({ page, context }) => {
  expect(existsSync(singleFile)).toBe(true);
  await context.setOffline(true);
  const address = pathToFileURL(singleFile).href;
  const seen = misdeeds(page, address);
  await page.goto(address);
  await expect(page.locator('quorate-stage [data-node="A"]')).toBeVisible();
  expect(seen).toEqual([]);
});

test('the single file has all protocols, both languages and the lessons in it', async ({ page, context }) => {
  await context.setOffline(true);
  const address = pathToFileURL(singleFile).href;
  const seen = misdeeds(page, address);
  await page.goto(`${address}#protocol=paxos&lang=zh`);
  await expect(page.locator('quorate-stage').getByRole('tab', { name: '节点' })).toBeVisible();
  await page.locator('#bar').getByRole('button', { name: '课程' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '网络分区，两个领导者' }).first().click();
  await expect(page.locator('quorate-stage .lesson')).toContainText('服务器');
  expect(seen).toEqual([]);
});
