// Members, snapshots, hand-overs and clients that ask again: by command, by click and by key.

import { expect, type Page, test } from '@playwright/test';
import { leaders, open, raftNodes, type Stage } from './stages';

const FIVE = 'protocol=raft&nodes=5&seed=7';

/** Five of whom A leads, with two committed entries. */
async function led(page: Page, hash = FIVE): Promise<Stage> {
  const stage = await open(page, hash);
  await stage.command('timer A 20');
  await stage.until('A leads', (view) => view.nodes[0]?.role === 'leader');
  await stage.command('request @A SET x 5', 'request @A SET y 7');
  await stage.until('all know that it is committed', (view) =>
    view.nodes.every((node) => node.kind === 'raft' && node.commitIndex === 2),
  );
  return stage;
}

const voters = async (stage: Stage, node = 0) => raftNodes(await stage.view())[node]?.configuration.voters;

test('a node is added by its button: it comes to the ring, catches up, and only then votes', async ({ page }) => {
  const stage = await led(page);
  await page.getByRole('button', { name: 'Add server F to the cluster' }).click();
  await expect(page.getByRole('button', { name: /^Node F, not a member/ })).toBeVisible();
  await stage.until('F gets the log', (view) => view.nodes[5]?.role === 'learner');
  await expect(page.getByRole('button', { name: /^Node F, learner/ })).toBeVisible();
  const view = await stage.until('F votes', (view) => view.nodes[5]?.role === 'follower');
  expect(raftNodes(view)[5]?.log.length).toBeGreaterThan(0);
  const agreed = await stage.until('all agree', (view) =>
    view.nodes.every(
      (node) => node.kind === 'raft' && node.configuration.committed && node.configuration.voters.length === 6,
    ),
  );
  expect(agreed.checks.filter(({ ok }) => !ok)).toEqual([]);
  await expect(page.locator('[data-node] .stage-wheel')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Add server G to the cluster' })).toBeVisible();
});

test('while not all agree on who belongs, each node shows its own ring', async ({ page }) => {
  const stage = await led(page);
  await expect(page.locator('[data-node] .stage-wheel')).toHaveCount(0);
  await stage.command('remove E');
  await stage.until('A does without E', (view) => {
    const [a, b] = view.nodes;
    return a?.kind === 'raft' && b?.kind === 'raft' && a.configuration.index > b.configuration.index;
  });
  await expect(page.locator('[data-node] .stage-wheel')).toHaveCount(5);
  await expect(page.getByRole('button', { name: /^Node A\b.*uses the configuration A B C D,/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Node B\b.*uses the configuration A B C D E,/ })).toBeVisible();
  // In force, and not committed: a majority has not got it yet.
  await expect(page.locator('[data-node="A"] .stage-wheel.stage-unsure')).toHaveCount(1);
});

test('a leader is removed by its button; when it is down as well, it leaves the ring, and the others close up', async ({
  page,
}) => {
  const stage = await led(page);
  await stage.select('A');
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  await stage.until('A leads no longer', (view) => view.nodes[0]?.role === 'outsider');
  await stage.until('another leads', (view) => view.nodes.some(({ role }) => role === 'leader'));
  await page.getByRole('button', { name: 'Crash', exact: true }).click();
  await expect(page.locator('[data-node]')).toHaveCount(4);
  await expect(page.locator('[data-node="A"]')).toHaveCount(0);
  expect(raftNodes(await stage.view())[0]?.gone).toBe(true);
  await stage.show('Logs');
  await expect(page.locator('.part-log .ledger-row')).toHaveCount(4);
});

test('members are changed by choosing them on the ring: joint consensus, with both majorities', async ({ page }) => {
  const stage = await led(page);
  await page.getByRole('button', { name: 'Membership…' }).click();
  await expect(page.getByText('Choose the new members')).toBeVisible();
  for (const name of ['D', 'E']) await page.locator(`[data-node="${name}"]`).click();
  for (const name of ['F', 'G', 'H']) await page.getByRole('button', { name: `Add ${name}, a new server` }).click();
  await page.getByRole('button', { name: 'Don’t add H' }).click();
  await expect(page.getByText('{ABCDE} → {ABCFG}')).toBeVisible();
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  expect(await stage.script()).toContain('configure A B C F G');
  const joint = await stage.until('the configurations are joined', (view) => {
    const [a] = view.nodes;
    return a?.kind === 'raft' && a.configuration.old.length > 0;
  });
  expect(raftNodes(joint)[0]?.configuration).toMatchObject({ old: [...'ABCDE'], voters: [...'ABCFG'] });
  await stage.until('only the new ones are left', (view) => {
    const [a] = view.nodes;
    return a?.kind === 'raft' && a.configuration.old.length === 0 && a.configuration.committed;
  });
  expect(await voters(stage)).toEqual([...'ABCFG']);
  expect((await stage.view()).checks.filter(({ ok }) => !ok)).toEqual([]);
});

test('who presses faster than pictures are drawn is understood as well', async ({ page }) => {
  const stage = await open(page, FIVE);
  await stage.command('timer A 20');
  await page.getByRole('button', { name: 'Membership…' }).click();
  await stage.element.evaluate(({ shadowRoot }) => {
    const find = (what: string) => shadowRoot?.querySelector<HTMLElement>(what);
    find('[aria-label^="Add F,"]')?.click();
    find('[aria-label^="Add G,"]')?.click();
    const manner = find('.stage-manner select') as HTMLSelectElement;
    manner.value = 'naive';
    manner.dispatchEvent(new Event('change'));
    find('.stage-main')?.click();
  });
  expect(await stage.script()).toContain('configure naive A B C D E F G');
});

test('a change that each makes for itself, and one with the cluster stopped, are said to be so', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=3&seed=7');
  const change = async (manner: string) => {
    await page.getByRole('button', { name: 'Membership…' }).click();
    await page.getByRole('button', { name: /^Add [D-F], a new server$/ }).click();
    await page.getByRole('combobox', { name: 'Kind of membership change' }).selectOption(manner);
    await page.getByRole('button', { name: 'Change', exact: true }).click();
  };
  await change('with the cluster stopped');
  expect(await voters(stage)).toEqual([...'ABCD']);
  expect(await stage.script()).toMatch(/crash C\n.*configure stopped A B C D\n.*restart A\n/);
  await stage.until('somebody leads', (view) => view.nodes.some(({ role }) => role === 'leader'));
  await change('direct switch (unsafe)');
  expect(await stage.script()).toContain('configure naive A B C D E');
});

