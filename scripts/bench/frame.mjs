import { existsSync } from 'node:fs';
import path from 'node:path';
import { withPage } from '../browser-bench.mjs';
import { ROOT, Stop } from '../setup.mjs';

export const title = 'Work of the main thread for each sixtieth of a second, playing (goals: 1.0, 1.3 and 1.5 ms)';

/** How many nodes, how fast, and what it may cost in ms. */
const CASES = [
  [5, '1/30', 1 / 30, 1.0],
  [5, '1', 1, 1.3],
  [9, '1/30', 1 / 30, 1.5],
  [9, '1', 1, null],
];
/** Each page is opened several times and watched for some seconds; what is printed is the mean of all. */
const PAGES = 3;
const SECONDS = 5;
const FRAMES = 60 * SECONDS;

/**
 * A build of another version may be measured beside this one, in turn: `QUORATE_BESIDE=folder npm run bench -- frame`,
 * where `folder` is its `dist`. What another machine, or another hour, would say of one alone is no comparison.
 */
export async function bench() {
  const beside = process.env.QUORATE_BESIDE;
  if (beside && !existsSync(path.join(beside, 'index.html'))) throw new Stop(`There is no page in ${beside}.`);
  const builds = [path.join(ROOT, 'dist'), ...(beside ? [path.resolve(beside)] : [])];
  const lines = [];
  for (const [nodes, written, speed, goal] of CASES) {
    const found = builds.map(() => []);
    for (let opened = 0; opened < PAGES; opened += 1) {
      for (const [at, dist] of builds.entries()) {
        found[at].push(await withPage(`protocol=raft&nodes=${nodes}&seed=7`, (page) => inMotion(page, speed), dist));
      }
    }
    const [here, there] = found.map(summary);
    const ratio = there
      ? `; beside it ${there.task.toFixed(2)} ms: ${(there.task / here.task).toFixed(1)} times as much`
      : '';
    const wanted = goal === null ? '' : `, goal ${goal.toFixed(1)}`;
    lines.push(
      `${nodes} nodes at ${written}×`.padEnd(17) +
        `${here.task.toFixed(2)} ms${wanted} (scripts ${here.script.toFixed(2)}, style ${here.style.toFixed(2)}, ` +
        `layout ${here.layout.toFixed(2)}; pages ${here.least.toFixed(2)} to ${here.most.toFixed(2)})${ratio}`,
    );
  }
  return lines;
}

function summary(pages) {
  const mean = (part) => pages.reduce((sum, page) => sum + page[part], 0) / pages.length;
  const tasks = pages.map(({ task }) => task);
  return {
    task: mean('task'),
    script: mean('script'),
    style: mean('style'),
    layout: mean('layout'),
    least: Math.min(...tasks),
    most: Math.max(...tasks),
  };
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

/** From outside: nothing of ours runs in the page meanwhile but a request a second, as a counter of frames would make frames. */
async function measure(page, devtools, speed) {
  // The thread's own time, so that whatever else the machine does is not counted as ours.
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  await page.evaluate(async (speed) => {
    const stage = document.querySelector('quorate-stage');
    stage.pause();
    stage.speed = speed;
    await stage.seek(1000);
    stage.play();
    // A log that grows and commits, as in a lecture.
    window.asking = setInterval(() => stage.command(`request SET x ${Math.round(performance.now()) % 10}`), 1000);
    // What happens once, at the beginning, is not what a frame costs.
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }, speed);
  const [before, began] = [await read(page, devtools), performance.now()];
  await page.waitForTimeout(1000 * SECONDS);
  const after = await read(page, devtools);
  const real = performance.now() - began;
  const played = (after.time - before.time) / (real * speed);
  if (played < 0.8) throw new Stop(`only ${Math.round(100 * played)} % of the time was played: that is not playing`);
  const a = (name) =>
    (1000 * (after[`${name}Duration`] - before[`${name}Duration`])) / (FRAMES * (real / (1000 * SECONDS)));
  return { task: a('Task'), script: a('Script'), style: a('RecalcStyle'), layout: a('Layout') };
}

/** The browser's own account, in seconds since the page was opened, and the run's time. */
async function read(page, devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const time = await page.evaluate(() => document.querySelector('quorate-stage').currentTime);
  return { time, ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])) };
}
