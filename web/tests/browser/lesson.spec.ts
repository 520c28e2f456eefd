// A lesson: each step says what to watch, is played at the reader's pace, says what came of it and stands; a question waits.

import { expect, type Page, test } from '@playwright/test';
import type { QuorateStage } from '../../element';
import { open } from './stages';

const place = (page: Page) => page.locator('.lesson-place');
const element = (page: Page) => page.locator('quorate-stage');
const paused = (page: Page) => element(page).evaluate((stage) => (stage as QuorateStage).paused);
const now = (page: Page) => element(page).evaluate((stage) => (stage as QuorateStage).currentTime);
const next = (page: Page) => page.getByRole('button', { name: 'Next ›' });
const outcome = (page: Page) => page.locator('.lesson-then');

/** What was pressed is seen in the frame that comes when the run is where it was told to go. */
const drawn = (page: Page) =>
  element(page).evaluate(async (stage) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    do await frame();
    while ((stage as QuorateStage).seeking);
    await frame();
  });

/** It stands, and what has been pressed is seen. */
async function pause(page: Page): Promise<void> {
  await element(page).evaluate((stage) => (stage as QuorateStage).pause());
  await drawn(page);
}

/** Goes to the end of the step: what one reads is then all that it says. */
async function toItsEnd(page: Page): Promise<void> {
  // It goes on by itself: what is looked at stands.
  for (await pause(page); (await outcome(page).count()) === 0; await pause(page)) {
    if ((await page.locator('.lesson-choice:enabled').count()) > 0)
      await page.locator('.lesson-choice').first().click();
    else await next(page).click();
  }
}

async function walkTo(page: Page, step: number): Promise<void> {
  for (let at = 1; at < step; at += 1) {
    await toItsEnd(page);
    await next(page).click();
    await pause(page);
    await expect(place(page)).toHaveText(`Step ${at + 1} of 7`);
  }
}

test.beforeEach(async ({ page }) => {
  await open(page, 'lesson=raft/leader-crash&lang=en');
  await pause(page);
});

test('a step says what to watch, is played, says what came of it and stands', async ({ page }) => {
  await expect(place(page)).toHaveText('Step 1 of 7');
  await expect(outcome(page)).toHaveCount(0);
  await next(page).click();
  expect(await paused(page)).toBe(false);
  await pause(page);
  await next(page).click();
  await expect(outcome(page)).toContainText('leads term 1');
  expect(await paused(page)).toBe(true);
  await expect(page.getByRole('button', { name: /^Node A, leader, term 1/ })).toBeVisible();
  await next(page).click();
  await pause(page);
  await expect(place(page)).toHaveText('Step 2 of 7');
  await expect(outcome(page)).toHaveCount(0);
});

test('what is passed over says how long it is', async ({ page }) => {
  await walkTo(page, 2);
  await next(page).click();
  await pause(page);
  // Between two heartbeats.
  await element(page).evaluate((stage) => (stage as QuorateStage).seek(130));
  await expect(page.locator('.frame-passed')).toHaveText(/^\d+\u202fms later$/);
  await element(page).evaluate((stage) => (stage as QuorateStage).seek(150));
  await expect(page.locator('.frame-passed')).toHaveCount(0);
});

test('the line of time ends where the lesson has been seen', async ({ page }) => {
  const crashes = page.locator('.timeline-crash');
  await walkTo(page, 3);
  await expect(crashes).toHaveCount(0);
  const seen = await element(page).evaluate((stage) => (stage as QuorateStage).duration);
  expect(seen).toBe(await now(page));
  await toItsEnd(page);
  await expect(crashes).toHaveCount(1);
});