test('a snapshot is one wide cell, under which the entries of the others keep their places', async ({ page }) => {
  const stage = await led(page);
  await stage.select('A');
  await page.getByRole('button', { name: 'Take snapshot' }).click();
  await stage.until('A has a snapshot', (view) => view.nodes[0]?.kind === 'raft' && view.nodes[0].snapshot !== null);
  await stage.command('request @A SET x 6');
  await stage.until('B has the next entry', (view) => view.nodes[1]?.kind === 'raft' && view.nodes[1].log.length === 3);
  await expect(page.locator('.inspector-fact').filter({ hasText: 'Snapshot content' })).toContainText('x=5, y=7');
  await stage.show('Logs');
  const cell = page.getByRole('button', {
    name: /^Snapshot of A up to index 2, term 1: x=5, y=7; members A B C D E$/,
  });
  await expect(page.locator('.ledger-held')).toHaveAttribute('colspan', '2');
  const left = async (row: number, command: string) =>
    (await page.locator('.ledger-row').nth(row).locator(`[data-says="${command}"]`).boundingBox())?.x ?? Number.NaN;
  expect(await left(0, 'SET x 6')).toBeCloseTo(await left(1, 'SET x 6'), 0);
  await cell.focus();
  await expect(page.locator('.ledger-contents')).toHaveText(/x=5, y=7; members A B C D E/);
  await cell.press('Enter');
  await expect(page.getByRole('heading', { name: /Node A/ })).toBeVisible();
});

