// Single-decree Paxos on the page.

import { expect, test } from '@playwright/test';
import { open } from './stages';

test('two proposers duel, and one value is chosen', async ({ page }) => {
  const stage = await open(page, 'protocol=paxos&nodes=5&seed=3');
  await stage.command('request @A apple', 'request @E pear');
  const view = await stage.until(
    'all learn a value',
    (view) => view.nodes.every((node) => node.kind === 'paxos' && node.chosen !== null),
    20_000,
  );
  const chosen = new Set(view.nodes.map((node) => (node.kind === 'paxos' ? node.chosen : null)));
  expect(chosen.size).toBe(1);
  expect(['apple', 'pear']).toContain([...chosen][0]);
  expect(view.checks.filter(({ ok }) => !ok)).toEqual([]);
  await stage.show('Nodes');
  await expect(page.locator('.part-log')).toContainText([...chosen][0] as string);
});

test('a promise survives a crash', async ({ page }) => {
  const stage = await open(page, 'protocol=paxos&nodes=3&seed=3');
  await stage.command('request @A apple');
  const before = await stage.until('B has promised', (view) => {
    const node = view.nodes[1];
    return node?.kind === 'paxos' && node.promised !== null;
  });
  await stage.command('crash B', 'restart B');
  const promised = (node = before.nodes[1]) => (node?.kind === 'paxos' ? node.promised : null);
  expect(promised((await stage.view()).nodes[1])).toBe(promised());
});
