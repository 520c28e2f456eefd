// What moves: a message's place is a function of when it was sent, when it arrives and what time it is, and of nothing else.

import { expect, type Page, test } from '@playwright/test';
import { open, type Stage } from './stages';

/** In the page: where each message on the stage is, and where it ought to be at the time that is told; and when that is seen. */
function places() {
  const stage = document.querySelector('quorate-stage') as unknown as {
    shadowRoot: ShadowRoot;
    view: { flights: { id: string; pacedFrom: number; arrivesAt: number }[] };
    currentTime: number;
  };
  return stage.view.flights.flatMap(({ id, pacedFrom, arrivesAt }) => {
    const element = stage.shadowRoot.querySelector(`[data-flight="${id}"]`);
    if (!element) return [];
    const { m41: x, m42: y } = new DOMMatrix(getComputedStyle(element).transform);
    const share = Math.min(1, Math.max(0, (stage.currentTime - pacedFrom) / (arrivesAt - pacedFrom)));
    return [{ id, share, x, y, lasts: arrivesAt - pacedFrom, frame: Number(document.timeline.currentTime) }];
  });
}

type Place = ReturnType<typeof places>[number];
/** While it plays: a place, and the real time at which the time that is told was true. */
type Seen = Place & { readonly toldAt: number };

/** Between the look at the clock that a beat goes by and the next one lies the simulation's work, in real ms. */
const ADVANCING_MS = 4;

/** The ends of each message's way, read while the run stands there. */
async function ways(stage: Stage): Promise<Map<string, { readonly start: Place; readonly end: Place }>> {
  const { flights, now } = await stage.view();
  const found = new Map<string, { start: Place; end: Place }>();
  for (const { id, sentAt, arrivesAt } of flights) {
    const at = async (time: number) => {
      await stage.seek(time);
      await stage.drawn();
      return (await stage.page.evaluate(places)).find((place) => place.id === id);
    };
    // Just before it arrives: then it is gone.
    const [start, end] = [await at(sentAt), await at(arrivesAt - 0.01)];
    if (start && end) found.set(id, { start, end });
  }
  await stage.seek(now);
  await stage.drawn();
  return found;
}

function misplaced(seen: readonly Place[], ends: Awaited<ReturnType<typeof ways>>): string[] {
  return seen.flatMap(({ id, share, x, y }) => {
    const way = ends.get(id);
    if (!way) return [];
    const wanted = (one: number, other: number) => one + (other - one) * share;
    const off = Math.hypot(x - wanted(way.start.x, way.end.x), y - wanted(way.start.y, way.end.y));
    return off < 0.5 ? [] : [`${id} at ${share.toFixed(3)} of its way is ${off.toFixed(1)} px off`];
  });
}

/**
 * While it plays, time has gone on since it was told, and a message with it: along its way, as far as the line of time goes by the
 * clock of frames. A frame may be made for a moment shortly before the beat that it shows.
 */
function astray(seen: readonly Seen[], ends: Awaited<ReturnType<typeof ways>>, speed: number): string[] {
  const before = new Map<string, { readonly place: Seen; readonly gone: number }>();
  return seen.flatMap((place) => {
    const way = ends.get(place.id);
    if (!way) return [];
    const [dx, dy] = [way.end.x - way.start.x, way.end.y - way.start.y];
    const length = Math.hypot(dx, dy);
    const gone = ((place.x - way.start.x) * dx + (place.y - way.start.y) * dy) / length;
    const beside = Math.abs((place.x - way.start.x) * dy - (place.y - way.start.y) * dx) / length;
    const pixels = (ms: number) => (ms / place.lasts) * length;
    const off = gone - place.share * length - pixels((place.frame - place.toldAt) * speed);
    const last = before.get(place.id);
    before.set(place.id, { place, gone });
    const leap = last ? gone - last.gone - pixels((place.frame - last.place.frame) * speed) : 0;
    const isRight = beside < 0.5 && Math.abs(off) < 0.5 + pixels(ADVANCING_MS * speed) && Math.abs(leap) < 0.5;
    const found = [beside, off, leap].map((px) => px.toFixed(1)).join(', ');
    return isRight
      ? []
      : [`${place.id} is so many px beside its way, off its place on it, and leaps so many: ${found}`];
  });
}