test('a question stands before its answer, and the run says which choice was right', async ({ page }) => {
  await walkTo(page, 4);
  await next(page).click();
  const choices = page.locator('.lesson-choice');
  await expect(choices).toHaveCount(3);
  const asked = await now(page);
  await expect(page.getByRole('button', { name: /^Node C, follower/ })).toBeVisible();
  await choices.first().click();
  await pause(page);
  await expect(choices.first()).toHaveAttribute('aria-pressed', 'true');
  await toItsEnd(page);
  expect(await now(page)).toBeGreaterThan(asked);
  await expect(choices.first()).toHaveClass(/lesson-wrong/);
  await expect(choices.nth(1)).toHaveClass(/lesson-right/);
  await expect(page.locator('.lesson-why').first()).not.toBeEmpty();
});

test('at the end it says what to try, how the guesses went, and where to go on', async ({ page }) => {
  await element(page).evaluate((stage) => {
    (stage as QuorateStage).step = 6;
  });
  await toItsEnd(page);
  await next(page).click();
  await toItsEnd(page);
  await expect(page.locator('.lesson-count')).toContainText('of 1');
  await expect(page.locator('.lesson-end')).toContainText('Crash two of the three');
  await expect(next(page)).toBeDisabled();
  await page.getByRole('button', { name: 'Take over' }).click();
  await expect(page.locator('.lesson-left')).toBeVisible();
  await element(page).evaluate((stage) => (stage as QuorateStage).play());
  const before = await now(page);
  await expect.poll(() => now(page)).toBeGreaterThan(before);
});

test('back goes to the beginning of the step, then to the one before', async ({ page }) => {
  await walkTo(page, 2);
  await toItsEnd(page);
  const back = page.getByRole('button', { name: '‹ Back' });
  await back.click();
  await expect(place(page)).toHaveText('Step 2 of 7');
  await expect(outcome(page)).toHaveCount(0);
  await back.click();
  await expect(place(page)).toHaveText('Step 1 of 7');
  expect(await now(page)).toBe(0);
});

test('a step is shown once more', async ({ page }) => {
  await toItsEnd(page);
  const end = await now(page);
  await page.getByRole('button', { name: 'Replay step' }).click();
  expect(await now(page)).toBeLessThan(end);
  expect(await paused(page)).toBe(false);
});

test('what the lesson does not speak of is dimmed', async ({ page }) => {
  await walkTo(page, 3);
  await expect(page.locator('.stage-node.stage-dim')).toHaveCount(2);
  await expect(page.locator('.stage-node.stage-lit')).toHaveAttribute('data-node', 'A');
});

test('one takes over by hand, and comes back', async ({ page }) => {
  await walkTo(page, 3);
  await element(page).evaluate((stage) => (stage as QuorateStage).command('crash B'));
  await expect(page.locator('.lesson-left')).toBeVisible();
  await expect(page.locator('.stage-dim')).toHaveCount(0);
  await page.locator('.lesson-left').getByRole('button').click();
  await expect(page.locator('.lesson-left')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Node B, follower/ })).toBeVisible();
});

test('the keys of a presenter go through it', async ({ page }) => {
  await page.keyboard.press('PageDown');
  await pause(page);
  await page.keyboard.press('PageDown');
  await expect(outcome(page)).toBeVisible();
  await page.keyboard.press('PageDown');
  await pause(page);
  await expect(place(page)).toHaveText('Step 2 of 7');
  await page.keyboard.press('PageUp');
  await expect(place(page)).toHaveText('Step 1 of 7');

  // In a hall the ring and the buttons stay where they are, whatever the length of what is said.
  await page.setViewportSize({ width: 1024, height: 640 });
  await page.keyboard.press('p');
  const heights = new Set<number>();
  const places = new Set<string>();
  for (const _ of [1, 2, 3, 4, 5]) {
    await page.keyboard.press('PageDown');
    await pause(page);
    const boxes = await Promise.all(
      ['.part-stage', '.presenter-hands'].map((part) => page.locator(part).boundingBox()),
    );
    places.add(JSON.stringify(boxes));
    heights.add(
      await page.locator('.presenter-line').evaluate((line) => {
        const words = document.createRange();
        words.selectNodeContents(line);
        return Math.round(words.getBoundingClientRect().height);
      }),
    );
  }
  expect(heights.size).toBeGreaterThan(1);
  expect([...places]).toHaveLength(1);
});
