// The element as it is published, on pages without any tool.

import { pathToFileURL } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { folderOf } from '../../../scripts/examples.mjs';
import type { QuorateStage } from '../../element';
import { Stage } from '../browser/stages';
import { test } from './examples';

/** What a page says when something is wrong. */
function complaints(page: Page): readonly string[] {
  const said: string[] = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  return said;
}

test('a page with a strict content security policy shows a lesson', async ({ page, served }) => {
  const said = complaints(page);
  await page.goto(`${await served('plain')}index.html`);
  await expect(page.locator('quorate-stage [data-node="A"]')).toBeVisible();
  const isUp = await page.locator('quorate-stage').evaluate(async (element) => {
    const stage = element as QuorateStage;
    await stage.ready;
    stage.command('crash A');
    return stage.view?.nodes.map(({ up }) => up);
  });
  expect(isUp).toEqual([false, true, true, true, true]);
  // The worker that searches: packed as text, it is no file of this server.
  await page.locator('quorate-stage').evaluate((element) => {
    (element as QuorateStage).begin({ nodes: 5 });
    return (element as QuorateStage).ready;
  });
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Switch it off and find a counterexample (Majority)' }).click();
  await expect(page.getByRole('button', { name: 'Back to my run' })).toBeVisible({ timeout: 25_000 });
  // Firefox tells of a missing icon of the page as of an error.
  expect(said.filter((text) => !text.includes('favicon') && !text.includes('404'))).toEqual([]);
});

test('the classic script works from a disk, and loads nothing', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  const address = pathToFileURL(`${folderOf('plain')}/double-click.html`).href;
  await page.goto(address);
  const stage = new Stage(page);
  await stage.command('crash A');
  expect(await stage.script()).toContain('crash A');
  expect(await page.evaluate(() => Object.keys((window as unknown as { readonly Quorate: object }).Quorate))).toContain(
    'setWasmUrl',
  );
  const folder = pathToFileURL(folderOf('plain')).href;
  expect(loaded.filter((url) => !url.startsWith(folder) && !/^(blob|data):/.test(url))).toEqual([]);
  // All that there is: another protocol, with its words.
  await stage.do((stage) => {
    stage.lesson = 'paxos/dueling-proposers';
    stage.lang = 'zh';
    return stage.ready;
  }, null);
  expect((await stage.view()).protocol).toBe('paxos');
});

test('two stages of a page play two protocols', async ({ page, served }) => {
  const said = complaints(page);
  await page.goto(`${await served('two-stages')}index.html`);
  const up = () =>
    page.locator('quorate-stage').evaluateAll(async (stages) => {
      await Promise.all(stages.map((stage) => (stage as QuorateStage).ready));
      return stages.map((stage) => [
        (stage as QuorateStage).view?.protocol,
        (stage as QuorateStage).view?.nodes[0]?.up,
      ]);
    });
  expect(await up()).toEqual([
    ['raft', true],
    ['paxos', true],
  ]);
  await page.getByRole('button', { name: 'Crash A' }).click();
  expect(await up()).toEqual([
    ['raft', false],
    ['paxos', false],
  ]);
  await page.getByRole('button', { name: 'Play both' }).click();
  await expect(page.locator('output')).toContainText('Raft at');
  expect(said.filter((text) => !text.includes('favicon') && !text.includes('404'))).toEqual([]);
});

test('modules are fetched from where setWasmUrl says', async ({ page, served }) => {
  const asked: string[] = [];
  page.on('request', (request) => request.url().endsWith('.wasm') && asked.push(new URL(request.url()).pathname));
  const address = await served('two-stages');
  await page.route('**/blank.html', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto(`${address}blank.html`);
  const began = await page.evaluate(async () => {
    const module = '/node_modules/quorate/esm/index.js';
    const { setWasmUrl }: { readonly setWasmUrl: (folder: string) => void } = await import(module);
    setWasmUrl('node_modules/quorate/wasm');
    document.body.innerHTML = '<quorate-stage nodes="3" style="height: 300px"></quorate-stage>';
    const stage = document.querySelector('quorate-stage') as QuorateStage;
    await stage.ready;
    return stage.view?.nodes.length;
  });
  expect(began).toBe(3);
  const folder = '/node_modules/quorate/wasm/';
  expect(asked.sort()).toEqual([`${folder}quorate_raft_bg.wasm`, `${folder}quorate_raft_later.wasm`]);
});

test('the built page in a frame is the stage alone, and page and stage speak to each other', async ({
  page,
  served,
}) => {
  const said = complaints(page);
  await page.goto(`${await served('iframe')}index.html`);
  const frame = page.frameLocator('iframe');
  const stage = frame.locator('quorate-stage');
  await expect(stage.locator('[data-node="A"]')).toBeVisible();
  await expect(stage).toHaveAttribute('lesson', 'raft/partition');
  await expect(stage).toHaveAttribute('theme', 'light');
  await expect(frame.locator('#bar')).toBeHidden();
  const look = () =>
    stage.evaluate(async (element) => {
      const stage = element as QuorateStage;
      await stage.ready;
      const { step, paused, controls, hotkeys, clientHeight } = stage;
      const isAddressOurs = location.hash.startsWith('#embed&controls=minimal');
      return { step, paused, controls, hotkeys, isFitting: clientHeight === innerHeight, isAddressOurs };
    });
  const fits = { isFitting: true, isAddressOurs: true };
  expect(await look()).toEqual({ step: 2, paused: true, controls: 'minimal', hotkeys: 'focus', ...fits });
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
  await page.getByRole('button', { name: 'Crash A' }).click();
  await expect(stage.locator('[data-node="A"]')).toHaveAttribute('aria-label', /crashed/);
  await page.evaluate(() => {
    document.addEventListener('keydown', ({ key }) => document.body.append(` pressed ${key}`));
  });
  await stage.locator('[data-node="B"]').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('F8');
  await expect(page.locator('body')).toContainText('pressed F8');
  await expect(page.locator('body')).not.toContainText('pressed ArrowRight');
  expect(said.filter((text) => !text.includes('favicon') && !text.includes('404'))).toEqual([]);
});

test('a frame on a slide of reveal.js plays while its slide is shown, and hands the remote back', async ({
  page,
  served,
}) => {
  await page.goto(`${await served('iframe')}deck.html#/1`);
  const stage = page.frameLocator('iframe').locator('quorate-stage');
  const isPaused = () => stage.evaluate((stage) => (stage as QuorateStage).paused);
  await expect.poll(isPaused, { timeout: 15_000 }).toBe(false);
  // The slide was asked for by its address, and the deck never lost the focus.
  await page.keyboard.press('PageDown');
  await expect.poll(isPaused).toBe(true);
  await page.keyboard.press('PageUp');
  await expect.poll(isPaused).toBe(false);
  await stage.locator('[data-node="B"]').focus();
  await page.keyboard.press('PageUp');
  await stage.evaluate((stage) => {
    (stage as QuorateStage).step = 1;
  });
  // Before the first step the key is the deck's.
  await page.keyboard.press('PageUp');
  await expect(page.locator('section.present h2')).toHaveText('Consensus on a slide');
});
