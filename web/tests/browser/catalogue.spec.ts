// All lessons in one place: found, opened, gone on with, brought along by their readers; and what teachers want beside them.

import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import type { QuorateStage } from '../../element';
import { open, type Stage } from './stages';

const bar = (page: Page, name: string) => page.locator('#bar').getByRole('button', { name, exact: true });
const catalogue = (page: Page) => page.getByRole('dialog', { name: 'Lessons' });
const place = (page: Page) => page.locator('.lesson-place');
const notice = (page: Page) => page.locator('.frame-notice-refusal');

const own = readFileSync('lessons/raft/even.lesson', 'utf8')
  .replace(/^lesson .*$/m, 'lesson mine/even')
  .replace(/^title en .*$/m, 'title en My own lesson');

/** To the end of the last step. */
async function toTheEnd(stage: Stage): Promise<void> {
  await stage.do((stage) => {
    const steps = stage.shadowRoot?.querySelectorAll('.lesson-dot').length ?? 1;
    stage.step = steps;
  }, null);
  const page = stage.page;
  const next = page.getByRole('button', { name: 'Next ›' });
  await expect(async () => {
    if ((await page.locator('.lesson-choice:enabled').count()) > 0)
      await page.locator('.lesson-choice').first().click();
    // The lesson may come to its end just before the press: then nobody waits for this button.
    else if (await next.isEnabled()) await next.click({ timeout: 1000 });
    await expect(page.locator('.lesson-end')).toBeVisible({ timeout: 200 });
  }).toPass();
}

/** What was printed: how many pages, on that paper. */
async function pagesOf(page: Page, format: 'A4' | 'Letter'): Promise<number> {
  const pdf = await page.pdf({ format });
  return pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
}

test('a first visit loads no lesson, no list of them, no glossary', async ({ page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await open(page, 'protocol=raft&seed=7');
  expect(asked.filter((url) => /quorate-stage|index-/.test(url))).not.toEqual([]);
  expect(asked.filter((url) => /lessons-|catalogue-|courses-|glossary-|handout-|leader-crash/.test(url))).toEqual([]);
});

test('from the bar and from the welcome one comes to all lessons, and from a lesson to the next of its course', async ({
  page,
}) => {
  const stage = await open(page, 'protocol=raft&seed=7&lang=en');
  await page.getByRole('button', { name: 'All lessons' }).first().click();
  await expect(catalogue(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(catalogue(page)).toHaveCount(0);
  await bar(page, 'Lessons').click();
  const course = catalogue(page).getByRole('region', { name: 'Second article' });
  await course.getByRole('button', { name: 'The partition heals' }).click();
  await expect(catalogue(page)).toHaveCount(0);
  await expect(place(page)).toContainText('Step 1');
  await expect(bar(page, 'The partition heals')).toBeVisible();
  expect(page.url()).toContain('lesson=raft%2Fheal');
  await toTheEnd(stage);
  // In the first article it is the last.
  await page.getByRole('button', { name: 'Next lesson: A leader finds where the logs agree' }).click();
  await expect(bar(page, 'A leader finds where the logs agree')).toBeVisible();
  await bar(page, 'A leader finds where the logs agree').click();
  const done = catalogue(page).locator('.catalogue-lesson', { has: page.locator('.catalogue-done') });
  await expect(done.first()).toContainText('The partition heals');
  await expect(catalogue(page).locator('[aria-current]').first()).toContainText('A leader finds');
  await catalogue(page).getByRole('button', { name: 'Free play' }).click();
  await expect(page.locator('.lesson')).toHaveCount(0);
  await expect(bar(page, 'Lessons')).toBeVisible();
});

test('keys go to what lies over the stage, not to the run behind it', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&seed=7&lang=en');
  const before = await stage.now();
  await bar(page, 'Lessons').click();
  await expect(catalogue(page)).toBeVisible();
  for (const key of ['ArrowRight', ' ', 'c']) await page.keyboard.press(key);
  expect(await stage.now()).toBe(before);
  expect(await stage.do((stage) => stage.paused, null)).toBe(true);
});

test('on a phone the list has the whole screen, in both languages', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, 'protocol=raft&seed=7&lang=zh');
  await bar(page, '课程').click();
  const list = page.getByRole('dialog', { name: '课程' });
  await expect(list.getByRole('heading', { name: '十分钟看懂 Raft' })).toBeVisible();
  const box = await list.boundingBox();
  expect(box).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  expect(await list.evaluate((dialog) => dialog.scrollWidth <= dialog.clientWidth)).toBe(true);
});

test('the step stands in the address, in one entry, and a reload comes back to it', async ({ page }) => {
  await open(page, 'lesson=raft/leader-crash&lang=en');
  const entries = await page.evaluate(() => history.length);
  await page.locator('.lesson-dot').nth(2).click();
  await expect(place(page)).toHaveText('Step 3 of 7');
  await expect.poll(() => page.url()).toContain('step=3');
  await page.locator('.lesson-dot').nth(4).click();
  await expect.poll(() => page.url()).toContain('step=5');
  expect(await page.evaluate(() => history.length)).toBe(entries);
  await page.reload();
  await expect(place(page)).toHaveText('Step 5 of 7');
  // Another address, written by hand.
  await page.evaluate(() => {
    location.hash = location.hash.replace('step=5', 'step=2');
  });
  await expect(place(page)).toHaveText('Step 2 of 7');
});

