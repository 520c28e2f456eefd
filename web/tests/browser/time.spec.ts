// Time: going back, acting there, and what becomes of what was.

import { expect, test } from '@playwright/test';
import { open, Stage } from './stages';

const FIVE = 'protocol=raft&nodes=5&seed=7';

test('to act in the past begins a branch, says so, and leaves the old one as it was', async ({ page }) => {
  const stage = await open(page, FIVE);
  await stage.seek(900);
  const before = await stage.view();
  await stage.seek(400);
  await stage.command('crash A');
  await expect(page.getByText('You acted in the past', { exact: false }).first()).toBeVisible();
  await stage.seek(900);
  expect((await stage.view()).nodes[0]?.up).toBe(false);

  await page.getByRole('button', { name: /^Go to the branch from/ }).click();
  await stage.seek(900);
  expect(await stage.view()).toEqual(before);
});

test('seeking to a time shows what playing to it shows', async ({ page }) => {
  const stage = await open(page, FIVE);
  await stage.until('a leader', (view) => view.nodes.some(({ role }) => role === 'leader'));
  const played = await stage.view();
  await stage.seek(played.now + 700);
  await stage.seek(0);
  await stage.seek(played.now);
  expect(await stage.view()).toEqual(played);
});

test('a seek leaves the help as it is, also to a moment of which nothing is told', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.show('Help');
  await stage.seek(60_000);
  await expect(page.locator('.legend')).toBeAttached();
  const others = await stage.do(async (stage) => {
    const root = stage.shadowRoot as ShadowRoot;
    const legend = root.querySelector('.legend');
    const seen: (Element | null)[] = [];
    for (let at = 1; at <= 20; at += 1) {
      await stage.seek((at * 37_081) % 60_000);
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      seen.push(root.querySelector('.legend'));
    }
    return seen.filter((element) => element !== legend).length;
  }, null);
  expect(others).toBe(0);
});

test('a step forward and a step back are opposites', async ({ page }) => {
  const stage = await open(page, FIVE);
  await stage.seek(500);
  await stage.do((stage) => stage.stepForward(), null);
  const here = await stage.view();
  await stage.do((stage) => stage.stepForward(), null);
  expect((await stage.view()).now).toBeGreaterThan(here.now);
  await stage.do((stage) => stage.stepBack(), null);
  expect(await stage.view()).toEqual(here);
});

test('a shared link shows the same run', async ({ page, context }) => {
  const stage = await open(page, FIVE);
  await stage.seek(300);
  await stage.command('crash B', 'request SET x 5');
  await stage.seek(800);
  const shared = await stage.view();
  const code = await stage.do((stage) => stage.share(), null);
  const other = await open(await context.newPage(), `run=${encodeURIComponent(code)}&lang=zh`);
  await other.seek(800);
  expect(await other.view()).toEqual(shared);
  await expect(other.page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});

test('playing moves time on, and pausing stops it', async ({ page }) => {
  const stage = await open(page, FIVE);
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => stage.now()).toBeGreaterThan(5);
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const stopped = await stage.now();
  await stage.drawn();
  expect(await stage.now()).toBe(stopped);
});

test('the timeline is clicked, and walked along events with the arrow keys', async ({ page }) => {
  const stage = await open(page, FIVE);
  await stage.seek(1000);
  const slider = page.getByRole('slider', { name: 'Current moment' });
  const box = await slider.boundingBox();
  await slider.click({ position: { x: (box?.width ?? 0) / 4, y: (box?.height ?? 0) / 2 } });
  const clicked = await stage.now();
  expect(clicked).toBeGreaterThan(50);
  expect(clicked).toBeLessThan(900);
  await slider.press('ArrowRight');
  expect(await stage.now()).toBeGreaterThan(clicked);
  await slider.press('End');
  expect(await stage.now()).toBe(1000);
  await expect(slider).toHaveAttribute('aria-valuetext', /1.000.ms, term \d+/);
});

test('with reduced motion nothing plays by itself, and messages stand still', async ({ page }) => {
  // Not every driver of a browser can ask for less motion, so the question is answered in the page.
  await page.addInitScript(() => {
    const ask = window.matchMedia.bind(window);
    window.matchMedia = (query) => ask(query.includes('prefers-reduced-motion') ? 'all' : query);
  });
  await page.goto(`./#${FIVE}`);
  const still = new Stage(page);
  expect(await still.do((stage) => stage.paused, null)).toBe(true);
  const view = await still.until('messages fly', (view) => view.flights.length > 1);
  await still.drawn();
  const flight = page.locator(`[data-flight="${view.flights[0]?.id}"]`);
  const place = await flight.getAttribute('style');
  await still.seek(view.now + 2);
  await still.drawn();
  expect(await flight.getAttribute('style')).toBe(place);
});
