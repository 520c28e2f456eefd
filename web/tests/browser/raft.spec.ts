// Raft, driven on the page as a lecturer would.

import { expect, test } from '@playwright/test';
import { leaders, open, raftNodes } from './stages';

const FIVE = 'protocol=raft&nodes=5&seed=7';

test('a cluster elects a leader, and the stage shows it', async ({ page }) => {
  const stage = await open(page, FIVE);
  const view = await stage.until('a leader', (view) => view.nodes.some(({ role }) => role === 'leader'));
  const [leader] = leaders(view);
  await expect(
    page.getByRole('button', { name: new RegExp(`Node ${leader?.id}, leader, term ${leader?.term}`) }),
  ).toBeVisible();
});

test('when the leader crashes, another is elected in a later term', async ({ page }) => {
  const stage = await open(page, FIVE);
  const before = await stage.until('a leader', (view) => view.nodes.some(({ role }) => role === 'leader'));
  const old = leaders(before)[0];
  await stage.command(`crash ${old?.id}`);
  const after = await stage.until('a new leader', (view) => view.nodes.some(({ role }) => role === 'leader'));
  const fresh = leaders(after)[0];
  expect(fresh?.id).not.toBe(old?.id);
  expect(fresh?.term).toBeGreaterThan(old?.term ?? 0);
  await expect(page.getByRole('button', { name: new RegExp(`^Node ${old?.id}\\b.*crashed`) })).toBeVisible();
});

test('a partition makes two leaders of different terms; healed, the minority takes its entry back', async ({
  page,
}) => {
  const stage = await open(page, FIVE);
  // A leads the minority for sure: its timer is the first.
  await stage.command('timer A 20');
  await stage.until('A leads', (view) => view.nodes[0]?.role === 'leader');
  await stage.command('partition A B | C D E', 'timer C 30');
  const split = await stage.until(
    'two leaders',
    (view) => view.nodes.filter(({ role }) => role === 'leader').length === 2,
  );
  const [minority, majority] = leaders(split);
  expect([minority?.id, majority?.id]).toEqual(['A', 'C']);
  expect(majority?.term).toBeGreaterThan(minority?.term ?? 0);

  await stage.command('request @A SET x 5', 'request @C SET x 8');
  const divided = await stage.until('C commits its request', (view) =>
    view.nodes.some(
      (node) => node.kind === 'raft' && node.id === 'E' && node.log.some((e) => e.command === 'SET x 8' && e.committed),
    ),
  );
  const [a] = raftNodes(divided);
  expect(a?.log.at(-1)).toMatchObject({ command: 'SET x 5', committed: false });

  await stage.command('heal');
  const healed = await stage.until('all logs agree', (view) =>
    view.nodes.every((node) => node.kind === 'raft' && node.log.some((e) => e.command === 'SET x 8' && e.committed)),
  );
  for (const node of raftNodes(healed)) {
    expect(node.log.map(({ command }) => command)).not.toContain('SET x 5');
  }
  expect(leaders(healed)).toHaveLength(1);
  expect(healed.checks.filter(({ ok }) => !ok)).toEqual([]);
  await stage.show('Logs');
  await expect(page.locator('.part-log')).toContainText('x←8');
});

test('a node is crashed from its menu, and restarted by its button among the details', async ({ page }) => {
  const stage = await open(page, FIVE);
  await page.locator('[data-node="B"]').click();
  await page.getByRole('menuitem', { name: 'Crash', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Node B\b.*crashed/ })).toBeVisible();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await stage.select('B');
  await page.getByRole('button', { name: 'Restart', exact: true }).click();
  await expect(page.getByRole('button', { name: /^Node B\b.*follower/ })).toBeVisible();
  expect(await stage.script()).toMatch(/crash B\n.*restart B/s);
});

test('a partition is drawn by choosing nodes, and healed by a button', async ({ page }) => {
  const stage = await open(page, FIVE);
  await page.getByRole('button', { name: 'Partition…' }).click();
  for (const name of ['A', 'B']) await page.locator(`[data-node="${name}"]`).click();
  await page.getByRole('button', { name: 'Cut', exact: true }).click();
  await expect
    .poll(async () => (await stage.view()).groups)
    .toEqual([
      ['A', 'B'],
      ['C', 'D', 'E'],
    ]);
  await page.getByRole('button', { name: 'Heal', exact: true }).click();
  await expect.poll(async () => (await stage.view()).cuts).toEqual([]);
});

test('a message is chosen and dropped, and dies visibly', async ({ page }) => {
  const stage = await open(page, FIVE);
  await stage.command('timer A 20');
  const view = await stage.until('messages fly', (view) => view.flights.length > 0);
  const id = view.flights[0]?.id as string;
  await page.locator(`[data-flight="${id}"]`).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Drop', exact: true }).click();
  await expect.poll(async () => (await stage.view()).flights.map((flight) => flight.id)).not.toContain(id);
  expect(await stage.script()).toContain(`drop ${id}`);
});
