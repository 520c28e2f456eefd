// A lesson: Next plays a step and stops at its end with its text still there; Back goes back; a question waits.

import { expect, type Page, test } from '@playwright/test';
import type { QuorateStage } from '../../element';
import { open } from './stages';

const place = (page: Page) => page.locator('.lesson-place');
const element = (page: Page) => page.locator('quorate-stage');
const paused = (page: Page) => element(page).evaluate((stage) => (stage as QuorateStage).paused);
const now = (page: Page) => element(page).evaluate((stage) => (stage as QuorateStage).currentTime);

/** Presses Next, and waits until the step is over. */
async function next(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Next ›' }).click();
  await expect.poll(() => paused(page)).toBe(true);
}

test.beforeEach(async ({ page }) => {
  await open(page, 'lesson=raft/leader-crash&lang=en');
  await element(page).evaluate((stage) => {
    (stage as QuorateStage).speed = 1;
  });
});

test('next plays the steps one after another, each with its text', async ({ page }) => {
  await next(page);
  await expect(place(page)).toHaveText('Step 1 of 6');
  await expect(page.locator('.lesson-text')).toContainText("We set A's");
  await next(page);
  await expect(place(page)).toHaveText('Step 2 of 6');
  await expect(page.locator('.lesson-text')).toContainText('A is a candidate in term 1');
  await expect(page.getByRole('button', { name: /^Node A, leader, term 1/ })).toBeVisible();
  await next(page);
  await expect(place(page)).toHaveText('Step 3 of 6');
});

test('a step that asks something waits, and next lets the run answer', async ({ page }) => {
  for (let step = 0; step < 4; step += 1) await next(page);
  await expect(place(page)).toHaveText('Step 4 of 6');
  const asked = await now(page);
  await expect(page.getByRole('button', { name: /^Node A, leader/ })).toBeVisible();
  await next(page);
  await expect(place(page)).toHaveText('Step 4 of 6');
  expect(await now(page)).toBeGreaterThan(asked);
  await expect(page.getByRole('button', { name: /^Node A, .*crashed/ })).toBeVisible();
});

test('back goes to the beginning of the step, then to the one before', async ({ page }) => {
  await next(page);
  await next(page);
  const back = page.getByRole('button', { name: '‹ Back' });
  await back.click();
  await expect(place(page)).toHaveText('Step 2 of 6');
  await back.click();
  await expect(place(page)).toHaveText('Step 1 of 6');
  expect(await now(page)).toBe(0);
});

test('one takes over by hand, and comes back', async ({ page }) => {
  await next(page);
  await next(page);
  await element(page).evaluate((stage) => (stage as QuorateStage).command('crash B'));
  await expect(page.locator('.lesson-left')).toBeVisible();
  await page.locator('.lesson-left').getByRole('button').click();
  await expect(page.locator('.lesson-left')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Node B, follower/ })).toBeVisible();
});
