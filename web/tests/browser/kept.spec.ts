// A run is never silently gone: another one keeps it a press away, Back and a reload bring it back.

import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { open, Stage } from './stages';

test('another number of nodes keeps seed, loss and latency, and the old run is one press away', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.command('loss 5%', 'latency 20..30');
  await stage.seek(400);
  await stage.command('crash B');
  await page.getByRole('tab', { name: 'Settings' }).click();
  await page.getByRole('group', { name: 'Nodes' }).getByRole('button', { name: '3' }).click();
  await expect.poll(async () => (await stage.view()).nodes.length).toBe(3);
  const { seed, settings } = await stage.view();
  expect(seed).toBe(7);
  expect(settings.find(({ name }) => name === 'loss')?.value).toBe('5%');
  expect(settings.find(({ name }) => name === 'latency')?.value).toBe('20..30');
  await stage.seek(100);

  const back = page.getByRole('button', { name: 'Back to the previous run' });
  await back.click();
  await expect.poll(() => stage.script()).toContain('@400 crash B');
  expect(await stage.now()).toBe(400);
  expect(new URL(page.url()).hash).toContain('nodes=5');
  // And this one is not gone either.
  await back.click();
  await expect.poll(async () => (await stage.view()).nodes.length).toBe(3);
  expect(await stage.now()).toBe(100);
});

test('the number that somebody has chosen is that of another protocol as well; two faults of a link are both said', async ({
  page,
}) => {
  const stage = await open(page, 'protocol=raft&nodes=99&seed=-1');
  const notice = page.locator('.frame-notice');
  await expect(notice).toContainText('nodes="99"');
  await expect(notice).toContainText('seed="-1"');
  const count = async (protocol: 'raft' | 'paxos') => {
    await page.getByRole('combobox', { name: 'Protocol' }).selectOption(protocol);
    await expect.poll(async () => (await stage.view()).protocol).toBe(protocol);
    return (await stage.view()).nodes.length;
  };
  const usual = [await count('paxos'), await count('raft')];
  await stage.do((stage) => {
    stage.begin({ nodes: 7 });
    return stage.ready;
  }, null);
  expect([await count('paxos'), await count('raft')]).toEqual([7, 7]);
  expect(usual).not.toContain(7);

  // Of a link that names two things, what is left out is said.
  await page.goto(`./#lesson=raft/leader-crash&run=${await stage.do((stage) => stage.share(), null)}`);
  await expect(notice).toContainText('the run is left out');
});

test('a reload keeps the run, where it was', async ({ page }) => {
  let stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.seek(400);
  await stage.command('crash B');
  await stage.seek(650);
  await stage.seek(500);
  const { nodes } = await stage.view();
  // The address follows what is done, and is enough by itself.
  await expect.poll(() => page.url()).toContain('#run=2raft.');
  const address = page.url();
  await page.reload();
  stage = new Stage(page);
  await expect.poll(() => stage.script()).toContain('@400 crash B');
  await expect.poll(() => stage.now()).toBe(500);
  expect((await stage.view()).nodes).toEqual(nodes);
  await page.evaluate(() => sessionStorage.clear());
  // Also with what a mail program hangs behind it.
  await page.goto(`${address}.,)`);
  await expect.poll(() => stage.script()).toContain('@400 crash B');
  await expect(page.locator('.frame-notice')).toHaveText('');
  // One that was cut, or has a wrong letter, is never another run, and what is said of it stays.
  const wrong = `${address.slice(0, 40)}${address[40] === 'x' ? 'y' : 'x'}${address.slice(41)}`;
  for (const damaged of [address.slice(0, -3), wrong]) {
    await page.goto(damaged);
    await expect(page.locator('.frame-notice')).toContainText('incomplete or has a wrong character');
    await expect.poll(() => stage.script()).toContain('@400 crash B');
  }
  // It stays in the address, to be mended, until somebody does something in what is on the stage; also where nothing was there before.
  const code = (url: string) => new URLSearchParams(new URL(url).hash.slice(1)).get('run');
  expect(page.url()).toBe(wrong);
  await stage.command('crash C');
  await expect.poll(async () => code(page.url())).toBe(await stage.do((stage) => stage.share(), null));
  await page.evaluate(() => sessionStorage.clear());
  await page.goto('about:blank');
  await page.goto(wrong);
  await expect(page.locator('.frame-notice')).toContainText('incomplete or has a wrong character');
  expect(await stage.do((stage) => stage.paused, null)).toBe(true);
  await expect(page.getByRole('button', { name: 'Share this run' })).toHaveClass(/bar-marked/);
  await page.reload();
  await expect(page.locator('.frame-notice')).toContainText('incomplete or has a wrong character');
  expect(page.url()).toBe(wrong);
  await stage.command('crash A');
  await expect.poll(async () => code(page.url())).toBe(await stage.do((stage) => stage.share(), null));
  await page.reload();
  await expect.poll(() => stage.script()).toContain('crash A');
  // Before codes told how the protocols behaved then, they were the script alone.
  await page.goto(
    `./#run=1${Buffer.from('protocol raft\nnodes 3\nseed 4\n@300 crash A\n@500\n').toString('base64url')}`,
  );
  await expect.poll(() => stage.script()).toContain('@300 crash A');
  await expect(page.locator('.frame-notice')).toContainText('Made with an earlier version');
});

