// For everybody: what axe finds, keys alone, and what a screen reader is told.

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { chooseTheme, open } from './stages';

const TABS = ['Details', 'Logs', 'Events', 'Guarantees', 'Rules', 'Command line', 'Settings', 'Help'];

async function faults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

test.describe('axe', () => {
  test.skip(({ browserName }) => browserName !== 'chromium', 'what axe reads is the same in every browser');

  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing in any panel, ${theme}`, async ({ page }) => {
      // A whole page is read nine times.
      test.setTimeout(240_000);
      await chooseTheme(page, theme);
      const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
      await stage.command('timer A 20');
      await stage.seek(90);
      await stage.command('request @A SET x 5', 'crash B', 'cut C>D');
      await stage.seek(110);
      await stage.select('A');
      for (const tab of TABS) {
        await stage.show(tab);
        expect(await faults(page), tab).toEqual([]);
      }
      await page.getByRole('button', { name: 'Both' }).click();
      expect(await faults(page), 'space-time').toEqual([]);
    });

    test(`axe finds nothing with Paxos and a lesson, ${theme}`, async ({ page }) => {
      test.slow();
      await chooseTheme(page, theme);
      const stage = await open(page, 'lesson=paxos/two-phases');
      await stage.seek(40);
      await stage.show('Nodes');
      expect(await faults(page)).toEqual([]);
    });

    test(`axe finds nothing with all lessons and the glossary, ${theme}`, async ({ page }) => {
      test.slow();
      await chooseTheme(page, theme);
      await open(page, 'lesson=raft/heal&lang=zh');
      await page.locator('.lesson-teacher summary').click();
      await page.locator('.lesson-term').first().focus();
      expect(await faults(page), 'terms and a teacher’s note').toEqual([]);
      await page.locator('#bar .bar-lessons:not(.bar-challenges)').click();
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(await faults(page), 'catalogue').toEqual([]);
      await page.getByRole('dialog').getByRole('button', { name: '术语表' }).click();
      await expect(page.locator('.glossary-terms')).toBeVisible();
      expect(await faults(page), 'glossary').toEqual([]);
    });
  }

  test('axe finds nothing while members are changed and logs begin with snapshots', async ({ page }) => {
    test.slow();
    const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
    await stage.command('timer A 20');
    await stage.seek(90);
    await stage.command('request @A SET x 5', 'add F');
    await stage.seek(180);
    await stage.command('snapshot A', 'remove E');
    await stage.until('A has done it all', (view) => {
      const [a] = view.nodes;
      return a?.kind === 'raft' && a.snapshot !== null && a.configuration.index > a.snapshot.index;
    });
    for (const tab of ['Logs', 'Details', 'Help']) {
      await stage.show(tab);
      expect(await faults(page), tab).toEqual([]);
    }
    await page.getByRole('button', { name: 'Membership…' }).click();
    expect(await faults(page), 'choosing members').toEqual([]);
  });

  test('axe finds nothing on a phone', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const stage = await open(page, 'protocol=raft&nodes=9&seed=7&lang=zh');
    await stage.seek(400);
    expect(await faults(page)).toEqual([]);
  });
});

test('axe finds nothing in the welcome, a menu, the legend and what is told of a sign', async ({
  page,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'what axe reads is the same in every browser');
  test.setTimeout(240_000);
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.command('timer A 20', 'rule majority off');
  await stage.seek(120);
  expect(await faults(page), 'welcome').toEqual([]);
  await stage.menu('B');
  expect(await faults(page), 'menu').toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'What the signs mean' }).click();
  await page.locator('[data-node] .stage-crown').hover();
  await expect(page.getByRole('tooltip')).toBeVisible();
  expect(await faults(page), 'legend').toEqual([]);
});

test('keys alone crash a node, restart it, and find the way back', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await page.locator('[data-node="A"]').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-node="B"]')).toBeFocused();
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu');
  await expect(menu.getByRole('menuitem', { name: 'Crash', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await stage.view()).nodes[1]?.up).toBe(false);
  await expect(page.locator('[data-node="B"]')).toBeFocused();
  await page.keyboard.press('r');
  await expect.poll(async () => (await stage.view()).nodes[1]?.up).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(menu.getByRole('menuitem', { name: 'Suspend' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(page.locator('[data-node="B"]')).toBeFocused();
});

test('Tab reaches the stage, the column, the timeline and the transport, and is never caught', async ({ page }) => {
  await open(page, 'protocol=raft&nodes=5&seed=7');
  const seen = new Set<string>();
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate(() => {
      let focused = document.activeElement;
      while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement;
      const part = focused?.closest('.part, .frame-tabs, .frame-command, #bar');
      return part ? (part.classList.item(1) ?? (part.className || part.id)) : 'outside';
    });
    seen.add(place);
  }
  for (const part of ['bar', 'part-stage', 'frame-tabs', 'part-timeline', 'part-transport'])
    expect([...seen]).toContain(part);
});

test('the keys of the page do what the help says', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  const speed = () => stage.do((stage) => stage.speed, null);
  const paused = () => stage.do((stage) => stage.paused, null);
  await page.keyboard.press(' ');
  expect(await paused()).toBe(false);
  await page.keyboard.press('.');
  expect(await paused()).toBe(true);
  const before = await stage.now();
  await page.keyboard.press('ArrowRight');
  expect(await stage.now()).toBeGreaterThan(before);
  await page.keyboard.press('ArrowLeft');
  expect(await stage.now()).toBeLessThanOrEqual(before);
  const slow = await speed();
  await page.keyboard.press(']');
  expect(await speed()).toBeGreaterThan(slow);
  await page.keyboard.press('[');
  expect(await speed()).toBeCloseTo(slow);
  await page.keyboard.press('a');
  expect(await stage.script()).toContain('align');
  await page.keyboard.press('t');
  expect(await stage.script()).toContain('spread');
  await page.keyboard.press('c');
  expect(await stage.script()).toContain('request');
  const here = await stage.now();
  await page.keyboard.press('PageDown');
  expect(await stage.now()).toBeGreaterThan(here);
  await page.keyboard.press('?');
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Keys' })).toBeHidden();
});

test('keys typed into a field are not commands', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.show('Command line');
  const line = page.getByRole('combobox', { name: 'Command line' });
  await line.focus();
  await page.keyboard.type('crat .[]');
  await expect(line).toHaveValue('crat .[]');
  expect(await stage.do((stage) => stage.paused, null)).toBe(true);
  expect(await stage.script()).not.toMatch(/align|spread|request/);
});

test('milestones are spoken', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=3&seed=7');
  await stage.command('crash A');
  await expect(stage.element.locator('.live-region')).toHaveText(/A.*[Cc]rash/);
});

test('what can be pressed on the stage is 24 pixels at least', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const stage = await open(page, 'protocol=raft&nodes=9&seed=7');
  await stage.until('messages fly', (view) => view.flights.length > 3);
  await stage.drawn();
  const sizes = await stage.element.locator('[data-node], [data-flight]').evaluateAll((elements) =>
    elements.map((element) => {
      const { width, height } = element.getBoundingClientRect();
      return Math.min(width, height);
    }),
  );
  expect(sizes.length).toBeGreaterThan(10);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(24);
});

test('forced colours: bands, cells and pressed buttons are told from one another', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  const isForced = await page.evaluate(() => matchMedia('(forced-colors: active)').matches);
  test.skip(!isForced, 'a Firefox that is spoken to by WebDriver BiDi can be forced to no colours');
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await page.setViewportSize({ width: 1440, height: 900 });
  await stage.command('timer A 20');
  await stage.seek(200);
  await stage.command('request @A SET x 1');
  await stage.seek(260);
  await stage.command('partition A B | C D E');
  await stage.seek(1200);
  await stage.drawn();
  const seen = await page.evaluate(() => {
    const root = document.querySelector('quorate-stage')?.shadowRoot as ShadowRoot;
    const look = (selector: string, part?: string) =>
      [...root.querySelectorAll(selector)].map((one) => {
        const { backgroundColor, boxShadow, outlineStyle } = getComputedStyle(one, part);
        return { backgroundColor, boxShadow, outlineStyle };
      });
    return {
      reigns: new Set(look('.timeline-reign:not(.timeline-unled)').map(({ backgroundColor }) => backgroundColor)).size,
      cells: look('.table-cell').map(({ backgroundColor }) => backgroundColor),
      samples: new Set(look('.table-legend .table-sample').map(({ boxShadow }) => boxShadow)).size,
      canvas: getComputedStyle(document.body).backgroundColor,
      pressed: look('.frame-arrangement [aria-pressed="true"]').map(({ outlineStyle }) => outlineStyle),
      live: look('.transport-live', '::before').map(({ backgroundColor }) => backgroundColor),
    };
  });
  expect(seen.reigns, 'a band wears its term').toBeGreaterThan(1);
  expect(seen.cells, 'a cell wears its term').not.toContain(seen.canvas);
  expect(seen.samples, 'what is only known elsewhere has its inner edge').toBeGreaterThan(1);
  expect(seen.pressed).toEqual(['solid']);
  expect(seen.live).not.toEqual([seen.canvas]);
});
