import { withPage } from '../browser-bench.mjs';

export const title = 'Memory along an hour of virtual time, 5 nodes, a request every ten seconds, after a collection';

const MINUTES = [1, 10, 20, 40, 60];

export async function bench() {
  return await withPage('protocol=raft&nodes=5&seed=7', async (page) => {
    const lines = [];
    for (const minutes of MINUTES) {
      const { heap, module } = await page.evaluate(async (end) => {
        const stage = document.querySelector('quorate-stage');
        for (let at = stage.currentTime + 10_000; at <= end; at += 10_000) {
          await stage.seek(at);
          stage.command(`request SET x ${(at / 10_000) % 10}`);
          // Once in a while the page draws, as it would.
          if (at % 100_000 < 10_000) await new Promise(requestAnimationFrame);
        }
        gc();
        await new Promise((resolve) => setTimeout(resolve, 100));
        gc();
        return { heap: performance.memory.usedJSHeapSize, module: simulationMemory.buffer.byteLength };
      }, minutes * 60_000);
      const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`.padStart(9);
      lines.push(`${String(minutes).padStart(3)} min  page ${megabytes(heap)}, simulation ${megabytes(module)}`);
    }
    return lines;
  });
}
