// The page without a network, once it has been there.

import { expect, test } from '@playwright/test';
import { Stage } from './stages';

test.use({ serviceWorkers: 'allow' });

test('what was opened once opens without a network, and so does a lesson; what is not the page does not', async ({
  page,
  context,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'Firefox, driven like this, does not go offline');
  await page.goto('./#lang=en');
  const isServed = await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state === 'activating')
      await new Promise((resolve) => active.addEventListener('statechange', resolve, { once: true }));
    return active?.scriptURL;
  });
  expect(isServed).toMatch(/\/sw\.js$/);
  await context.setOffline(true);
  await page.reload();
  const stage = new Stage(page);
  await stage.ready();
  await stage.command('crash A');
  await page.getByRole('button', { name: 'Lessons', exact: true }).click();
  await page.getByRole('dialog').getByText('The leader crashes', { exact: true }).first().click();
  await expect(page.locator('.lesson-next')).toBeVisible();
  // Another protocol, another language.
  await page.goto('./#lesson=paxos/two-phases&lang=zh');
  await expect(stage.element).toHaveAttribute('lesson', 'paxos/two-phases');
  await stage.ready();
  expect((await stage.view()).protocol).toBe('paxos');
  expect(await page.goto('./another-page.html').catch((error: Error) => error.message)).toContain('DISCONNECTED');
});
