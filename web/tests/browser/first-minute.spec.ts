// What somebody does who has never been here.

import { expect, type Page, test } from '@playwright/test';
import { leaders, open, Stage } from './stages';

const FIVE = 'protocol=raft&nodes=5&seed=7';
const LED = (view: { nodes: readonly { role: string }[] }) => view.nodes.some(({ role }) => role === 'leader');

function welcome(page: Page) {
  return page.getByRole('region', { name: 'Welcome' });
}

test('the page opens on a welcome beside a stage that plays, and nothing covers the ring', async ({ page }) => {
  await page.goto('./');
  const stage = new Stage(page);
  await stage.ready();
  await expect(welcome(page)).toContainText('servers keep one log');
  await expect(page.getByText('Nothing yet')).toHaveCount(0);
  const before = await stage.now();
  await expect.poll(() => stage.now()).toBeGreaterThan(before);
  // What is on top at the middle of each node is that node.
  const covered = await stage.element.evaluate(({ shadowRoot }) => {
    const nodes = [...(shadowRoot?.querySelectorAll('[data-node]') ?? [])];
    return nodes.filter((node) => {
      const { x, y, width, height } = (node.querySelector('.stage-disc') as Element).getBoundingClientRect();
      return shadowRoot?.elementFromPoint(x + width / 2, y + height / 2)?.closest('[data-node]') !== node;
    }).length;
  });
  expect(covered).toBe(0);
});

test('a newcomer crashes the leader, sends a request, and sees the lines that did it', async ({ page }) => {
  const stage = await open(page, FIVE);
  const crash = welcome(page).getByRole('button', { name: 'Crash the leader' });
  await expect(crash).toContainText('There is no leader at the moment.');
  await stage.until('a leader', LED);
  const old = leaders(await stage.view())[0]?.id;
  await expect(welcome(page)).toContainText(`${old} leads`);
  await crash.click();
  await expect(page.getByRole('button', { name: new RegExp(`^Node ${old}\\b.*crashed`) })).toBeVisible();
  await expect(page.locator('.frame-notice-news')).toContainText('The leader crashes.');
  await stage.do((stage) => stage.pause(), null);
  await stage.until('a new leader', LED);
  await welcome(page).getByRole('button', { name: 'Send a request' }).click();
  await expect(page.locator('[data-client="c1"] .stage-figure')).toBeVisible();
  await expect(page.locator('.stage-client-line')).toHaveCount(1);
  const script = await stage.script();
  expect(script).toContain(`crash ${old}`);
  expect(script).toContain('request SET x 1');
  await page.getByRole('button', { name: 'Client request', exact: true }).click();
  expect(await stage.script()).toContain('request SET x 2');
});

test('the lines of a scene stand in the command line, and are among those that come back', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const stage = await open(page, FIVE);
  await stage.until('a leader', LED);
  await page.getByRole('button', { name: 'Scenes' }).click();
  await page.getByRole('menuitem', { name: 'Split vote' }).click();
  const ran = page.locator('.command-line-ran');
  await expect(ran.locator('code')).toHaveText([/^crash [A-E]$/, ...Array(4).fill(/^timeout [A-E]$/)]);
  await page.getByRole('combobox', { name: 'Command line' }).press('ArrowUp');
  await expect(page.getByRole('combobox', { name: 'Command line' })).toHaveValue(/^timeout [A-E]$/);
});

test('starting over keeps the set-up, with the same seed or another', async ({ page }) => {
  const stage = await open(page, FIVE);
  await stage.command('latency 30..30', 'rule majority off');
  await stage.seek(500);
  await page.getByRole('button', { name: 'Scenes' }).click();
  await page.getByRole('menuitem', { name: 'Start over', exact: true }).click();
  await expect.poll(() => stage.now()).toBeLessThan(400);
  const settings = (await stage.view()).settings;
  expect(settings.find(({ name }) => name === 'latency')?.value).toBe('30..30');
  expect(settings.find(({ name }) => name === 'rule majority')?.value).toBe('off');
  expect((await stage.view()).seed).toBe(7);
  await page.getByRole('button', { name: 'Scenes' }).click();
  await page.getByRole('menuitem', { name: 'Start over with a new seed' }).click();
  await expect.poll(async () => (await stage.view()).seed).not.toBe(7);
  expect((await stage.view()).nodes).toHaveLength(5);
});

