import { withPage } from '../browser-bench.mjs';

export const title =
  'Seeking in an hour of virtual time, 5 nodes, a request every ten seconds (budget: one frame, 16.7 ms)';

const HOUR = 3_600_000;

export async function bench() {
  return await withPage('protocol=raft&nodes=5&seed=7', async (page) => {
    const { playing, times } = await page.evaluate(async (hour) => {
      const stage = document.querySelector('quorate-stage');
      await stage.ready;
      const began = performance.now();
      for (let at = 10_000; at <= hour; at += 10_000) {
        stage.seek(at);
        stage.command(`request SET x ${(at / 10_000) % 10}`);
      }
      const playing = performance.now() - began;
      const times = [];
      // Here and there, as a hand on the timeline does: the golden ratio visits all parts.
      for (let turn = 1; turn <= 200; turn += 1) {
        const to = ((turn * 0.618034) % 1) * hour;
        const from = performance.now();
        stage.seek(to);
        times.push(performance.now() - from);
        await new Promise(requestAnimationFrame);
      }
      return { playing, times: times.sort((a, b) => a - b) };
    }, HOUR);
    const at = (share) => times[Math.min(Math.floor(share * times.length), times.length - 1)].toFixed(2);
    return [
      `playing the hour through took ${(playing / 1000).toFixed(1)} s`,
      `a seek takes ${at(0.5)} ms in the middle, ${at(0.95)} ms for 95 of 100, ${at(1)} ms at most`,
    ];
  });
}