/** Watches some frames; in each frame in which time has been told anew, the places. */
function watch(page: Page, frames: number): Promise<Seen[]> {
  return page.evaluate(
    async ([source, frames]) => {
      const places = new Function(`return (${source})()`) as () => Place[];
      const stage = document.querySelector('quorate-stage') as unknown as { currentTime: number };
      const seen: Seen[] = [];
      let last = stage.currentTime;
      // When the time that is told now was true: at the last look at the clock before it was told.
      let [told, toldAt, looked] = [last, 0, 0];
      const clock = performance.now.bind(performance);
      const look = () => {
        const { currentTime } = stage;
        if (currentTime !== told) [told, toldAt] = [currentTime, looked];
        looked = clock();
        return looked;
      };
      performance.now = look;
      // What observes a size is asked at the end of a frame, when all that is done in it has been done.
      const probe = document.body.appendChild(document.createElement('div'));
      probe.style.cssText = 'position: absolute; height: 1px';
      const endOfFrame = () =>
        new Promise<void>((resolve) => {
          requestAnimationFrame(() => {
            probe.style.width = `${1 + (probe.offsetWidth % 9)}px`;
            const observer = new ResizeObserver(() => {
              observer.disconnect();
              look();
              if (stage.currentTime !== last) seen.push(...places().map((place) => ({ ...place, toldAt })));
              last = stage.currentTime;
              resolve();
            });
            observer.observe(probe);
          });
        });
      for (let frame = 0; frame < frames; frame += 1) await endOfFrame();
      probe.remove();
      performance.now = clock;
      return seen;
    },
    [places.toString(), frames] as const,
  );
}

test('a message is where the formula says: playing, at other speeds, paused and scrubbed', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  const view = await stage.until('many messages fly', ({ flights }) => flights.length > 3);
  // Long ways, so that there is something to see.
  const ends = await ways(stage);
  expect(ends.size).toBeGreaterThan(3);

  for (const to of [view.now, view.now + 1.5, view.now - 0.7, view.now + 0.3]) {
    await stage.seek(to);
    await stage.drawn();
    const seen = await page.evaluate(places);
    expect(seen.length).toBeGreaterThan(2);
    expect(misplaced(seen, ends), `paused at ${to}`).toEqual([]);
  }
  for (const speed of [1 / 500, 1 / 1000, 1 / 200]) {
    await stage.seek(view.now);
    // The speed changes while it plays.
    await stage.do((stage, speed) => {
      stage.play();
      stage.speed = speed;
    }, speed);
    const seen = await watch(page, 12);
    expect(seen.length).toBeGreaterThan(2);
    expect(astray(seen, ends, speed), `at ${speed}`).toEqual([]);
  }
  // The picture does not leap when it stops.
  await stage.do((stage) => stage.pause(), null);
  await stage.drawn();
  expect(misplaced(await page.evaluate(places), ends), 'stopped').toEqual([]);
});