test('the tour is a lesson, and neither it nor a shared run nor an embedded stage greets', async ({ page }) => {
  await open(page, FIVE);
  await welcome(page).getByRole('button', { name: 'Take the tour' }).click();
  await expect(page.locator('.lesson')).toContainText('election timer');
  await expect(welcome(page)).toHaveCount(0);
  expect(page.url()).toContain('lesson=raft%2Fleader-crash');

  const stage = await open(page, 'protocol=paxos&seed=1');
  await expect(welcome(page)).toBeVisible();
  const code = await stage.do((stage) => stage.share(), null);
  await page.goto('about:blank');
  await open(page, `run=${code}`);
  await expect(welcome(page)).toHaveCount(0);
  await stage.element.evaluate((element) => {
    const other = document.createElement('quorate-stage');
    element.replaceWith(other);
    return (other as unknown as { ready: Promise<void> }).ready;
  });
  await expect(page.locator('.events-none')).toBeVisible();
  await expect(welcome(page)).toHaveCount(0);
});

test('a press on a message stops the playback and offers what can be done with it', async ({ page }) => {
  const stage = await open(page, FIVE);
  await stage.command('timer A 20');
  const view = await stage.until('messages fly', (view) => view.flights.length > 0);
  await stage.do((stage) => stage.play(), null);
  await page.locator('[data-flight]').first().dispatchEvent('click', { detail: 1 });
  expect(await stage.do((stage) => stage.paused, null)).toBe(true);
  const menu = page.getByRole('menu');
  await expect(menu).toContainText(/RequestVote from A to [B-E]/);
  await menu.getByRole('menuitem', { name: 'Delay' }).click();
  expect(await stage.script()).toMatch(/delay m\d+ 80$/m);
  expect(view.flights.length).toBeGreaterThan(0);
});

test('a press on a link offers to cut it, one way as well, and to mend it', async ({ page }) => {
  const stage = await open(page, FIVE);
  const press = async (name: RegExp) => {
    await page.locator('[data-link="A-B"]').dispatchEvent('click', { detail: 1 });
    await page.getByRole('menu', { name: 'Link A–B' }).getByRole('menuitem', { name }).first().click();
  };
  await press(/^Cut only A → B/);
  expect((await stage.view()).cuts).toEqual([{ from: 'A', to: 'B' }]);
  await press(/^Mend/);
  expect((await stage.view()).cuts).toEqual([]);
  await press(/^Cut/);
  expect((await stage.view()).cuts).toHaveLength(2);
  await page.locator('[data-link="A-B"]').dispatchEvent('click', { detail: 1 });
  const cut = page.getByRole('menuitem', { name: /^Cut/ }).first();
  await expect(cut).toHaveAttribute('aria-disabled', 'true');
  await expect(cut).toContainText('A-B is already cut');
});

