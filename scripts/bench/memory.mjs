import { withPage } from '../browser-bench.mjs';

export const title =
  'Memory, 5 nodes, a request every ten virtual seconds, after a collection: an hour sought through, and 20 minutes at 60× (goal: the second half adds less than 5 %)';

const MINUTES = [1, 10, 20, 30, 40, 60];
/** Twenty minutes of a person's time, at 60×. */
const WATCHED = 20 * 60_000;
const SPEED = 60;

export async function bench() {
  return [...(await sought()), ...(await played())];
}

/** An hour in seeks. */
async function sought() {
  return await withPage('protocol=raft&nodes=5&seed=7', async (page) => {
    const lines = [];
    const seen = new Map();
    for (const minutes of MINUTES) {
      await page.evaluate(async (end) => {
        const stage = document.querySelector('quorate-stage');
        for (let at = stage.currentTime + 10_000; at <= end; at += 10_000) {
          await stage.seek(at);
          stage.command(`request SET x ${(at / 10_000) % 10}`);
          // Once in a while the page draws, as it would.
          if (at % 100_000 < 10_000) await new Promise(requestAnimationFrame);
        }
      }, minutes * 60_000);
      seen.set(minutes, await weigh(page));
      lines.push(told(`${minutes} min`, seen.get(minutes)));
    }
    return [...lines, ratio(seen.get(30), seen.get(60))];
  });
}

/**
 * Twenty minutes at 60×, played by the page itself. Its clock is driven: frames and timers come one after the other without
 * the pauses between them, so that it takes as long as the work does. Whoever plays asks for the time only through these.
 */
async function played() {
  return await withPage('protocol=raft&nodes=5&seed=7', async (page) => {
    await page.evaluate(driveClock);
    const lines = [];
    const seen = [];
    for (const part of [0.1, 0.5, 1]) {
      const beats = await page.evaluate(
        async ([end, speed]) => {
          const stage = document.querySelector('quorate-stage');
          stage.speed = speed;
          stage.play();
          return await drivenClock.runTo(end, () =>
            stage.command(`request SET x ${Math.floor(stage.currentTime) % 10}`),
          );
        },
        [part * WATCHED, SPEED],
      );
      const minutes = await page.evaluate(() => document.querySelector('quorate-stage').currentTime / 60_000);
      seen.push(await weigh(page));
      lines.push(
        `${told(`${(part * WATCHED) / 60_000} min`, seen.at(-1))}, ${minutes.toFixed(0)} virtual min, a frame's work ${beats.middle.toFixed(1)} ms in the middle, ${beats.most.toFixed(1)} at most`,
      );
    }
    return ['at 60×:', ...lines, ratio(seen[1], seen[2])];
  });
}

/** In the page: real time as the page sees it, in steps of a frame; `drivenClock.runTo` goes on, with a request every so often. */
function driveClock() {
  const FRAME = 1000 / 60;
  let now = performance.now();
  let handles = 1e9;
  const frames = new Map();
  const timers = new Map();
  const began = now;
  const real = performance.now.bind(performance);
  performance.now = () => now;
  Object.defineProperty(document.timeline, 'currentTime', { get: () => now });
  window.requestAnimationFrame = (callback) => {
    frames.set(++handles, callback);
    return handles;
  };
  window.cancelAnimationFrame = (handle) => frames.delete(handle);
  window.setTimeout = (callback, after = 0) => {
    timers.set(++handles, { at: now + after, callback });
    return handles;
  };
  window.clearTimeout = (handle) => timers.delete(handle);
  const { port1, port2 } = new MessageChannel();
  const breath = () =>
    new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  window.drivenClock = {
    async runTo(end, ask) {
      const took = [];
      let asked = now;
      for (let frame = 0; now - began < end; frame += 1) {
        now += FRAME;
        const started = real();
        for (const [handle, { at, callback }] of [...timers]) {
          if (at > now || !timers.delete(handle)) continue;
          callback();
        }
        const callbacks = [...frames.values()];
        frames.clear();
        for (const callback of callbacks) callback(now);
        took.push(real() - started);
        // Ten virtual seconds.
        if (now - asked >= 10_000 / 60) {
          asked = now;
          ask();
        }
        // Promises are kept, and the page lives, now and then.
        if (frame % 20 === 0) await breath();
      }
      took.sort((one, other) => one - other);
      return { middle: took[took.length >> 1], most: took.at(-1) };
    },
  };
}

/** What the page's own heap and the simulation take, in bytes. */
async function weigh(page) {
  return await page.evaluate(async () => {
    const { port1, port2 } = new MessageChannel();
    for (let turn = 0; turn < 3; turn += 1) {
      gc();
      await new Promise((resolve) => {
        port1.onmessage = resolve;
        port2.postMessage(null);
      });
    }
    return { heap: performance.memory.usedJSHeapSize, module: simulationMemory.buffer.byteLength };
  });
}

function told(when, { heap, module }) {
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`.padStart(9);
  return `${when.padStart(6)}  page ${megabytes(heap)}, simulation ${megabytes(module)}`;
}

function ratio(half, whole) {
  const percent = (name) => `${(100 * (whole[name] / half[name] - 1)).toFixed(1)} %`;
  return `the second half adds ${percent('heap')} to the page, ${percent('module')} to the simulation`;
}