test('an address that cannot hold what was done says so', async ({ page }) => {
  const stage = await open(page, 'lesson=raft/leader-crash&step=2');
  const share = page.getByRole('button', { name: 'Share this run' });
  await expect(share).not.toHaveClass(/bar-marked/);
  await stage.command('crash C');
  await expect(share).toHaveClass(/bar-marked/);
  await expect(share).toHaveAccessibleName(/does not hold it/);
  expect(page.url()).toContain('lesson=raft%2Fleader-crash');
});

test('a reload keeps the run before it one press away, and a lesson as well', async ({ page }) => {
  let stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.seek(400);
  await stage.command('crash B');
  await page.getByRole('combobox', { name: 'Protocol' }).selectOption({ label: 'Paxos' });
  await expect.poll(async () => (await stage.view()).protocol).toBe('paxos');
  await stage.seek(30);
  await page.reload();
  stage = new Stage(page);
  await expect.poll(() => stage.now()).toBe(30);
  const back = page.getByRole('button', { name: 'Back to the previous run' });
  await back.click();
  await expect.poll(() => stage.script()).toContain('@400 crash B');
  await expect.poll(() => stage.now()).toBe(400);
  expect(new URL(page.url()).hash).toContain('protocol=raft');
  // And the other one is kept for it.
  await back.click();
  await expect.poll(async () => (await stage.view()).protocol).toBe('paxos');
  await expect.poll(() => stage.now()).toBe(30);

  await page.locator('#bar').getByRole('button', { name: 'Lessons' }).click();
  await page
    .getByRole('button', { name: /^The leader crashes/ })
    .first()
    .click();
  await expect.poll(async () => (await stage.view()).protocol).toBe('raft');
  await page.reload();
  stage = new Stage(page);
  await back.click();
  await expect.poll(async () => (await stage.view()).protocol).toBe('paxos');
});

test('Back and Forward bring the runs back that were there', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.seek(400);
  await stage.command('crash B');
  await page.getByRole('combobox', { name: 'Protocol' }).selectOption({ label: 'Paxos' });
  await expect.poll(async () => (await stage.view()).protocol).toBe('paxos');
  await stage.seek(30);
  await page.goBack();
  await expect.poll(async () => (await stage.view()).protocol).toBe('raft');
  await expect.poll(() => stage.script()).toContain('@400 crash B');
  expect(await stage.now()).toBe(400);
  await page.goForward();
  await expect.poll(async () => (await stage.view()).protocol).toBe('paxos');
  await expect.poll(() => stage.now()).toBe(30);

  // Each entry has its own, also where a press, or a lesson of one's own, took its place at once.
  await page.getByRole('button', { name: 'Back to the previous run' }).click();
  await expect.poll(() => page.url()).toContain('protocol=raft');
  const own = 'lesson raft/own\ntitle en Own\nprotocol raft\nnodes 3\n\nstep\nsay en Look.\nwait 20\nthen en Seen.\n';
  await stage.do((stage, own) => stage.playLesson(own), own);
  await expect.poll(() => page.url()).not.toContain('protocol=raft');
  await page.goBack();
  await expect.poll(() => stage.script()).toContain('@400 crash B');
  expect(await stage.now()).toBe(400);
  await page.goBack();
  await expect.poll(async () => (await stage.view()).protocol).toBe('paxos');
  await expect.poll(() => stage.now()).toBe(30);
});

