// Panels that are loaded when somebody first looks at them.

import { expect, test } from '@playwright/test';
import { open } from './stages';

test('what cannot be loaded is told, and loads when it is opened again', async ({ page, browserName }) => {
  await page.route('**/later-*.js', (route) => route.abort());
  await open(page, 'protocol=raft&nodes=3&seed=7');
  await page.getByRole('button', { name: 'Space-time' }).click();
  await expect(page.locator('.frame-notice-refusal')).toContainText('could not be loaded');
  await expect(page.locator('.spacetime')).toHaveCount(0);

  await page.unroute('**/later-*.js');
  // Firefox remembers what it could not load until the page is loaded anew.
  if (browserName === 'firefox') await page.reload();
  await page.getByRole('button', { name: 'Ring' }).click();
  await expect(page.locator('.stage')).toBeVisible();
  await page.getByRole('button', { name: 'Space-time' }).click();
  await expect(page.locator('.spacetime')).toBeVisible();
});

test('once one of them is there, all are, without a network', async ({ page, context }) => {
  const stage = await open(page, 'protocol=raft&nodes=3&seed=7');
  await page.getByRole('button', { name: 'Both' }).click();
  await expect(page.locator('.spacetime')).toBeVisible();
  await context.setOffline(true);
  await stage.show('Settings');
  await expect(page.getByRole('tabpanel', { name: 'Settings' }).locator('input').first()).toBeVisible();
});