test('leadership is transferred: an arrow says to whom, and the other is elected', async ({ page }) => {
  const stage = await led(page);
  await stage.select('C');
  await page.getByRole('button', { name: 'Transfer leadership here' }).click();
  await stage.until('A hands over', (view) => view.nodes[0]?.kind === 'raft' && view.nodes[0].transfer === 'C');
  await expect(page.locator('.stage .stage-handover')).toHaveCount(1);
  await expect(page.getByRole('button', { name: /^Node A\b.*leadership transfer to C/ })).toBeVisible();
  const view = await stage.until('C leads', (view) => view.nodes[2]?.role === 'leader');
  expect(leaders(view).at(-1)?.term).toBe(2);
});

test('keys do all of it', async ({ page }) => {
  const stage = await led(page);
  const key = (name: string) => page.keyboard.press(name);
  await stage.select('B');
  await key('s');
  expect(await stage.script()).toMatch(/snapshot B$/m);
  await key('l');
  await stage.until('B leads', (view) => view.nodes[1]?.role === 'leader');
  await key('+');
  expect(await stage.script()).toMatch(/add F$/m);
  await stage.until('F votes', (view) => view.nodes[5]?.role === 'follower');
  await key('m');
  await page.locator('[data-node="F"]').focus();
  await key('Enter');
  await expect(page.getByText('{ABCDEF} → {ABCDE}')).toBeVisible();
  await key('Escape');
  await expect(page.getByText('{ABCDEF} → {ABCDE}')).toBeHidden();
  await stage.select('C');
  await key('-');
  expect(await stage.script()).toMatch(/remove C$/m);
  await stage.until('B does without C', (view) => {
    const [, b] = view.nodes;
    return b?.kind === 'raft' && !b.configuration.voters.includes('C');
  });
});

test('a client that got no answer asks again, and its request is carried out once', async ({ page }) => {
  const stage = await led(page);
  await stage.command('request @A ADD x 1');
  await stage.until('it is committed', (view) => view.nodes[0]?.kind === 'raft' && view.nodes[0].commitIndex === 3);
  const answer = (await stage.view()).flights.find(({ kind, label }) => kind === 'ClientResponse' && label !== '7');
  await stage.command(`drop ${answer?.id}`);
  const view = await stage.until('the client gave up', ({ clients }) =>
    clients.some(({ state }) => state === 'unknown'),
  );
  const client = view.clients.find(({ state }) => state === 'unknown');
  await page.locator(`[data-client="${client?.id}"]`).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Retry' }).click();
  expect(await stage.script()).toMatch(new RegExp(`retry ${client?.id}$`, 'm'));
  const told = await stage.until('it is answered', ({ clients }) => clients.every(({ state }) => state === 'ok'));
  expect(raftNodes(told)[0]?.state).toContainEqual({ name: 'x', value: 6 });
});

test('what a leader refuses for good is told in words', async ({ page }) => {
  const stage = await led(page);
  await stage.command('transfer A');
  await stage.until('it is refused', ({ clients }) => clients.some(({ state }) => state === 'failed'));
  await expect(
    page.getByRole('button', { name: /^Client c\d asks A: transfer A\. the target is already the leader/ }),
  ).toBeVisible();
});

test('with reduced motion a new node is there at once', async ({ page }) => {
  await page.addInitScript(() => {
    const ask = window.matchMedia.bind(window);
    window.matchMedia = (query) => ask(query.includes('prefers-reduced-motion') ? 'all' : query);
  });
  const stage = await led(page);
  const places = () =>
    page.locator('[data-node]').evaluateAll((nodes) => nodes.map((node) => node.getAttribute('transform')));
  await stage.command('add F');
  await stage.drawn();
  const at = await places();
  expect(at).toHaveLength(6);
  await stage.drawn();
  expect(await places()).toEqual(at);
});