test('another entry of the address is another run', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.command('crash B');
  await page.goto('./#protocol=raft&nodes=3&seed=8');
  await expect.poll(async () => (await stage.view()).nodes.length).toBe(3);
  expect(await stage.script()).not.toContain('crash');
});

test('what was done in a lesson is there after a reload, beside the lesson', async ({ page }) => {
  let stage = await open(page, 'lesson=raft/partition&step=2');
  await stage.command('crash A');
  const done = await stage.script();
  const at = await stage.now();
  // What keeps runs is there when a run stands, and marks what the address does not hold.
  const share = page.getByRole('button', { name: 'Share this run' });
  for (let time = 0; time < 2; time += 1) {
    if (time === 0) await expect(share).toHaveClass(/bar-marked/);
    await page.reload();
    stage = new Stage(page);
    await expect.poll(() => stage.script()).toContain('crash A');
    await expect.poll(() => stage.now()).toBe(at);
    expect(await stage.script()).toBe(done);
  }
  await page.getByRole('button', { name: 'Back to the lesson' }).click();
  await expect.poll(() => stage.script()).not.toContain('crash A');

  // A challenge of one's own, which no address names, with what was done in it; and it is one press away from another run.
  const text = await readFile('lessons/challenge/two-leaders.lesson', 'utf8');
  await stage.do((stage, own) => stage.playLesson(own), text.replace('challenge/two-leaders', 'own/leaders'));
  await stage.command('crash C');
  const title = () => stage.do((stage) => stage.lessonTitle, null);
  const its = [await title(), await stage.script()];
  await page.reload();
  await expect.poll(async () => [await title(), await stage.script()]).toEqual(its);
  await stage.do((stage) => stage.begin({ protocol: 'paxos' }), null);
  await expect.poll(async () => (await stage.view()).protocol).toBe('paxos');
  await stage.seek(10);
  await page.reload();
  const back = page.getByRole('button', { name: 'Back to the previous run' });
  await back.click();
  await expect.poll(async () => [await title(), await stage.script()]).toEqual(its);
  // Whatever is said, the way back stays.
  await stage.seek(200);
  await stage.seek(150);
  await stage.command('crash D');
  await expect(page.locator('.frame-notice-news')).toBeVisible();
  await expect(back).toBeVisible();
});

test('without a network the run, its attributes and its address stay as they are, and one sentence says why', async ({
  page,
  browserName,
}) => {
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7&lang=en');
  await stage.command('crash B');
  const script = await stage.script();
  await page.route('**/*', (route) => route.abort());
  const notice = page.locator('.frame-notice-refusal');
  await page.locator('#bar').getByRole('button', { name: 'Lessons' }).click();
  await expect(notice).toHaveText(/could not be loaded/);
  const protocol = page.getByRole('combobox', { name: 'Protocol' });
  await protocol.selectOption({ label: 'Paxos' });
  await expect.poll(() => stage.do((stage) => stage.getAttribute('protocol'), null)).toBe('raft');
  await expect(protocol).toHaveValue('raft');
  await page.locator('#bar .bar-lang').click();
  await expect(notice).toHaveText(/could not be loaded/);
  await expect(page.locator('.frame-broken')).toHaveCount(0);
  expect(await stage.script()).toBe(script);
  expect(new URL(page.url()).hash).toContain('protocol=raft&nodes=5&seed=7');
  await page.unroute('**/*');
  // Firefox remembers what it could not load until the page is loaded anew.
  if (browserName === 'firefox') await page.reload();
  await protocol.selectOption({ label: 'Paxos' });
  await expect.poll(async () => (await stage.view()).protocol).toBe('paxos');
  expect(errors).toEqual([]);
});
