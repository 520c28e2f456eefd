// A Marp deck, as HTML and as a PDF: `npm run test:hosts`.

import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { constants, inflateSync } from 'node:zlib';
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
