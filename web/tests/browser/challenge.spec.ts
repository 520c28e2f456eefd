// A challenge: one does it by hand, and the run says when it is done.

import { expect, test } from '@playwright/test';
import { open } from './stages';

test('a challenge is done by hand, with hints one by one, and what is forbidden is refused', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const stage = await open(page, 'lesson=challenge/two-leaders&lang=en');
  const panel = page.getByRole('region', { name: 'Challenge' });
  const line = page.getByRole('combobox', { name: 'Command line' });
  const hints = panel.locator('.challenge-hints summary');
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText('Two leaders at once');
  await expect(panel).toContainText('A leads term 1.');
  expect(await stage.now(), 'it waits where hands take over').toBe(91);

  await expect(hints.nth(1)).toBeHidden();
  await hints.first().click();
  await expect(hints.nth(1)).toBeVisible();
  await expect(hints.nth(2)).toBeHidden();

  await line.fill('rule majority off');
  await line.press('Enter');
  await expect(page.locator('.frame-notice-refusal')).toContainText('In this challenge the rule majority stays on.');

  await line.fill('partition A | B C D E');
  await line.press('Enter');
  await expect(panel.getByText('Goal reached')).toHaveCount(0);
  await stage.until('two lead', (view) => view.nodes.filter(({ role }) => role === 'leader').length === 2);
  await expect(panel.getByRole('status')).toContainText('Two leaders are no contradiction');
  await panel.getByText('Hand it in').click();
  await expect(panel.getByRole('textbox', { name: 'The code of this run' })).toHaveValue(/^2raft\.[\w-]{60}/);

  await panel.getByRole('button', { name: 'Begin again' }).click();
  await expect(panel.getByRole('status')).toHaveCount(0);
  expect(await stage.now()).toBe(91);
  expect((await stage.view()).cuts).toEqual([]);

  await panel.getByRole('button', { name: 'All challenges' }).click();
  const cards = page.locator('#course-challenges .catalogue-lesson');
  await expect(cards).toHaveCount(14);
  await expect(cards.first()).toContainText('✓');
  await cards.nth(11).click();
  await expect(panel.getByRole('heading', { level: 2 })).toHaveText('Me first! No, me first!');
  expect((await stage.view()).protocol, 'of the protocol that its file says').toBe('paxos');
});

test('after a reload it goes on where it was left, and what is reached stays reached', async ({ page }) => {
  const stage = await open(page, 'lesson=challenge/depose&lang=en');
  const goals = page.locator('.challenge-goals li');
  await stage.command('partition E | A B C D');
  await stage.seek(800);
  await stage.command('heal');
  await stage.seek(900);
  await expect(goals.first()).toHaveClass('challenge-reached');
  const left = async () => [await stage.script(), await stage.now(), await goals.allInnerTexts()];
  const before = await left();
  await page.reload();
  await expect(goals.first()).toHaveClass('challenge-reached');
  await expect(goals.last()).toHaveClass('challenge-open');
  expect(await left()).toEqual(before);
  await stage.command('pre-vote on');
  expect(await stage.script(), 'and is still the challenge’s').toMatch(
    /^challenge challenge\/depose\n[\s\S]*@800 heal\n@900 pre-vote on\n/m,
  );
});
