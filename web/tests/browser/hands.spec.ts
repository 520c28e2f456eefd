// The hands: which keys do what, whatever was pressed before.

import { expect, type Page, test } from '@playwright/test';
import { open, type Stage } from './stages';

function paused(stage: Stage): Promise<boolean> {
  return stage.do((stage) => stage.paused, null);
}

/** Space plays and pauses, an arrow steps. */
async function keysArePlayers(page: Page, stage: Stage, after: string): Promise<void> {
  await page.keyboard.press('Space');
  expect(await paused(stage), `Space plays after ${after}`).toBe(false);
  await page.keyboard.press('Space');
  expect(await paused(stage), `Space pauses after ${after}`).toBe(true);
  const before = await stage.now();
  await page.keyboard.press('ArrowRight');
  expect(await stage.now(), `an arrow steps after ${after}`).toBeGreaterThan(before);
  await page.keyboard.press('ArrowLeft');
}

test('Space plays and arrows step after a mouse press, whatever was pressed', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.seek(400);
  const press = {
    'a node': () => page.locator('[data-node="B"] .stage-disc').first().click(),
    'a button': () => page.getByRole('button', { name: 'Step forward' }).click(),
    'a tab': () => page.getByRole('tab', { name: 'Guarantees' }).click(),
    Run: async () => {
      await page.getByRole('tab', { name: 'Command line' }).click();
      await page.getByRole('combobox', { name: 'Command' }).fill('crash A');
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      expect(await stage.script()).toContain('crash A');
    },
    'the speed': () => page.getByRole('slider', { name: 'Speed' }).click(),
    'a box': async () => {
      await page.getByRole('tab', { name: 'Events' }).click();
      await page.getByRole('checkbox', { name: 'Milestones only' }).click();
    },
    'a button of the bar': () => page.locator('.bar-lang').click(),
  };
  for (const [name, act] of Object.entries(press)) {
    await act();
    await stage.drawn();
    await keysArePlayers(page, stage, name);
  }
});

test('where keys have put the focus, Space presses and arrows walk', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.seek(400);
  await page.getByRole('button', { name: 'Step forward' }).click();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  expect(await paused(stage), 'Space presses Play').toBe(false);
  await page.keyboard.press('Space');
  expect(await paused(stage)).toBe(true);
  await page.locator('[data-node="A"]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-node="B"]')).toBeFocused();
});

test('a field keeps its keys, also when it was pressed', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await page.getByRole('tab', { name: 'Command line' }).click();
  await page.getByRole('combobox', { name: 'Command' }).click();
  await page.keyboard.type('request SET x 1');
  await expect(page.getByRole('combobox', { name: 'Command' })).toHaveValue('request SET x 1');
  expect(await paused(stage)).toBe(true);
});

test('X crashes and restarts the selected node', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await page.keyboard.press('x');
  await expect(page.locator('.frame-notice')).toContainText('Select a node first');
  await stage.select('B');
  await page.keyboard.press('x');
  await page.keyboard.press('X');
  expect(await stage.script()).toMatch(/crash B\n.*restart B/);
});

test('letters are switched off and stay so on the next visit; Space stays', async ({ page }) => {
  let stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: 'Single letters' }).uncheck();
  await page.reload();
  stage = await open(page, 'protocol=raft&nodes=5&seed=8');
  await stage.select('B');
  await page.keyboard.press('x');
  await page.keyboard.press('c');
  expect(await stage.script()).not.toMatch(/crash|request/);
  await page.locator('body').click({ position: { x: 300, y: 8 } });
  await page.keyboard.press('Space');
  expect(await paused(stage)).toBe(false);
});

test('the last act is taken back and done again', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.seek(300);
  await page.keyboard.press('Control+z');
  await expect(page.locator('.frame-notice')).toContainText('Nothing to undo.');
  await stage.command('crash B');
  await stage.seek(500);
  await page.keyboard.press('Control+z');
  await expect(page.locator('.frame-notice')).toContainText('Undone: crash B');
  expect(await stage.now()).toBe(300);
  expect(await stage.script()).not.toContain('crash B');
  await page.keyboard.press('Control+y');
  await expect(page.locator('.frame-notice')).toContainText('Redone: crash B');
  expect(await stage.script()).toContain('@300 crash B');
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await stage.script()).not.toContain('crash B');
  await page.getByRole('button', { name: 'Redo' }).click();
  await expect.poll(() => stage.script()).toContain('crash B');
});

test('where no milestone is near, it is said', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=3&seed=7');
  await stage.command('crash A', 'crash B');
  await page.keyboard.press('PageDown');
  await expect(page.locator('.frame-notice')).toContainText('No milestone in the next 2 s.');
  expect(await stage.now()).toBe(2000);
});

test('events, nodes and messages are one stop of Tab each, with arrows inside', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.until('messages fly', ({ flights }) => flights.length > 3);
  await stage.drawn();

  // From a message that arrives the focus goes on to another, and the stop among the nodes stays where it is.
  const focused = () =>
    stage.element.evaluate((stage) => (stage.shadowRoot?.activeElement as HTMLElement | null)?.dataset.flight);
  const entrance = await page.locator('[data-node][tabindex="0"]').getAttribute('data-node');
  await page.locator('[data-flight][tabindex="0"]').focus();
  const first = (await focused()) ?? '';
  const left = await stage.do((stage, id) => {
    const flies = () => stage.view?.flights.some((flight) => flight.id === id);
    while (flies()) stage.seek(stage.currentTime + 1);
    return stage.view?.flights.map((flight) => flight.id);
  }, first);
  expect(left).not.toEqual([]);
  await expect.poll(focused).toBe(left?.[0]);
  expect(await page.locator('[data-node][tabindex="0"]').getAttribute('data-node')).toBe(entrance);

  await stage.show('Events');
  await stage.seek((await stage.now()) + 400);
  await stage.drawn();
  const stops = (selector: string) => page.locator(`${selector}[tabindex="0"]`).count();
  expect(await page.locator('.events-row > button').count()).toBeGreaterThan(3);
  expect(await stops('.events-row button')).toBe(0);
  expect(await stops('[data-node]')).toBe(1);
  expect(await stops('[data-flight]')).toBeLessThanOrEqual(1);

  await page.getByRole('checkbox', { name: 'Milestones only' }).focus();
  await page.keyboard.press('Tab');
  const rows = page.locator('.events-row > button');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(2)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByRole('checkbox', { name: 'Milestones only' })).toBeFocused();
  // It leads back to where one was.
  await page.keyboard.press('Tab');
  await expect(rows.nth(2)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(rows.nth(0)).toBeFocused();
});