test('what is delayed, and what a wall rises before, stays where it is and goes on from there', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  const begun = await stage.until('many messages fly', ({ flights }) => flights.length > 3);
  const arrival = Math.max(...begun.flights.map(({ arrivesAt }) => arrivesAt));
  await stage.seek(begun.now + (arrival - begun.now) / 3);
  await stage.drawn();
  const before = new Map((await page.evaluate(places)).map((place) => [place.id, place]));
  expect(before.size).toBeGreaterThan(2);
  const [late, ...others] = (await stage.view()).flights;
  if (!late) throw new Error('messages fly');
  await stage.command(`delay ${late.id} 80`, ...others.map(({ from, to }) => `cut ${from}>${to}`));
  await stage.drawn();
  for (const { id, x, y } of await page.evaluate(places)) {
    const was = before.get(id);
    expect(Math.hypot(x - (was?.x ?? 0), y - (was?.y ?? 0)), `${id} has moved`).toBeLessThan(0.5);
  }
  const delayed = (await stage.view()).flights.find(({ id }) => id === late.id);
  expect(delayed?.arrivesAt).toBe(late.arrivesAt + 80);
  expect(delayed?.turnedAt).toBe(await stage.now());
  // And on it goes, to the end of its way.
  const ends = await ways(stage);
  await stage.seek((await stage.now()) + 40);
  await stage.drawn();
  const seen = (await page.evaluate(places)).filter(({ id }) => id === late.id);
  expect(seen).toHaveLength(1);
  expect(seen[0]?.share).toBeGreaterThan(0.5);
  expect(misplaced(seen, new Map([...ends].filter(([id]) => id === late.id)))).toEqual([]);
});

test('between two beats no script of ours runs, and the messages move', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7&speed=0.001');
  await stage.until('messages fly', ({ flights }) => flights.length > 3);
  const counted = await stage.do(async (stage) => {
    stage.speed = 1 / 1000;
    let asked = 0;
    const ask = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => {
      asked += 1;
      return ask(callback);
    };
    stage.play();
    const flight = (stage.shadowRoot as ShadowRoot).querySelector('[data-flight]') as Element;
    const before = getComputedStyle(flight).transform;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return { asked, moved: getComputedStyle(flight).transform !== before };
  }, null);
  expect(counted.moved).toBe(true);
  expect(counted.asked).toBeLessThanOrEqual(25);
});

test('between two beats the browser makes no frame of the page, however long it has played', async ({
  page,
  browserName,
}) => {
  test.skip(browserName !== 'chromium', 'only Chromium tells what its main thread does');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.seek(1000);
  // Long enough for things to have glowed, and to have been replaced while they did.
  await stage.do(async (stage) => {
    for (let value = 0; value < 6; value += 1) stage.command(`request SET x ${value}`);
    stage.speed = 1 / 60;
    stage.play();
    await new Promise((resolve) => setTimeout(resolve, 3000));
    stage.speed = 1 / 1000;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }, null);
  const devtools = await page.context().newCDPSession(page);
  let frames = 0;
  devtools.on('Tracing.dataCollected', ({ value }) => {
    frames += value.filter(({ name, tdur }) => name === 'ProxyMain::BeginMainFrame' && tdur).length;
  });
  const ended = new Promise((resolve) => devtools.once('Tracing.tracingComplete', resolve));
  await devtools.send('Tracing.start', { categories: 'cc,benchmark', transferMode: 'ReportEvents' });
  await stage.do(() => new Promise((resolve) => setTimeout(resolve, 2000)), null);
  await devtools.send('Tracing.end');
  await ended;
  // Twenty beats, and a frame more after each that has drawn something. At 60 a second there would be 120.
  expect(frames).toBeGreaterThan(5);
  expect(frames).toBeLessThan(50);
});

test('what glows cuts neither the ring nor the table into layers', async ({ page, browserName }) => {
  test.skip(browserName !== 'chromium', 'only Chromium tells its layers');
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.seek(1000);
  const devtools = await page.context().newCDPSession(page);
  const owners = new Set<number>();
  devtools.on('LayerTree.layerTreeDidChange', ({ layers = [] }) => {
    for (const { backendNodeId } of layers) if (backendNodeId) owners.add(backendNodeId);
  });
  await devtools.send('DOM.enable');
  await devtools.send('LayerTree.enable');
  await stage.do(async (stage) => {
    for (let value = 0; value < 3; value += 1) stage.command(`request SET x ${value}`);
    stage.speed = 1 / 30;
    stage.play();
    await new Promise((resolve) => setTimeout(resolve, 2000));
  }, null);
  await devtools.send('DOM.getDocument');
  const names: string[] = [];
  for (const backendNodeId of owners) {
    const found = await devtools.send('DOM.describeNode', { backendNodeId }).catch(() => null);
    if (found) names.push(`${found.node.nodeName} ${found.node.attributes?.join(' ') ?? ''}`);
  }
  expect(names.filter((name) => /stage-glow|ledger-glow|^i style/i.test(name)).length).toBeGreaterThan(1);
  expect(names.filter((name) => /^(g|td) |ledger-cell/i.test(name))).toEqual([]);
});

