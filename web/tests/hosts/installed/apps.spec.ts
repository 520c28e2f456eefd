// The element in apps, as their frameworks build them for others: `npm run test:hosts`.

import path from 'node:path';
import { expect } from '@playwright/test';
import { folderOf, serve } from '../../../../scripts/examples.mjs';
import { Stage } from '../../browser/stages';
import { test } from '../examples';

for (const name of ['react', 'vue', 'svelte'])
  test(`${name}: an app reads the element, calls it and hears it`, async ({ page }) => {
    const { address, close } = await serve(path.join(folderOf(name), 'dist'));
    const wrong: string[] = [];
    page.on('pageerror', (error) => wrong.push(String(error)));
    await page.goto(address);
    const stage = new Stage(page);
    expect((await stage.view()).nodes).toHaveLength(5);
    expect(await stage.do((stage) => [stage.lesson, stage.controls, stage.lang], null)).toEqual([
      'raft/partition',
      'minimal',
      'en',
    ]);
    await page.getByRole('button', { name: 'Play' }).first().click();
    await expect.poll(() => stage.now()).toBeGreaterThan(0);
    await stage.do((stage) => {
      stage.step = 3;
    }, null);
    await expect(page.locator('output').first()).toHaveText('Step 3');
    expect(wrong).toEqual([]);
    close();
  });
