// A built Slidev deck with the addon: `npm run test:hosts`.

import path from 'node:path';
import { expect } from '@playwright/test';
import { folderOf, serve } from '../../../../scripts/examples.mjs';
import { Stage } from '../../browser/stages';
import { test } from '../examples';

test('clicks walk the steps of a lesson, and a slide behind has not begun', async ({ page }) => {
  const { address, close } = await serve(path.join(folderOf('slidev'), 'dist'));
  await page.goto(`${address}#/2`);
  const lesson = new Stage(page, 'quorate-stage[lesson]');
  await lesson.ready();
  const step = () => lesson.do((stage) => stage.step, null);
  const steps = (await lesson.do((stage) => stage.steps?.length, null)) ?? 0;
  expect(await step()).toBe(1);
  await expect.poll(() => lesson.now()).toBeGreaterThan(0);
  await page.keyboard.press('Space');
  await expect.poll(step).toBe(2);
  expect(page.url()).toContain('clicks=1');
  await page.keyboard.press('Space');
  await expect.poll(step).toBe(3);
  // Back, it is there as it ended.
  await page.keyboard.press('ArrowLeft');
  await expect.poll(step).toBe(2);
  const end = await lesson.do((stage) => stage.steps?.[1]?.to, null);
  await expect.poll(() => lesson.now()).toBe(end);
  // There are as many clicks as the lesson needs, and then the next slide.
  for (let click = 2; click < steps; click += 1) await page.keyboard.press('Space');
  await expect.poll(step).toBe(steps);
  expect(page.url()).toContain('#/2');
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/#\/3/);
  const own = new Stage(page, 'quorate-stage:not([lesson])');
  await expect(own.element).toBeVisible();
  await own.command('crash A');
  expect((await own.view()).nodes[0]?.up).toBe(false);
  close();
});
