// The rules of the protocol: lit where they act, found again, switched off, and in a lesson none before it has acted.

import { expect, test } from '@playwright/test';
import type { QuorateStage } from '../../element';
import { open } from './stages';

test('a rule is lit when it acts, is gone to, switched off, and found from an event', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=3');
  await stage.show('Rules');
  const row = (id: string) => page.locator(`.rules-row[data-rule="${id}"]`);
  const acting = () =>
    page.locator('.rules-row.acting').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-rule')));
  await expect(row('request-vote.2b')).toBeVisible();
  expect(await acting()).toEqual([]);

  await row('request-vote.2b').locator('.rules-rule').click();
  await expect(row('request-vote.2b')).toContainText('election::is_up_to_date');
  const next = page.getByRole('button', { name: /^Next time it acts/ });
  await next.click();
  await expect(row('request-vote.2b')).toHaveClass(/\bacting\b/);
  await expect(row('request-vote.2b')).toBeInViewport();
  const first = await stage.now();
  expect(await acting()).toEqual(expect.arrayContaining(['request-vote.2a', 'all-servers.2']));
  await next.click();
  await expect.poll(() => stage.now()).toBeGreaterThan(first);

  await row('request-vote.2b').getByRole('switch').click();
  await expect(row('request-vote.2b')).toContainText('Rule off');
  expect((await stage.view()).settings.find(({ name }) => name === 'rule election-restriction')?.value).toBe('off');
  expect(await stage.script()).toContain('rule election-restriction off');

  // One that never acts in such a run: it is looked for no farther than a milestone.
  await row('thesis-6.6.2').locator('.rules-rule').click();
  const before = await stage.now();
  await next.click();
  await expect(page.locator('.frame-notice')).toHaveText('This rule does not act in the next 2 s.');
  expect(await stage.now()).toBe(before + 2000);

  // The whole list is one stop, and what is open goes on from its row.
  await row('thesis-6.6.2').locator('.rules-rule').focus();
  await page.keyboard.press('Tab');
  await expect(next).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator('.rules .panel-choice input')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(row('thesis-6.6.2').locator('.rules-rule')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(row('thesis-4.4.3').locator('.rules-rule')).toBeFocused();

  await stage.show('Events');
  await stage.seek(first);
  const vote = page.locator('.events-row', { hasText: 'votes for' }).first();
  // Keys are the buttons' own for who goes by keys.
  await page.keyboard.press('Tab');
  await vote.locator('button').first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(vote.getByRole('button', { name: 'Rule: RequestVote 2a' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('tab', { name: 'Rules' })).toHaveAttribute('aria-selected', 'true');
  await expect(row('request-vote.2a').locator('.rules-rule')).toHaveAttribute('aria-expanded', 'true');
  await expect(row('request-vote.2a')).toBeInViewport();
});

test('a lesson tells the rule that acts when it has acted, and nothing ahead', async ({ page }) => {
  await open(page, 'lesson=raft/request-vote');
  const line = page.locator('.lesson-rule');
  await expect(page.locator('.lesson-place')).toBeVisible();
  await expect(line).toHaveCount(0);
  const next = page.getByRole('button', { name: 'Next ›' });
  const pause = () => page.locator('quorate-stage').evaluate((stage) => (stage as QuorateStage).pause());
  // At its end the second step has shown how a vote is given.
  for (const step of ['Step 1', 'Step 2']) {
    await expect(page.locator('.lesson-place')).toContainText(step);
    for (await pause(); (await page.locator('.lesson-then').count()) === 0; await pause()) await next.click();
    if (step === 'Step 1') await next.click();
  }
  await expect(line).toContainText('RequestVote 2b');
  await line.locator('summary').click();
  const chip = line.getByRole('button', { name: 'Rule: RequestVote 2a' });
  expect((await chip.boundingBox())?.height, 'a chip, and not a button').toBeLessThan(30);
  await chip.click();
  await expect(page.getByRole('button', { name: /^Next time it acts/ })).toBeDisabled();
  const times = await page.locator('.rules-last').allTextContents();
  const now = await page.locator('quorate-stage').evaluate((stage) => (stage as QuorateStage).currentTime);
  expect(times.length).toBeGreaterThan(0);
  for (const said of times)
    expect(Number(/([\d,]+)\s*ms/.exec(said)?.[1]?.replace(',', ''))).toBeLessThanOrEqual(Math.ceil(now));
});