test('what is pressed a second time closes its menu, and so does a press beside it', async ({ page }) => {
  await open(page, FIVE);
  // What A's menu does not cover.
  const [a, d] = ['A', 'D'].map((name) => page.locator(`[data-node="${name}"] .stage-letter`));
  const press = async (letter: typeof a) => {
    const box = await letter?.boundingBox();
    if (!box) throw new Error('the node is not there');
    await page.mouse.click(box.x + box.width / 2, box.y - 3);
  };
  await press(a);
  await expect(page.getByRole('menu', { name: 'Node A' })).toBeVisible();
  await press(a);
  await expect(page.getByRole('menu')).toHaveCount(0);
  await press(a);
  await press(d);
  await expect(page.getByRole('menu')).toHaveCount(1);
  await expect(page.getByRole('menu', { name: 'Node D' })).toBeVisible();
  await page.locator('.transport-clock').click();
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.getByRole('button', { name: 'Scenes' }).click();
  await expect(page.getByRole('menu', { name: 'Scenes' })).toBeVisible();
  await page.getByRole('button', { name: 'Scenes' }).click();
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('the pointer presses a link, and drags a cut that begins on one', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=3&seed=7');
  const box = (id: string) => page.locator(`[data-node="${id}"] .stage-disc`).boundingBox();
  const [a, b] = [await box('A'), await box('B')];
  if (!a || !b) throw new Error('the ring is not there');
  const middle = { x: (a.x + b.x + a.width) / 2, y: (a.y + b.y + a.height) / 2 };
  await page.mouse.click(middle.x, middle.y);
  await expect(page.getByRole('menu', { name: 'Link A–B' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.mouse.move(middle.x + 30, middle.y - 40);
  await page.mouse.down();
  await page.mouse.move(middle.x - 30, middle.y + 40, { steps: 5 });
  await page.mouse.up();
  await expect.poll(async () => (await stage.view()).cuts.length).toBe(2);
});

test('what the signs mean is one press away, and told where one points', async ({ page }) => {
  const stage = await open(page, FIVE);
  await stage.until('a leader', LED);
  await welcome(page).getByRole('button', { name: 'What the signs mean' }).click();
  const legend = page.getByRole('region', { name: 'What the signs mean' });
  await expect(legend.locator('[data-row="crown"]')).toContainText('The leader: a crown');
  await expect(legend.locator('[data-row="RequestVote"] .stage-shape')).toBeVisible();
  await page.keyboard.press('?');
  await expect(legend).toHaveCount(0);
  await page.keyboard.press('?');
  await expect(legend).toBeVisible();

  await page.locator('[data-node] .stage-crown').hover();
  await expect(page.getByRole('tooltip')).toContainText('The leader: a crown');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip')).toBeHidden();
  await page.locator('[data-node="A"]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tooltip')).toContainText('Node B');
  await expect(page.getByRole('tooltip')).toContainText('Press to see what you can do here.');
  // It hides nothing of what it tells of.
  const isHidden = await page.evaluate(() => {
    const root = document.querySelector('quorate-stage')?.shadowRoot as ShadowRoot;
    const [told, about] = ['.tip', '[data-node="B"] .stage-hit'].map((name) =>
      (root.querySelector(name) as Element).getBoundingClientRect(),
    ) as [DOMRect, DOMRect];
    const { left, right, top, bottom } = about;
    return told.left < right && told.right > left && told.top < bottom && told.bottom > top;
  });
  expect(isHidden).toBe(false);
});

test('a finger that stays is told, and has not pressed', async ({ page }) => {
  await open(page, FIVE);
  const node = page.locator('[data-node="B"] .stage-disc');
  await node.dispatchEvent('pointerover', { pointerType: 'touch', bubbles: true, composed: true });
  await expect
    .poll(async () => {
      // What tells is loaded by the first that points at something.
      await node.dispatchEvent('pointerdown', { pointerType: 'touch', bubbles: true, composed: true });
      await page.waitForTimeout(700);
      return page.getByRole('tooltip').isVisible();
    })
    .toBe(true);
  await expect(page.getByRole('tooltip')).toContainText('Node B');
  await node.dispatchEvent('pointerup', { pointerType: 'touch', bubbles: true, composed: true });
  await node.dispatchEvent('click', { detail: 1 });
  await expect(page.getByRole('menu')).toHaveCount(0);
  await node.dispatchEvent('pointerdown', { pointerType: 'touch', bubbles: true, composed: true });
  await node.dispatchEvent('pointerup', { pointerType: 'touch', bubbles: true, composed: true });
  await node.dispatchEvent('click', { detail: 1 });
  await expect(page.getByRole('menu')).toHaveCount(1);
});

test('in Paxos a client waits to be sent, and a press sends it', async ({ page }) => {
  const stage = await open(page, 'protocol=paxos&nodes=3&seed=7');
  await expect(welcome(page)).toContainText('agree on one value');
  await page.getByRole('button', { name: 'Client c1 wants to ask A: a. Press to send.' }).click();
  expect(await stage.script()).toContain('request a');
  await expect(page.locator('.stage-guest')).toHaveCount(0);
  await expect(page.locator('[data-client="c1"]')).toHaveCount(1);
  const view = await stage.until('a value is chosen', (view) =>
    view.nodes.some((node) => node.kind === 'paxos' && node.chosen !== null),
  );
  expect(view.checks.every(({ ok }) => ok)).toBe(true);
  await expect(welcome(page)).toContainText('a is chosen');
});

test('another protocol greets anew', async ({ page }) => {
  const stage = await open(page, FIVE);
  await stage.show('Events');
  await expect(welcome(page)).toHaveCount(0);
  await page.getByRole('combobox', { name: 'Protocol' }).selectOption('paxos');
  await expect(welcome(page)).toContainText('agree on one value');
});

test('a rule that is off stands on the stage, and a press puts it back', async ({ page }) => {
  const stage = await open(page, FIVE);
  await stage.command('rule majority off');
  await expect(page.locator('.stage-chips')).toContainText('Majority');
  await page.getByRole('button', { name: 'Rule off: Majority. Switch it on again' }).click();
  await expect(page.locator('.stage-chip')).toHaveCount(0);
  expect(await stage.script()).toMatch(/rule majority on$/m);
});

test('the help has the version, how to cite it, and a report with the run in it', async ({ page }) => {
  const stage = await open(page, FIVE);
  await stage.command('crash A');
  await page.keyboard.press('?');
  const about = page.locator('.about');
  await expect(about).toContainText(/Quorate \d+\.\d+\.\d+/);
  await expect(about).toContainText('Nothing leaves your browser');
  const code = await stage.do((stage) => stage.share(), null);
  await page.context().route('https://github.com/**', (route) => route.fulfill({ body: '' }));
  const opened = page.context().waitForEvent('page');
  await about.getByRole('link', { name: 'Report this run' }).click();
  const report = await opened;
  await report.waitForURL(/issues\/new/);
  expect(new URL(report.url()).searchParams.get('body')).toContain(code);
});

test('where WebAssembly cannot run, the page says what helps', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'WebAssembly'));
  await page.goto('./');
  await expect(page.getByRole('heading', { name: 'This browser cannot run WebAssembly' })).toBeVisible();
  await expect(page.getByText('Lockdown Mode')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  // And nothing else: there is nothing that it could be of.
  await expect(page.locator('quorate-stage').getByRole('button')).toHaveCount(1);
  await expect(page.locator('quorate-stage').getByRole('tab')).toHaveCount(0);
});

test('on a phone every menu is inside the stage, with all that it offers', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, FIVE);
  await expect(welcome(page)).toBeVisible();
  const stage = await page.locator('.stage').boundingBox();
  if (!stage) throw new Error('the stage is not there');
  for (const name of ['A', 'B', 'C', 'D', 'E']) {
    await page.locator(`[data-node="${name}"]`).dispatchEvent('click', { detail: 1 });
    const menu = page.getByRole('menu', { name: `Node ${name}` });
    await expect(menu.getByRole('menuitem').last()).toBeInViewport({ ratio: 1 });
    const box = await menu.boundingBox();
    if (!box) throw new Error('the menu is not there');
    expect(box.x).toBeGreaterThanOrEqual(stage.x);
    expect(box.y).toBeGreaterThanOrEqual(stage.y);
    expect(box.x + box.width).toBeLessThanOrEqual(stage.x + stage.width);
    expect(box.y + box.height).toBeLessThanOrEqual(stage.y + stage.height);
  }
});
