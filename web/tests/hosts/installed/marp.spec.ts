// A Marp deck, as HTML, as a PDF and for PowerPoint: `npm run test:hosts`.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { constants, inflateRawSync, inflateSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { folderOf } from '../../../../scripts/examples.mjs';
import { Stage } from '../../browser/stages';
import { test } from '../examples';

test('the deck from a disk shows the step, and the keys of the stage turn no slide', async ({ page }) => {
  await page.goto(`${pathToFileURL(folderOf('marp')).href}/deck.html#2`);
  const stage = new Stage(page);
  await stage.ready();
  expect(await stage.do((stage) => stage.step, null)).toBe(3);
  await expect(stage.element.locator('[data-node="A"]')).toBeVisible();
  await stage.element.getByRole('button', { name: 'Play', exact: true }).focus();
  await page.keyboard.press('Space');
  expect(new URL(page.url()).hash).toBe('#2');
});

/** What is packed in a PDF, part by part. */
function unpacked(file: string): readonly string[] {
  const pdf = readFileSync(file);
  const text = pdf.toString('latin1');
  return [...text.matchAll(/stream\r?\n/g)].flatMap(({ index, 0: { length } }) => {
    try {
      return [inflateSync(pdf.subarray(index + length), { finishFlush: constants.Z_SYNC_FLUSH }).toString('latin1')];
    } catch {
      // Not packed in this way: a font, or an end.
      return [];
    }
  });
}

test('the PDF has the stage on its slide', () => {
  const parts = unpacked(`${folderOf('marp')}/deck.pdf`);
  // Nodes of term 1 are blue, #0072b2, and nothing else of the deck is.
  const nodes = parts.join('\n').match(/\b0 \.447\d* \.698\d* rg\b/gm) ?? [];
  expect(nodes.length).toBeGreaterThanOrEqual(4);
});

/** One file of an archive, by the list at the archive's end. */
function zipped(archive: string, name: string): Buffer {
  const zip = readFileSync(archive);
  let at = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  for (at = zip.readUInt32LE(at + 16); zip.readUInt32LE(at) === 0x02014b50; ) {
    const [length, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field)) as [
      number,
      number,
      number,
    ];
    if (zip.toString('utf8', at + 46, at + 46 + length) === name) {
      const local = zip.readUInt32LE(at + 42);
      const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const bytes = zip.subarray(begin, begin + zip.readUInt32LE(at + 20));
      return zip.readUInt16LE(at + 10) === 0 ? bytes : inflateRawSync(bytes);
    }
    at += 46 + length + extra + comment;
  }
  throw new Error(`there is no ${name} in ${archive}`);
}

test('the slide for PowerPoint is a picture with the stage on it', async ({ page }) => {
  const slide = zipped(`${folderOf('marp')}/deck.pptx`, 'ppt/media/Slide-2-image-1.png').toString('base64');
  const blue = await page.evaluate(async (slide) => {
    const image = new Image();
    image.src = `data:image/png;base64,${slide}`;
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext(
      '2d',
    ) as OffscreenCanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const points = new Uint32Array(data.buffer);
    return points.filter((point) => point === 0xff_b2_72_00).length / points.length;
  }, slide);
  // Nodes of term 1: at least four.
  expect(blue).toBeGreaterThan(0.01);
});
