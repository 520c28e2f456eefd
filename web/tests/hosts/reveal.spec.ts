// reveal.js with the plugin: the deck of `examples/reveal`.

import { pathToFileURL } from 'node:url';
import { expect, type Page } from '@playwright/test';
import { folderOf } from '../../../scripts/examples.mjs';
import type { QuorateStage } from '../../element';
import { Stage } from '../browser/stages';
import { test } from './examples';

const DECK = `${pathToFileURL(folderOf('reveal')).href}/index.html`;

interface Reveal {
  readonly isReady: () => boolean;
  readonly getIndices: () => { readonly h: number; readonly f?: number };
}

const indices = (page: Page) =>
  page.evaluate(() => {
    const { h, f } = (window as unknown as { readonly Reveal: Reveal }).Reveal.getIndices();
    return [h, f];
  });

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() => (window as unknown as { readonly Reveal: Reveal }).Reveal.isReady());
}

/** Where the lesson is, and whether it is at the end of its step. */
const place = (stage: Stage) =>
  stage.do((stage) => {
    const step = stage.step ?? 0;
    const { from = 0, to = 0 } = stage.steps?.[step - 1] ?? {};
    const { currentTime: now } = stage;
    return [step, Math.abs(now - from) < 0.01 ? 'begins' : Math.abs(now - to) < 0.01 ? 'ended' : 'between'];
  }, null);

/** What the policy of the deck has forbidden. */
let forbidden: string[] = [];

test.beforeEach(({ page }) => {
  forbidden = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) forbidden.push(message.text());
  });
});
test.afterEach(() => expect(forbidden).toEqual([]));

test('the remote walks the steps of a lesson, there and back', async ({ page }) => {
  await open(page, DECK);
  const lesson = new Stage(page, 'section:nth-of-type(2) quorate-stage');
  const own = new Stage(page, 'section:nth-of-type(3) quorate-stage');
  await lesson.ready();
  await page.keyboard.press('Space');
  expect(await indices(page)).toEqual([1, -1]);
  expect(await place(lesson)).toEqual([1, 'begins']);
  // It plays, and nothing turns but the step.
  await page.keyboard.press('Space');
  expect(await indices(page)).toEqual([1, 0]);
  await expect.poll(() => place(lesson)).toEqual([1, 'between']);
  await page.keyboard.press('PageDown');
  expect(await indices(page)).toEqual([1, 1]);
  await expect.poll(async () => (await place(lesson))[0]).toBe(2);
  // A question stops it; the next press plays what answers it, and turns no step.
  await page.keyboard.press('PageDown');
  await expect.poll(async () => (await place(lesson))[0]).toBe(3);
  await page.keyboard.press('PageDown');
  expect(await indices(page)).toEqual([1, 3]);
  expect((await place(lesson))[0]).toBe(3);
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageUp');
  expect(await indices(page)).toEqual([1, 1]);
  await expect.poll(() => place(lesson)).toEqual([2, 'ended']);
  // The slide behind has not begun, though it is to play by itself, and does not in the overview, where it is seen.
  expect(await own.now()).toBe(0);
  await page.keyboard.press('Escape');
  await expect(page.locator('.reveal.overview')).toHaveCount(1);
  expect(await own.do((stage) => stage.paused, null)).toBe(true);
  await page.keyboard.press('Escape');
  await expect(page.locator('.reveal.overview')).toHaveCount(0);
  // As dark as its slide, and the other as light.
  await expect(lesson.element).toHaveAttribute('theme', 'dark');
  await expect(own.element).toHaveAttribute('theme', 'light');
  // Whoever walks the lesson on the stage takes the deck along.
  await lesson.do((stage) => {
    stage.step = 5;
  }, null);
  await expect.poll(() => indices(page)).toEqual([1, 6]);
  expect((await place(lesson))[0]).toBe(5);
});

test('a slide that is left stands still, and goes on when it is shown', async ({ page }) => {
  await open(page, `${DECK}#/2`);
  const own = new Stage(page, 'section:nth-of-type(3) quorate-stage');
  await expect.poll(() => own.now(), { timeout: 15_000 }).toBeGreaterThan(0);
  // What the stage uses is no key of the deck.
  await own.element.getByRole('button', { name: 'Pause' }).focus();
  await page.keyboard.press('Space');
  expect(await own.do((stage) => stage.paused, null)).toBe(true);
  await page.keyboard.press('Space');
  await page.keyboard.press('.');
  await expect(page.locator('.reveal.paused')).toHaveCount(0);
  expect((await indices(page))[0]).toBe(2);
  await own.do((stage) => stage.play(), null);
  await page.locator('body').evaluate(() => (document.activeElement as HTMLElement).blur());
  await page.keyboard.press('Home');
  expect((await indices(page))[0]).toBe(0);
  const left = await own.now();
  await own.drawn();
  expect(await own.do((stage) => stage.paused, null)).toBe(true);
  expect(await own.now()).toBe(left);
  await page.keyboard.press('End');
  await expect.poll(() => own.now()).toBeGreaterThan(left);
});

test('on paper each step has a page', async ({ page }) => {
  await page.addInitScript(() => {
    addEventListener('pdf-ready', () => Object.assign(document.documentElement.dataset, { pages: 'there' }), true);
    addEventListener('quorate-ready', () => Object.assign(document.documentElement.dataset, { stages: 'there' }), true);
  });
  await page.goto(`${DECK}?view=print`);
  await expect(page.locator('html')).toHaveAttribute('data-stages', 'there', { timeout: 20_000 });
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll<QuorateStage>('.pdf-page quorate-stage[lesson]')].map((stage) => {
      if (stage.getAttribute('theme') !== 'dark') return 'a light stage on a dark page';
      const { from = 0, to = 0, question = null } = stage.steps?.[(stage.step ?? 0) - 1] ?? {};
      const places = [from, question?.at ?? Number.NaN, to].map((at) => Math.abs(at - stage.currentTime) < 0.01);
      return `${stage.step} ${['begins', 'asks', 'ended'][places.lastIndexOf(true)]}`;
    }),
  );
  expect(shown).toEqual([
    '1 begins',
    '1 ended',
    '2 ended',
    '3 asks',
    '3 ended',
    '4 asks',
    '4 ended',
    '5 ended',
    '6 ended',
  ]);
});
