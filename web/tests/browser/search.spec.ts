// "Switch it off and find a counterexample": from the button beside a rule to the run that breaks a guarantee.

import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { open, Stage } from './stages';

/** A search takes a moment, and more on a busy machine. */
const PATIENCE = { timeout: 25_000 };

function finder(page: Page, rule: string): Locator {
  return page.getByRole('button', { name: `Switch it off and find a counterexample (${rule})` });
}

function back(page: Page): Locator {
  return page.getByRole('button', { name: 'Back to my run' });
}

async function search(stage: Stage, rule: string): Promise<void> {
  await stage.show('Settings');
  await finder(stage.page, rule).click();
  await expect(back(stage.page)).toBeVisible(PATIENCE);
}

/** The guarantees that are broken at the end of the run. */
async function brokenAtTheEnd(stage: Stage): Promise<readonly string[]> {
  await stage.do((stage) => stage.pause(), null);
  await stage.do((stage) => stage.seek(stage.duration), null);
  return (await stage.view()).checks.filter(({ ok }) => !ok).map(({ id }) => id);
}

for (const { protocol, rule, setting, guarantee } of [
  { protocol: 'raft', rule: 'Majority', setting: 'majority', guarantee: 'raft.election-safety' },
  {
    protocol: 'paxos',
    rule: 'Accept nothing below the promise',
    setting: 'refuse-below-promise',
    guarantee: 'paxos.promise-kept',
  },
]) {
  test(`what breaks ${protocol} without a rule is found, played, shared, and left again`, async ({ page }) => {
    const stage = await open(page, `protocol=${protocol}&nodes=5&seed=7`);
    await stage.seek(300);
    const [script, now] = [await stage.script(), await stage.now()];
    await search(stage, rule);
    await expect(page.locator('.frame-notice')).toContainText('The search found this counterexample');
    expect(await stage.script()).toContain(`rule ${setting} off`);
    expect(await brokenAtTheEnd(stage)).toContain(guarantee);
    await expect(page.locator('.frame-lamp-broken')).toBeVisible();

    const code = await stage.do((stage) => stage.share(), null);
    await back(page).click();
    expect([await stage.script(), await stage.now()]).toEqual([script, now]);
    await expect(page.locator('.frame-lamp-broken')).toHaveCount(0);
    await expect(back(page)).toHaveCount(0);

    const shared = await open(page, `run=${code}`);
    expect(await brokenAtTheEnd(shared)).toContain(guarantee);
  });
}

test('what was found stops where the guarantee breaks, can be branched, and played again', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=3&seed=7&speed=1');
  await search(stage, 'Majority');
  const end = await stage.do((stage) => stage.duration, null);
  await expect.poll(() => stage.do((stage) => stage.paused, null), PATIENCE).toBe(true);
  expect(await stage.now()).toBe(end);
  await stage.seek(end / 2);
  await stage.command('crash B');
  // The broken guarantee has opened its own tab.
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Play it again' }).click();
  expect(await stage.script()).not.toContain('crash B');
  expect(await brokenAtTheEnd(stage)).toContain('raft.election-safety');
});

test('with the rule on the same search finds nothing, and says so with its bounds', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=3&seed=7');
  await search(stage, 'Majority');
  await page.getByRole('button', { name: 'The same search with the rule on' }).click();
  const panel = page.locator('.settings-search');
  await expect(panel).toContainText('With the rule on, no guarantee can break within these bounds.', PATIENCE);
  await expect(panel).toContainText(/\d{3} states tried in \d+\.\d\d s/);
  await expect(panel).toContainText('Bounds: 4 nodes, steps searched ≤ 7, Election timer ≤ 2.');
  await expect(page.locator('.live-region')).toContainText('With the rule on', PATIENCE);
});

test('a search is cancelled by its own button, and the run goes on as if nothing had been', async ({ page }) => {
  const stage = await open(page, 'protocol=paxos&nodes=3&seed=7');
  // Nobody presses as fast as a search may end: it is not given its module until it has been cancelled.
  let release = () => {};
  const cancelled = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/*search*.wasm', async (route) => {
    await cancelled;
    await route.continue();
  });
  await stage.show('Settings');
  const before = await stage.script();
  const find = finder(page, 'Adopt the highest ballot');
  await find.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Cancel the search/ })).toBeFocused();
  await expect(page.locator('.settings-search')).toBeVisible(PATIENCE);
  await page.keyboard.press('Enter');
  await expect(find).toBeFocused();
  await expect(page.locator('.settings-search')).toHaveCount(0);
  const loaded = page.waitForResponse('**/*search*.wasm');
  release();
  await loaded;
  expect(page.workers()).toHaveLength(0);
  expect(await stage.script()).toBe(before);

  // The next one is a search like any other.
  await find.click();
  await expect(back(page)).toBeVisible(PATIENCE);
  await expect.poll(() => page.workers().length).toBe(0);
});

test('axe finds nothing in what a search says', async ({ page, browserName }) => {
  test.skip(browserName !== 'chromium', 'what axe reads is the same in every browser');
  const stage = await open(page, 'protocol=raft&nodes=3&seed=7');
  await search(stage, 'Majority');
  await stage.do((stage) => stage.pause(), null);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`))).toEqual([]);
});

test('the single file searches, too, from the disk', async ({ page, context }) => {
  const file = path.resolve(import.meta.dirname, '../../../dist/quorate.html');
  expect(existsSync(file)).toBe(true);
  await context.setOffline(true);
  await page.goto(`${pathToFileURL(file).href}#protocol=raft&nodes=3&seed=7&lang=en`);
  const stage = new Stage(page);
  await stage.ready();
  await search(stage, 'Majority');
  expect(await brokenAtTheEnd(stage)).toContain('raft.election-safety');
});