for (const [lang, sentence] of [
  ['en', 'There is no lesson'],
  ['zh', '没有课程'],
] as const)
  test(`a lesson that there is not is refused with the nearest names, ${lang}`, async ({ page }) => {
    const stage = await open(page, `lesson=raft/leader-crush&lang=${lang}`);
    await expect(notice(page)).toContainText(sentence);
    await expect(notice(page)).toContainText('raft/leader-crash');
    expect((await stage.view()).nodes).toHaveLength(5);
  });

test('a lesson of one’s own is chosen from a file, or dropped, and played', async ({ page }) => {
  await open(page, 'protocol=paxos&seed=7&lang=en');
  await bar(page, 'Lessons').click();
  const file = { name: 'mine.lesson', mimeType: 'text/plain', buffer: Buffer.from(own) };
  await catalogue(page).locator('input[type="file"]').setInputFiles(file);
  await expect(page.locator('.lesson h2')).toHaveText('My own lesson');
  await expect(bar(page, 'My own lesson')).toBeVisible();
  await bar(page, 'My own lesson').click();
  await catalogue(page).getByRole('button', { name: 'Free play' }).click();
  await expect(page.locator('.lesson')).toHaveCount(0);
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'mine.lesson'));
    return data;
  }, own);
  await page.locator('body').dispatchEvent('drop', { dataTransfer: dropped });
  await expect(page.locator('.lesson h2')).toHaveText('My own lesson');
  expect(page.url()).not.toContain('lesson=');
});

for (const [lang, where] of [
  ['en', /Line 12, column \d+: .*“crash”/],
  ['zh', /第 12 行第 \d+ 列：.*“crash”/],
] as const)
  test(`a lesson with a mistake is refused where it is, and changes nothing, ${lang}`, async ({ page }) => {
    const stage = await open(page, `protocol=raft&nodes=3&seed=7&lang=${lang}`);
    await stage.seek(200);
    const before = await stage.view();
    const lines = own.split('\n');
    lines.splice(11, 0, 'crush A');
    const message = await stage.do(
      (stage, text) =>
        (stage as QuorateStage).playLesson(text).then(
          () => null,
          (error: Error) => error.message,
        ),
      lines.join('\n'),
    );
    expect(message).toContain('crush');
    await expect(notice(page)).toContainText(where);
    expect(await stage.view()).toEqual(before);
  });

test('a teacher has a note, shows the answer after a show of hands, and nothing is counted', async ({ page }) => {
  const stage = await open(page, 'lesson=raft/leader-crash&lang=en');
  const note = page.getByText('Before step 3 ends');
  await expect(note).toBeHidden();
  await page.getByText('For the teacher').click();
  await expect(note).toBeVisible();
  await stage.do((stage) => {
    stage.step = 4;
  }, null);
  await page.getByRole('button', { name: 'Next ›' }).click();
  await expect(page.locator('.lesson-choice:enabled')).toHaveCount(3);
  await expect(page.locator('.lesson-right')).toHaveCount(0);
  await page.keyboard.press('h');
  await expect(page.locator('.lesson-right')).toContainText('timer runs out first');
  await expect(page.locator('.lesson-choice:enabled')).toHaveCount(3);
  await page.locator('.lesson-choice').first().click();
  await toTheEnd(stage);
  await expect(page.locator('.lesson-count')).toHaveCount(0);
});

for (const [lang, title] of [
  ['en', 'The leader crashes'],
  ['zh', '领导者宕机'],
] as const)
  test(`a handout is one page with a picture and the text of each step, ${lang}`, async ({ page, browserName }) => {
    test.skip(browserName !== 'chromium', 'only Chromium prints to a file');
    await page.addInitScript(() => {
      window.print = () => document.body.setAttribute('data-printed', '');
    });
    const stage = await open(page, `lesson=raft/leader-crash&lang=${lang}`);
    const before = await stage.now();
    await page.locator('.lesson-teacher summary').click();
    await page.locator('.lesson-teacher button').last().click();
    await expect(page.locator('body[data-printed]')).toHaveCount(1);
    const paper = page.locator('.handout');
    await page.emulateMedia({ media: 'print' });
    await expect(paper.getByRole('heading', { name: title })).toBeVisible();
    await expect(paper.locator('> ol > li')).toHaveCount(7);
    await expect(paper.locator('.still')).toHaveCount(7);
    await expect(page.locator('.frame')).toBeHidden();
    expect([await pagesOf(page, 'A4'), await pagesOf(page, 'Letter')]).toEqual([1, 1]);
    await page.emulateMedia({ media: 'screen' });
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await expect(paper).toHaveCount(0);
    expect(await stage.now()).toBe(before);
    await expect(page.locator('.frame')).toBeVisible();
  });

test('a term of a lesson says what it means, and the glossary lists all', async ({ page }) => {
  await open(page, 'lesson=raft/leader-crash&lang=en');
  const term = page.locator('.lesson-term', { hasText: 'leader' }).first();
  const said = () => term.evaluate((element) => getComputedStyle(element, '::after').content);
  expect(await said()).toBe('none');
  await term.focus();
  // Firefox tells of the content how it is made, and not what comes of it.
  expect(await said()).not.toBe('none');
  await expect(term).toHaveAttribute('data-says', /takes client requests/);
  await expect(term).toHaveAttribute('aria-description', /takes client requests/);
  await page.keyboard.press('Escape');
  expect(await said()).toBe('none');
  await bar(page, 'The leader crashes').click();
  await catalogue(page).getByRole('button', { name: 'Glossary' }).click();
  const glossary = page.getByRole('dialog', { name: 'Glossary' });
  await expect(glossary.getByRole('term').first()).toContainText('leader');
  await expect(glossary).toContainText('Raft §5.1');
});
