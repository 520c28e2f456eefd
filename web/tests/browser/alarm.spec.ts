// A guarantee that is broken is seen: on the stage, in the tables and on top of its tab, and from there one gets to when and why.

import { expect, test } from '@playwright/test';
import { open } from './stages';

test('a broken guarantee opens on top, in whole sentences, and leads to the moment and to a lesson', async ({
  page,
}) => {
  const stage = await open(page, 'protocol=raft&nodes=4&seed=1');
  await stage.command('rule majority off', 'partition A B | C D', 'timeout A', 'timeout C');
  await expect(page.locator('.frame-banner')).toHaveCount(0);
  await stage.do((stage) => {
    stage.speed = 1;
    stage.play();
  }, null);
  const banner = page.locator('.frame-banner');
  await expect(banner).toContainText('Election Safety (R1) is broken at');
  await expect(banner).toContainText('in term 1, both A and C were elected.');
  await stage.do((stage) => stage.pause(), null);
  await expect(page.getByRole('tab', { name: 'Guarantees' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.checks-alarm').first()).toContainText('both A and C were elected');
  await expect(page.locator('.stage-node:has(.stage-alarm)')).toHaveCount(2);
  await expect(page.locator('[data-node="A"]')).toHaveAccessibleName(/a guarantee is broken here/);

  const at = (await stage.view()).checks.find(({ ok }) => !ok)?.violation?.at;
  await stage.seek(2000);
  await banner.getByRole('button', { name: 'Go there' }).click();
  expect(await stage.now()).toBe(at);
  await banner.getByRole('button', { name: 'Why' }).click();
  await expect.poll(() => stage.do((stage) => stage.lesson, null)).toBe('raft/partition');
  await page.getByRole('button', { name: 'Back to the previous run' }).click();
  await expect(banner).toBeVisible();
  // Whoever comes back from a lesson is not left before an empty list of events.
  await expect(page.getByRole('region', { name: 'Welcome' })).toBeVisible();
});

test('the entry that a broken guarantee is about is outlined', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const stage = await open(page, 'protocol=raft&nodes=3&seed=2');
  await stage.command('partition A B | C', 'timeout A');
  await stage.seek(100);
  await stage.command('request @A SET x 1');
  await stage.seek(300);
  // C has never heard of the entry, and is elected all the same.
  await stage.command('rule election-restriction off', 'crash A', 'heal', 'timeout C');
  const { checks } = await stage.until('C leads', ({ checks }) => checks.some(({ ok }) => !ok));
  await stage.drawn();
  expect(checks.find(({ ok }) => !ok)?.violation).toMatchObject({ nodes: ['C'], slot: 1 });
  await expect(page.locator('.ledger-row:has(.ledger-alarm)')).toHaveCount(1);
  await expect(page.locator('.ledger-row:has(.ledger-alarm) .table-chip')).toHaveText('C');
});

test('each tab stands where its reader has left it', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.seek(900);
  const panel = page.locator('.frame-tab-panel');
  const scrolled = () => panel.evaluate((panel) => panel.scrollTop);
  await page.getByRole('tab', { name: 'Settings' }).click();
  await expect(page.locator('.settings')).toBeVisible();
  await panel.evaluate((panel) => panel.scrollTo(0, 240));
  await page.getByRole('tab', { name: 'Events' }).click();
  await stage.drawn();
  expect(await scrolled()).toBe(0);
  await panel.evaluate((panel) => panel.scrollTo(0, 60));
  await stage.drawn();
  await page.getByRole('tab', { name: 'Settings' }).click();
  await expect.poll(scrolled).toBe(240);
  await page.getByRole('tab', { name: 'Events' }).click();
  await expect.poll(scrolled).toBe(60);
});