test('an event is seen in the ring and in the panels in one frame', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  const stage = await open(page, 'protocol=raft&nodes=3&seed=7&speed=0.1');
  const elected = await stage.until('a leader', (view) => view.nodes.some(({ role }) => role === 'leader'));
  await stage.seek(elected.now - 6);
  await stage.show('Events');
  const shown = await stage.do(async (stage) => {
    const root = stage.shadowRoot as ShadowRoot;
    const probe = document.body.appendChild(document.createElement('div'));
    const happened = new Promise<void>((resolve) =>
      stage.addEventListener('quorate-event', (event) => {
        if (!/elected|leader/.test((event as CustomEvent).detail.key)) return;
        // What observes a size is asked at the end of the frame.
        new ResizeObserver(() => resolve()).observe(probe);
      }),
    );
    stage.play();
    await happened;
    const leader = stage.view?.nodes.find(({ role }) => role === 'leader')?.id;
    const label = root.querySelector(`[data-node="${leader}"]`)?.getAttribute('aria-label');
    return { label, events: root.querySelector('.part-events')?.textContent };
  }, null);
  expect(shown.label).toMatch(/leader/);
  expect(shown.events).toMatch(/wins the election of term 1/);
});

test('after long play the page is as small as before', async ({ page }) => {
  test.slow();
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7&speed=1');
  const count = () =>
    stage.do((stage) => {
      const walker = document.createTreeWalker(stage.shadowRoot as ShadowRoot, NodeFilter.SHOW_COMMENT);
      let comments = 0;
      while (walker.nextNode()) comments += 1;
      return comments;
    }, null);
  const playTo = async (time: number) => {
    // Fast, but drawn: as if it were played.
    await stage.do(async (stage, time) => {
      while (stage.currentTime < time) {
        stage.seek(stage.currentTime + 12);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    }, time);
  };
  await playTo(500);
  // What a page loads behind its first picture stands in it as well: all of that is there before anything is counted.
  await page.waitForLoadState('networkidle');
  await stage.drawn();
  const before = await count();
  await playTo(1700);
  expect((await count()) - before).toBeLessThan(60);
});

test('beyond three hundred messages only their number is told, and it is true', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=9&seed=7');
  await stage.command('latency 3000..3000', 'heartbeat 1', 'timeout A');
  // Votes come after six seconds; from then on a heartbeat a millisecond goes to each of the others.
  await stage.seek(6100);
  await stage.drawn();
  const seen = await stage.do((stage) => {
    const root = stage.shadowRoot as ShadowRoot;
    const { flights, flightsHidden } = stage.view as { flights: readonly unknown[]; flightsHidden: number };
    const drawn = root.querySelectorAll('[data-flight]').length;
    return { drawn, told: root.querySelector('.stage-hidden')?.textContent, flights: flights.length, flightsHidden };
  }, null);
  expect(seen.drawn).toBe(300);
  expect(seen.flights).toBe(300);
  expect(seen.flightsHidden).toBeGreaterThan(100);
  expect(seen.told).toBe(`+${seen.flightsHidden} more messages`);
  await stage.seek(0);
  await stage.drawn();
  expect(await stage.element.locator('.stage-hidden').count()).toBe(0);
});
