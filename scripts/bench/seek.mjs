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
    const at = (share) => (pick(times.busy, share) - pick(nothing.busy, 0.5)).toFixed(2);
    const late = (share) => pick(times.shown, share).toFixed(0);
    return [
      `playing the hour through took ${(playing / 1000).toFixed(1)} s`,
      `a seek with its drawing takes the main thread ${at(0.5)} ms in the middle, ${at(0.95)} ms for 95 of 100, ${at(1)} ms at most`,
      `its frame is over ${late(0.5)} ms after it was asked for in the middle, ${late(0.95)} ms for 95 of 100, ${late(1)} ms at most; where nothing is sought, ${pick(nothing.shown, 0.5).toFixed(0)} ms`,
    ];
  });
}

function pick(times, share) {
  return times[Math.min(Math.floor(share * times.length), times.length - 1)];
}

/**
 * Seeks so often, each time until two frames have been drawn. Gives, sorted, the main thread's ms of each, and the ms by the
 * clock from the wish to the frame behind the one that shows it: the wait for the screen is among those.
 */
async function many(page, devtools, where) {
  const times = [];
  const shown = [];
  for (let turn = 1; turn <= SEEKS; turn += 1) {
    const before = await busy(devtools);
    const passed = await page.evaluate(async (to) => {
      const asked = performance.now();
      if (to !== null) await document.querySelector('quorate-stage').seek(to);
      const frame = () => new Promise(requestAnimationFrame);
      await frame();
      await frame();
      return performance.now() - asked;
    }, where(turn));
    shown.push(passed);
    times.push((await busy(devtools)) - before);
  }
  const sorted = (numbers) => numbers.sort((one, other) => one - other);
  return { busy: sorted(times), shown: sorted(shown) };
}

async function busy(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
}
