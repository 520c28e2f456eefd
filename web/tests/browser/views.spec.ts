// The pictures of a run beside the ring: what one points at in one is lit in the other, and each shows what the cluster does.

import { expect, type Page, test } from '@playwright/test';
import { open } from './stages';

const picture = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const ring = (page: Page, node: string) => page.locator(`[data-node="${node}"]`);
const line = (page: Page, node: string) => page.locator(`.spacetime-name[data-line="${node}"]`);

test.use({ viewport: { width: 1440, height: 900 } });

test('what one points at in the ring is lit in the space-time diagram, and the other way round', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=3&seed=4');
  await stage.do((it) => it.pause(), null);
  await stage.seek(400);
  await picture(page, 'Both').click();
  await expect(page.locator('[data-arrow]').first()).toBeVisible();

  await line(page, 'A').hover();
  await expect(ring(page, 'A')).toHaveClass(/stage-pointed/);
  await expect(ring(page, 'B')).not.toHaveClass(/stage-pointed/);
  await ring(page, 'B').locator('.stage-letter').hover();
  await expect(page.locator('.spacetime-pointed[data-line="B"]')).toBeVisible();
  await expect(page.locator('.spacetime-pointed[data-line="A"]')).toHaveCount(0);

  await stage.command('request SET x 5');
  const flight = (await stage.view()).flights[0]?.id;
  await page.locator(`[data-flight="${flight}"]`).hover();
  await expect(page.locator(`[data-arrow="${flight}"]`)).toHaveClass(/spacetime-lit/);
  await page.locator(`[data-arrow="${flight}"]`).focus();
  await expect(page.locator(`[data-flight="${flight}"]`)).toHaveClass(/stage-pointed/);
});

test('the past of a message is lit, and only that', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=3&seed=4');
  await stage.do((it) => it.pause(), null);
  await stage.seek(290);
  await picture(page, 'Space-time').click();
  const arrows = page.locator('[data-arrow]');
  await expect(arrows.first()).toBeVisible();
  await expect(page.locator('.spacetime-cause')).toHaveCount(0);
  // The first vote that came: only the request for it went before.
  const vote = page.locator('[data-sign="RequestVoteReply"]').first();
  await vote.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.spacetime-cause')).toHaveCount(1);
  await expect(page.locator('.spacetime-cause')).toHaveAttribute('data-sign', 'RequestVote');
  await expect(page.locator('.spacetime-aside')).toHaveCount((await arrows.count()) - 2);
});

test('each server stands in the box of its role, and the last transition says why', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=3&seed=4');
  await stage.do((it) => it.pause(), null);
  await picture(page, 'Roles').click();
  const within = (role: string) => page.locator(`.roles-${role} [data-server]`);
  await expect(within('follower')).toHaveCount(3);
  await stage.command('timer A 20');
  await stage.seek(30);
  await expect(within('candidate')).toHaveAttribute('data-server', 'A');
  await expect(page.locator('.roles-says.roles-lit')).toHaveText('times out, starts election');
  await expect(page.locator('.roles-why')).toContainText('A becomes a candidate in term 1');
  await stage.seek(80);
  await expect(within('leader')).toHaveAttribute('data-server', 'A');
  await stage.command('crash A');
  await expect(within('down')).toHaveAttribute('data-server', 'A');
  // Back in time, it is as it was.
  await stage.seek(30);
  await expect(within('candidate')).toHaveAttribute('data-server', 'A');
});

test('the strip of terms has a piece for each, with its leader', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=3&seed=4');
  await stage.do((it) => it.pause(), null);
  await stage.command('timer A 20');
  await stage.seek(100);
  await stage.command('crash A');
  await stage.until('another server leads', ({ nodes }) => nodes.some(({ role }) => role === 'leader'));

  await picture(page, 'Terms').click();
  await expect(page.locator('.terms-term')).toHaveCount(2);
  await expect(page.locator('[data-term="2"]')).toContainText(/leader [BC]/);
});

test('a request goes through the box picture from the client and back', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=3&seed=4');
  await stage.do((it) => it.pause(), null);
  await stage.command('latency 10..10', 'timer A 20');
  await stage.seek(100);
  await picture(page, 'State machine').click();
  const lit = page.locator('.machine-steps .machine-lit');
  await stage.command('request @A SET x 5');
  await stage.seek(105);
  await expect(lit).toHaveText(['1 The client sends a command.']);
  await stage.seek(115);
  await expect(lit).toHaveText(['2 The leader replicates it.']);
  await stage.seek(135);
  await expect(lit).toContainText(['3 Committed entries are applied.', '4 The client gets the result.']);
});
