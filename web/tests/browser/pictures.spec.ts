// A run is taken along: as a picture, a film, a file, a link that a camera reads.

import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import type { QuorateStage } from '../../element';
import type { PictureOptions } from '../../pictures/take';
import { open, type Stage } from './stages';

/** A picture as bytes, one letter each. */
function taken(stage: Stage, options: PictureOptions): Promise<string> {
  return stage.do(async (stage, options) => {
    const bytes = new Uint8Array(await (await stage.toPicture(options)).arrayBuffer());
    return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  }, options);
}

/** The width and height that a PNG says it has. */
function sizeOf(png: string): readonly [number, number] {
  const bytes = Buffer.from(png, 'latin1');
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

async function downloaded(page: Page, press: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return readFile(await download.path(), 'utf8');
}

test('a run is taken along as a picture, a film, a file and a link', async ({ page, browserName }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.seek(700);
  await stage.command('request SET x 5');
  await stage.seek(900);
  await stage.command('crash B');
  await stage.command('partition A B | C D E');
  // A wall as well, which is drawn by what comes late.
  const parted = Buffer.from(await taken(stage, { at: 900 }), 'latin1').toString('utf8');
  expect(parted).toMatch(/<path [^>]*stroke-width="8px"/);
  await stage.seek(720);

  // A picture is the moment on the stage, at another size, with nothing in it that only a browser draws.
  const before = await stage.now();
  const ring = Buffer.from(await taken(stage, { width: 640, height: 480 }), 'latin1').toString('utf8');
  expect(await stage.now()).toBe(before);
  expect(await page.locator('quorate-stage').count()).toBe(1);
  expect(ring).toContain('viewBox="0 0 640 480"');
  expect(ring).not.toMatch(/foreignObject|<style|class=|var\(|NaN|undefined/);
  const read = await page.evaluate((text) => {
    const picture = new DOMParser().parseFromString(text, 'image/svg+xml');
    return { isBroken: picture.querySelector('parsererror') !== null, said: picture.documentElement.textContent ?? '' };
  }, ring);
  expect(read.isBroken).toBe(false);
  for (const said of ['A', 'term 1', 'SET x 5', 'waiting']) expect(read.said).toContain(said);
  const logs = Buffer.from(await taken(stage, { part: 'logs' }), 'latin1').toString('utf8');
  expect(logs).toContain('x←5');
  // Of the legend: the inner edge of what only others know, twice, each over its ground, and the dot of what nobody who is up knows.
  expect(
    [...logs.matchAll(/<rect [^>]*fill="none" stroke="[^"]*" stroke-width="[12]"\/>/g)].length,
  ).toBeGreaterThanOrEqual(5);
  expect(logs).toMatch(/<rect [^>]*width="7" height="7" rx="4"/);
  const png = await taken(stage, { part: 'all', format: 'png', scale: 3, width: 400, height: 300 });
  expect(sizeOf(png)).toEqual([1200, 900]);
  const few = { from: 700, to: 720, framesPerSecond: 10, speed: 1 / 10, width: 320, height: 240 };
  expect((await taken(stage, { format: 'gif', ...few })).slice(0, 6)).toBe('GIF89a');
  if (browserName === 'chromium')
    expect((await taken(stage, { format: 'webm', ...few })).slice(0, 4)).toBe('\x1aE\xdf\xa3');
  const refused = stage.do((stage) => stage.toPicture({ scale: 9 }).then(String, String), null);
  expect(await refused).toContain('scale is from 1 to 4');
  // One that is given up on its way to a far moment ends there; one of a stage that has just come waits for its run.
  const [givenUp, early] = await page.evaluate(async () => {
    const stage = document.querySelector('quorate-stage') as QuorateStage;
    const enough = new AbortController();
    const far = stage.toPicture({ at: 80_000_000, signal: enough.signal }).catch((error: Error) => error.name);
    setTimeout(() => enough.abort(), 300);
    const other = document.createElement('quorate-stage') as QuorateStage;
    Object.assign(other, { nodes: 3, seed: 4, controls: 'none' });
    document.body.append(other);
    const text = await (await other.toPicture()).text();
    other.remove();
    return [await far, [...text.matchAll(/>([A-E])</g)].map(([, letter]) => letter).join('')];
  });
  expect([givenUp, early]).toEqual(['AbortError', 'ABC']);

  await page.getByRole('button', { name: 'Share this run' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share and save' });
  await expect(dialog.getByLabel('Link to this run')).toHaveValue(/#run=2raft\./);
  await expect(dialog.getByRole('img', { name: 'QR code' })).toBeVisible();
  // Firefox, driven like this, tells of no files that a page has made.
  if (browserName === 'firefox') return;
  // What is pasted into a slide is the run, without the bar.
  const slide = await page.context().newPage();
  await slide.setContent(await dialog.getByLabel('On a slide').inputValue());
  const frame = slide.frameLocator('iframe');
  await expect(frame.locator('quorate-stage[controls="minimal"] [data-node="A"]')).toBeVisible();
  await expect(frame.locator('#bar')).toBeHidden();
  expect(await frame.locator('quorate-stage').evaluate((it) => (it as QuorateStage).script)).toBe(await stage.script());
  await slide.close();
  const run = await downloaded(page, () => dialog.getByRole('button', { name: 'Save the run' }).click());
  expect(run).toBe(await stage.script());
  const lesson = await downloaded(page, () => dialog.getByRole('button', { name: 'lesson draft' }).click());
  await dialog.getByRole('combobox', { name: 'as' }).selectOption('png');
  const saved = downloaded(page, () => dialog.getByRole('button', { name: 'Save', exact: true }).click());
  expect((await saved).slice(1, 4)).toBe('PNG');
  await expect(dialog.getByText('Saved.')).toBeVisible();

  // A draft is a lesson that plays.
  await stage.do((stage, lesson) => stage.playLesson(lesson), lesson);
  expect(await stage.do((stage) => stage.steps?.length ?? 0, null)).toBeGreaterThan(1);

  // A saved run opens, and the address is that run.
  const file = { name: 'a.run', mimeType: 'text/plain', buffer: Buffer.from(run) };
  await dialog.getByLabel('Open a file…').setInputFiles(file);
  await expect.poll(() => stage.script()).toBe(run);
  await expect.poll(() => page.url()).toContain('#run=2raft.');
  const bad = { name: 'b.run', mimeType: 'text/plain', buffer: Buffer.from('protocol raft\nnodes 3\n@5 crsh A\n') };
  await page.getByRole('button', { name: 'Share this run' }).click();
  await dialog.getByLabel('Open a file…').setInputFiles(bad);
  await expect(page.locator('.frame-notice')).toContainText('Line 3');
  expect(await stage.script()).toBe(run);
  expect(page.url(), 'the address is still that of the run').toContain('#run=2raft.');
});
