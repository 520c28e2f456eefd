import { withPage } from '../browser-bench.mjs';
import { Stop } from '../setup.mjs';

export const title = 'Work of the main thread a frame, playing (budget: 2 ms on average with 5 nodes)';

const SPEEDS = [
  ['1/30', 1 / 30],
  ['1', 1],
];
/** Each page is opened several times and watched for some seconds; what is printed is the mean of all. */
const PAGES = 3;
const SECONDS = 5;

export async function bench() {
  const lines = [];
  for (const nodes of [5, 9]) {
    for (const [written, speed] of SPEEDS) {
      const pages = [];
      for (let opened = 0; opened < PAGES; opened += 1) {
        pages.push(await withPage(`protocol=raft&nodes=${nodes}&seed=7`, (page) => inMotion(page, speed)));
      }
      const mean = (part) => (pages.reduce((sum, page) => sum + page[part], 0) / PAGES).toFixed(2);
      const tasks = pages.map(({ task }) => task.toFixed(2)).sort((one, other) => one - other);
      lines.push(
        `${nodes} nodes at ${written}×`.padEnd(17) +
          `${mean('task')} ms on average (scripts ${mean('script')}, style ${mean('style')}, layout ${mean('layout')}; ` +
          `pages ${tasks[0]} to ${tasks.at(-1)}), ${Math.round(mean('rate'))} frames a second`,
      );
    }
  }
  return lines;
}

/** Measures a page of its own that never was told to reduce motion: a page in steps costs a quarter of one that moves. */
async function inMotion(waiting, speed) {
  const page = await waiting
    .context()
    .browser()
    .newPage({ viewport: waiting.viewportSize(), reducedMotion: 'no-preference' });
  await page.goto(waiting.url());
  await page.evaluate(() => document.querySelector('quorate-stage').ready);
  await waiting.close();
  return await measure(page, await page.context().newCDPSession(page), speed);
}

async function measure(page, devtools, speed) {
  // The thread's own time, so that whatever else the machine does is not counted as ours.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(async (speed) => {
    const stage = document.querySelector('quorate-stage');
    stage.pause();
    stage.speed = speed;
    stage.seek(1000);
    stage.play();
    // A log that grows and commits, as in a lecture.
    window.asking = setInterval(() => stage.command(`request SET x ${Math.round(performance.now()) % 10}`), 1000);
    window.frames = 0;
    window.still = 0;
    let last = -1;
    const count = () => {
      window.frames += 1;
      if (stage.currentTime === last) window.still += 1;
      last = stage.currentTime;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
    // What happens once, at the beginning, is not what a frame costs.
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }, speed);
  const before = await read(page, devtools);
  await page.waitForTimeout(1000 * SECONDS);
  const after = await read(page, devtools);
  const frames = after.frames - before.frames;
  const still = after.still - before.still;
  if (still > frames / 20) throw new Stop(`time stood still in ${still} of ${frames} frames: that is not playing`);
  const a = (name) => (1000 * (after[`${name}Duration`] - before[`${name}Duration`])) / frames;
  return { rate: frames / SECONDS, task: a('Task'), script: a('Script'), style: a('RecalcStyle'), layout: a('Layout') };
}

/** The browser's own account, in seconds since the page was opened, and what the page has counted. */
async function read(page, devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const counted = await page.evaluate(() => ({ frames: window.frames, still: window.still }));
  return { ...counted, ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])) };
}
