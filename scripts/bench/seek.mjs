import { withPage } from '../browser-bench.mjs';

export const title =
  'Seeking in an hour of virtual time with its drawing, 5 nodes, a request every ten seconds (budget: 10, 16, 25 ms)';

const HOUR = 3_600_000;
const SEEKS = 200;

export async function bench() {
  return await withPage('protocol=raft&nodes=5&seed=7', async (page, devtools) => {
    // The thread's own time, in tasks of whatever kind: scripts, styles, layout, painting.
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const playing = await page.evaluate(async (hour) => {
      const stage = document.querySelector('quorate-stage');
      await stage.ready;
      stage.pause();
      const began = performance.now();
      for (let at = 10_000; at <= hour; at += 10_000) {
        await stage.seek(at);
        stage.command(`request SET x ${(at / 10_000) % 10}`);
      }
      return performance.now() - began;
    }, HOUR);
    const nothing = await many(page, devtools, () => null);
    // Here and there, as a hand on the timeline does: the golden ratio visits all parts.
    const times = await many(page, devtools, (turn) => ((turn * 0.618034) % 1) * HOUR);
    // What it costs to ask and to wait for two frames is not the seek's.
    const at = (share) => (pick(times, share) - pick(nothing, 0.5)).toFixed(2);
    return [
      `playing the hour through took ${(playing / 1000).toFixed(1)} s`,
      `a seek takes ${at(0.5)} ms in the middle, ${at(0.95)} ms for 95 of 100, ${at(1)} ms at most`,
    ];
  });
}

function pick(times, share) {
  return times[Math.min(Math.floor(share * times.length), times.length - 1)];
}

/** Seeks so often, each time until two frames have been drawn; gives the main thread's ms of each, sorted. */
async function many(page, devtools, where) {
  const times = [];
  for (let turn = 1; turn <= SEEKS; turn += 1) {
    const before = await busy(devtools);
    await page.evaluate(async (to) => {
      if (to !== null) await document.querySelector('quorate-stage').seek(to);
      const frame = () => new Promise(requestAnimationFrame);
      await frame();
      await frame();
    }, where(turn));
    times.push((await busy(devtools)) - before);
  }
  return times.sort((one, other) => one - other);
}

async function busy(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
}
