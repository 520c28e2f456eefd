// The element in somebody else's page: attributes, methods, events, several at a time, and what happens when one fails.

import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import type { QuorateStage } from '../../element';
import { open, Stage } from './stages';

/** Stages side by side, in place of the page's own. */
async function embed<Attributes extends readonly string[]>(
  page: Page,
  ...stages: Attributes
): Promise<{ [At in keyof Attributes]: Stage }> {
  await open(page);
  await page.evaluate((stages) => {
    document.body.innerHTML = stages
      .map((attributes, at) => `<quorate-stage id="s${at}" style="height: 340px" ${attributes}></quorate-stage>`)
      .join('<button>between</button>');
  }, stages);
  const all = stages.map((_, at) => new Stage(page, `#s${at}`));
  for (const stage of all) await stage.ready();
  return all as { [At in keyof Attributes]: Stage };
}

test('several stages share a page and do not disturb one another', async ({ page }) => {
  const [raft, paxos] = await embed(page, 'protocol="raft" nodes="3" seed="1"', 'protocol="paxos" nodes="5" seed="2"');
  await raft.seek(700);
  await raft.command('crash A');
  expect(await paxos.now()).toBe(0);
  expect((await paxos.view()).nodes.map(({ up }) => up)).toEqual([true, true, true, true, true]);
  await paxos.command('request @B pear');
  expect(await raft.script()).not.toContain('pear');
});

test('keys are for the stage that has the focus', async ({ page }) => {
  const [one, other] = await embed(page, 'seed="1"', 'seed="2"');
  await page.keyboard.press('ArrowRight');
  expect([await one.now(), await other.now()]).toEqual([0, 0]);
  await other.element.getByRole('button', { name: 'Play' }).focus();
  await page.keyboard.press('ArrowRight');
  expect(await one.now()).toBe(0);
  expect(await other.now()).toBeGreaterThan(0);
});

test('attributes are mirrored by properties', async ({ page }) => {
  const [stage] = await embed(page, 'protocol="paxos" nodes="3" seed="9" speed="1/20" controls="minimal"');
  const mirrored = await stage.do(
    (stage) => [stage.protocol, stage.nodes, stage.seed, stage.speed, stage.controls, stage.theme, stage.autoplay],
    null,
  );
  expect(mirrored).toEqual(['paxos', 3, 9, 0.05, 'minimal', 'auto', false]);
  await stage.do((stage) => {
    stage.nodes = 7;
    stage.theme = 'dark';
  }, null);
  expect((await stage.view()).nodes).toHaveLength(7);
  await expect(stage.element).toHaveAttribute('theme', 'dark');
});

test('a wrong attribute is refused on the stage, and changes nothing', async ({ page }) => {
  const [stage] = await embed(page, 'nodes="3" seed="4"');
  await stage.seek(300);
  const before = await stage.view();
  for (const [name, value] of [
    ['nodes', '12'],
    ['protocol', 'zab'],
    ['lesson', 'raft/unheard-of'],
    ['run', 'garbage'],
  ] as const) {
    await stage.do((stage, [name, value]) => stage.setAttribute(name, value), [name, value] as const);
    await stage.ready();
    await expect(stage.element.locator('.frame-notice-refusal')).toBeVisible();
    expect(await stage.view()).toEqual(before);
  }
});

test('a wrong attribute from the start leaves an ordinary run', async ({ page }) => {
  const [stage] = await embed(page, 'nodes="0"');
  expect((await stage.view()).nodes).toHaveLength(5);
  await expect(stage.element.locator('.frame-notice')).toContainText('nodes="0"');
});

test('a refused command throws what is wrong, and changes nothing', async ({ page }) => {
  const [stage] = await embed(page, 'nodes="3" seed="4"');
  const before = await stage.view();
  const message = await stage.do((stage) => {
    try {
      stage.command('crush A');
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : 'no Error';
    }
  }, null);
  expect(message).toContain('crush');
  expect(message).toContain('crash');
  expect(await stage.view()).toEqual(before);
});

test('a command typed in the command line is carried out, or refused in words', async ({ page }) => {
  const stage = await open(page, 'seed=4');
  await stage.show('Command line');
  const line = page.getByRole('combobox', { name: 'Command line' });
  await line.fill('crash B');
  await line.press('Enter');
  expect((await stage.view()).nodes[1]?.up).toBe(false);
  await line.fill('crash Z');
  await line.press('Enter');
  await expect(page.getByRole('alert')).toContainText('There is no node “Z”');
});

test('events tell what happens, as media elements do', async ({ page }) => {
  const [stage] = await embed(page, 'nodes="3" seed="4" speed="1"');
  const told = await stage.do(
    (stage) =>
      new Promise<string[]>((resolve) => {
        const told: string[] = [];
        for (const name of ['play', 'pause', 'seeked', 'timeupdate', 'quorate-event'])
          stage.addEventListener(name, (event) => {
            told.push(name);
            if (name === 'quorate-event' && (event as CustomEvent).detail.key) stage.pause();
            if (name === 'pause') resolve(told);
          });
        stage.seek(140);
        stage.play();
      }),
    null,
  );
  expect(told.slice(0, 2)).toEqual(['seeked', 'timeupdate']);
  expect(told).toContain('play');
  expect(told).toContain('quorate-event');
  expect(told).toContain('pause');
});

test('a broken guarantee is told', async ({ page }) => {
  const [stage] = await embed(page, 'nodes="4" seed="4"');
  const told = await stage.do((stage) => {
    const told: string[] = [];
    stage.addEventListener('quorate-violation', (event) => told.push((event as CustomEvent).detail.id));
    // Half of them is no majority: both halves elect a leader.
    for (const line of ['rule majority off', 'partition A C | B D', 'timer A 20', 'timer B 20']) stage.command(line);
    stage.seek(150);
    return told;
  }, null);
  expect(told).toContain('raft.election-safety');
});

test('the view is frozen', async ({ page }) => {
  const [stage] = await embed(page, 'nodes="3" seed="4"');
  expect(
    await stage.do((stage) => [stage.view, stage.view?.nodes, stage.view?.nodes[0]].every(Object.isFrozen), null),
  ).toBe(true);
});

test('a panic stops one stage, says so with the script, and leaves the others alone', async ({ page }) => {
  const [broken, other] = await embed(page, 'nodes="3" seed="4"', 'nodes="3" seed="5"');
  await broken.command('crash A');
  // What a panic leaves is a trap. This one comes from a session that points outside of its memory.
  await broken.do((stage) => {
    const { session } = (stage as unknown as { player: { guard: { session: { __wbg_ptr: number } } } }).player.guard;
    session.__wbg_ptr = 0x7fff_fff0;
    stage.seek(100);
  }, null);
  const alert = page.locator('#s0').getByRole('alert').filter({ hasText: 'The simulation has failed' });
  await expect(alert).toBeVisible();
  await expect(alert.getByRole('textbox')).toHaveValue(/seed 4\n(.*\n)*.*crash A/);
  await expect(alert.getByRole('link', { name: 'Save the script' })).toHaveAttribute('href', /crash%20A/);

  await expect(broken.element.getByRole('button', { name: 'Play', exact: true })).toBeVisible();

  await other.command('crash B');
  await other.seek(900);
  expect((await other.view()).nodes[1]?.up).toBe(false);

  await alert.getByRole('button', { name: 'Start again' }).click();
  await expect(page.locator('#s0 [data-node="A"]')).toBeVisible();
  await broken.seek(500);
  expect(await broken.now()).toBe(500);
});

test('a stage that breaks down while it plays says so, and the other goes on where it was', async ({ page }) => {
  const uncaught: Error[] = [];
  page.on('pageerror', (error) => uncaught.push(error));
  const [broken, other, another] = await embed(
    page,
    'nodes="3" seed="4"',
    'nodes="3" seed="5"',
    'protocol="paxos" nodes="3" seed="4"',
  );
  await other.command('crash B');
  await other.seek(400);
  await another.command('crash C');
  await broken.do((stage) => {
    const { session } = (stage as unknown as { player: { guard: { session: { __wbg_ptr: number } } } }).player.guard;
    stage.play();
    session.__wbg_ptr = 0x7fff_fff0;
  }, null);
  await expect(page.locator('#s0').getByRole('alert').filter({ hasText: 'The simulation has failed' })).toBeVisible();
  const after = await broken.do((stage) => {
    try {
      stage.command('crash A');
      return 'nothing thrown';
    } catch (error) {
      return [stage.paused, stage.currentTime === stage.view?.now, String(error)].join();
    }
  }, null);
  expect(after).toMatch(/^true,true,Error: the run has broken down/);
  // In a fresh instance, from its script.
  expect([await other.now(), (await other.view()).nodes[1]?.up]).toEqual([400, false]);
  await other.command('restart B');
  await other.seek(900);
  expect((await other.view()).nodes[1]?.up).toBe(true);
  expect(await other.script()).toMatch(/@0 crash B\n@400 restart B/);
  // What has a module of its own has not even noticed.
  await another.seek(200);
  expect((await another.view()).nodes[2]?.up).toBe(false);
  expect(await another.script()).toMatch(/@0 crash C/);
  // And the one that broke, as it was before.
  await page.locator('#s0').getByRole('button', { name: 'Back to my run' }).click();
  await expect(page.locator('#s0 [data-node="A"]')).toBeVisible();
  await broken.command('crash A');
  await broken.seek(500);
  expect([await broken.now(), (await broken.view()).nodes[0]?.up]).toEqual([500, false]);
  expect(uncaught).toEqual([]);
});

test('a link that cannot be opened says why, until somebody has read it', async ({ page }) => {
  const [stage] = await embed(page, 'nodes="3" seed="4"');
  await stage.do((stage) => {
    stage.run = 'garbage';
    return stage.ready;
  }, null);
  const notice = stage.element.locator('.frame-notice-refusal');
  await expect(notice).toContainText('This is not a share code.');
  await stage.element.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notice).toHaveCount(0);
  await stage.do((stage) => {
    stage.run = 'rubbish';
    return stage.ready;
  }, null);
  await expect(notice).toBeVisible();
  await stage.do((stage) => {
    stage.run = null;
    return stage.ready;
  }, null);
  await expect(notice).toHaveCount(0);
});

test('a wrong type is the fault of whoever calls, and the run goes on', async ({ page }) => {
  const [stage] = await embed(page, 'nodes="3" seed="4"');
  await stage.seek(100);
  const thrown = await stage.do((stage) => {
    type Call = (...given: readonly unknown[]) => unknown;
    const loose = stage as unknown as Record<'command' | 'seek' | 'begin' | 'resume' | 'showLessons', Call>;
    const calls = [
      () => loose.command(),
      () => loose.seek(5n),
      () => loose.seek('x'),
      () => loose.seek(Number.NaN),
      () => loose.seek(Number.POSITIVE_INFINITY),
      () => loose.begin(),
      () => loose.resume(5n, 0, true),
      () => loose.resume('', Number.POSITIVE_INFINITY, true),
      () => loose.showLessons({}),
    ];
    return Promise.all(
      calls.map(async (call) => {
        try {
          await call();
          return 'nothing';
        } catch (error) {
          return String(error);
        }
      }),
    );
  }, null);
  expect(thrown).toEqual([
    'TypeError: command takes a text, not undefined',
    'TypeError: seek takes a number of ms, not 5n',
    'TypeError: seek takes a number of ms, not "x"',
    'TypeError: seek takes a number of ms, not NaN',
    'TypeError: seek takes a number of ms, not Infinity',
    'TypeError: begin takes an object, as { nodes: 5 }, not undefined',
    'TypeError: resume takes a script and a number of ms, not 5n, 0',
    'TypeError: resume takes a script and a number of ms, not "", Infinity',
    'TypeError: showLessons takes a name, or nothing, not [object Object]',
  ]);
  await stage.do((stage) => stage.showLessons("no'such"), null);
  await expect(page.locator('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await stage.command('crash A');
  expect(await stage.now()).toBe(100);
});

test('an attribute that changes while a run loads is not lost', async ({ page }) => {
  const [stage] = await embed(page, 'nodes="3" seed="4"');
  const nodes = await page.evaluate(async () => {
    const stage = document.querySelector('quorate-stage') as QuorateStage;
    stage.lesson = 'raft/leader-crash';
    // By now the lesson is being loaded.
    await new Promise((resolve) => setTimeout(resolve, 0));
    stage.lesson = null;
    stage.nodes = 7;
    await stage.ready;
    return stage.view?.nodes.length;
  });
  expect(nodes).toBe(7);
  expect(await stage.do((stage) => stage.lesson, null)).toBeNull();
});

test('a long way is shown as it is gone, can be given up, and stops nothing', async ({ page }) => {
  const [stage] = await embed(page, 'nodes="5" seed="4"');
  const answers = await stage.do(async (stage) => {
    let answers = 0;
    const timer = setInterval(() => {
      answers += 1;
    }, 0);
    void stage.seek(80_000_000);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    clearInterval(timer);
    return answers;
  }, null);
  // Between the slices the page gets its turn.
  expect(answers).toBeGreaterThan(4);
  expect(await stage.do((stage) => stage.seeking, null)).toBe(true);
  await expect(stage.element.getByRole('progressbar')).toBeVisible();
  await stage.element.getByRole('button', { name: 'Cancel' }).click();
  await expect(stage.element.getByRole('progressbar')).toBeHidden();
  const now = await stage.now();
  expect(now).toBeGreaterThan(1000);
  await stage.command('crash A');
  expect([await stage.now(), await stage.do((stage) => stage.seeking, null)]).toEqual([now, false]);
});

test('a stage that is moved in its page goes on, and one that is taken out stops, until it is put back', async ({
  page,
}) => {
  const [stage] = await embed(page, 'nodes="3" seed="4"');
  await stage.seek(400);
  await page.evaluate(() => {
    const section = document.body.appendChild(document.createElement('section'));
    section.append(document.querySelector('quorate-stage') as Element);
  });
  expect(await stage.now()).toBe(400);
  const left = await page.evaluate(async () => {
    const stage = document.querySelector('quorate-stage') as QuorateStage;
    stage.command('crash A');
    const { script } = stage;
    stage.play();
    stage.remove();
    await Promise.resolve();
    const left = { paused: stage.paused, view: stage.view };
    await new Promise((resolve) => setTimeout(resolve, 100));
    document.body.append(stage);
    await stage.ready;
    const isSame = stage.script.startsWith(script.replace(/@[\d.]+\n$/, ''));
    return { ...left, isSame, now: Math.floor(stage.currentTime / 100) };
  });
  expect(left).toEqual({ paused: true, view: null, isSame: true, now: 4 });
});

test('a stage on a slide takes the keys that it uses and no others, and shows the way through its lesson and back to it', async ({
  page,
}) => {
  const [stage] = await embed(page, 'lesson="raft/partition" controls="minimal" lang="en"');
  const deck = await page.evaluateHandle(() => {
    const heard: string[] = [];
    for (const name of ['keydown', 'keypress', 'keyup'] as const)
      document.addEventListener(name, ({ type, key }) => heard.push(`${type} ${key === ' ' ? 'Space' : key}`));
    return heard;
  });
  const heard = () => deck.evaluate((heard) => heard.splice(0));
  const { element } = stage;
  const caption = element.locator('.caption');
  const place = element.getByRole('status', { name: /^Step/ });
  await expect(caption).toContainText('Can a split network have two leaders?');
  await expect(place).toHaveText('1 of 6');
  // Clicked, the stage has the keys. Nothing is open: Escape is the deck's.
  await element.getByRole('button', { name: 'Step back' }).click();
  await page.keyboard.press('PageUp');
  await page.keyboard.press('Escape');
  expect(await heard()).toEqual(['keydown PageUp', 'keyup PageUp', 'keydown Escape', 'keyup Escape']);
  for (const key of ['PageDown', '.', '.', 'ArrowRight', ']', 'Space']) await page.keyboard.press(key);
  await element.getByRole('button', { name: 'Next' }).focus();
  await page.keyboard.press('Enter');
  expect(await heard()).toEqual([]);
  await stage.do((stage) => {
    stage.step = 6;
  }, null);
  await expect(place).toHaveText('6 of 6');
  for (let presses = 0; presses < 4; presses += 1) await page.keyboard.press('PageDown');
  expect(await heard()).toContain('keydown PageDown');
  // What somebody does on the ring begins a branch, and there is a way back.
  const menu = await stage.menu('E');
  await menu.getByRole('menuitem', { name: 'Crash' }).click();
  await expect(caption).toContainText('You have taken over');
  await element.getByRole('button', { name: 'Back to the lesson' }).click();
  await expect(place).toHaveText('6 of 6');
});

test('a stage plays only while it is seen', async ({ page }) => {
  const [stage] = await embed(page, 'seed="4" speed="1" controls="none"');
  /** Whether time goes on, when whatever hides it has had its moment. */
  const goesOn = () =>
    stage.do(async (stage) => {
      const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      await wait(450);
      const before = stage.currentTime;
      await wait(450);
      return stage.currentTime > before;
    }, null);
  const hide = (style: string) =>
    page.evaluate((style) => {
      document.body.style.cssText = style;
    }, style);
  await hide('opacity: 0');
  await stage.do((stage) => stage.play(), null);
  expect(await goesOn(), 'before it is seen').toBe(false);
  await hide('');
  expect(await goesOn(), 'seen').toBe(true);
  for (const style of ['visibility: hidden', 'opacity: 0', 'display: none', 'padding-top: 200vh']) {
    await hide(style);
    expect(await goesOn(), style).toBe(false);
    expect(await stage.do(({ paused }) => paused, null), 'it rests, and is not paused').toBe(false);
  }
  await hide('');
  expect(await goesOn(), 'seen again').toBe(true);
});

test('the element takes what a media element takes: before it is defined, in any type, and says what has become of it', async ({
  page,
}) => {
  // The code comes when the element is there, with properties of its own, in a shadow root of a page in Chinese.
  await page.route('./', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><html lang="zh"><body><div></div></body></html>' }),
  );
  await page.goto('./');
  const told = await page.evaluate(async () => {
    const host = document.querySelector('div') as HTMLElement;
    const stage = document.createElement('quorate-stage') as QuorateStage & Record<string, unknown>;
    host.attachShadow({ mode: 'open' }).append(stage);
    Object.assign(stage, { nodes: '3', speed: '1/20', from: 100, to: 130, controls: undefined });
    const errors: unknown[] = [];
    const events: string[] = [];
    stage.addEventListener('error', (event) => errors.push((event as Event as CustomEvent).detail));
    for (const name of ['pause', 'ended']) stage.addEventListener(name, () => events.push(name));
    await import(`${location.origin}/quorate-stage.js`);
    const before = stage.readyState;
    await stage.ready;
    const told: Record<string, unknown> = { states: [before, stage.readyState], speed: stage.speed };
    told.begins = [stage.view?.nodes.length, stage.currentTime];
    told.own = Object.hasOwn(stage, 'nodes');
    const language = () => stage.shadowRoot?.querySelector('.frame')?.getAttribute('lang');
    told.language = language();
    document.documentElement.lang = 'en';
    while (language() !== 'en') await new Promise((resolve) => setTimeout(resolve, 20));
    // Played to the end of the stretch.
    stage.speed = 1;
    const over = new Promise((resolve) => stage.addEventListener('ended', resolve));
    stage.play();
    await over;
    told.ended = [stage.currentTime, stage.paused, stage.ended, events.join()];
    stage.currentTime = 40;
    told.sought = [stage.currentTime, stage.ended];
    // What ends before it begins is no stretch, and nothing has been played to its end.
    stage.to = 40;
    told.noStretch = stage.ended;
    stage.to = 130;
    const wanted = stage as Record<string, unknown>;
    wanted.currentTime = 'soon';
    wanted.currentTime = Number.POSITIVE_INFINITY;
    wanted.nodes = 12;
    wanted.speed = Number.NaN;
    told.kept = [stage.currentTime, stage.view?.nodes.length, stage.speed];
    told.errors = errors;
    wanted.seed = undefined;
    told.seed = stage.getAttribute('seed');
    stage.lesson = 'raft/partition';
    await stage.ready;
    told.steps = stage.steps?.length;
    told.says = stage.steps?.[0]?.say.find(({ lang }) => lang === 'en')?.text;
    return told;
  });
  expect(told).toEqual({
    states: [0, 4],
    speed: 0.05,
    begins: [3, 100],
    own: false,
    language: 'zh-CN',
    ended: [130, true, true, 'pause,ended'],
    sought: [40, false],
    noStretch: false,
    kept: [40, 3, 1],
    errors: [
      { reason: 'attribute', message: 'currentTime takes ms, not "soon"' },
      { reason: 'attribute', message: 'currentTime takes ms, not Infinity' },
      { reason: 'attribute', message: 'nodes takes 1 … 9, not 12' },
      { reason: 'attribute', message: 'speed takes 1/1000 … 60, not NaN' },
    ],
    seed: null,
    steps: 6,
    says: expect.stringContaining('Can a split network have two leaders?'),
  });
  // Without the simulation there is nothing to wait for.
  await page.route('**/*.wasm', (route) => route.abort());
  await page.route('./?without', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' }));
  await page.goto('./?without');
  const rejected = await page.evaluate(async () => {
    await import(`${location.origin}/quorate-stage.js`);
    const stage = document.createElement('quorate-stage') as QuorateStage;
    const error = new Promise((resolve) =>
      stage.addEventListener('error', (event) => resolve((event as Event as CustomEvent).detail.reason)),
    );
    document.body.append(stage);
    return [
      await stage.ready.then(
        () => 'ready',
        () => 'rejected',
      ),
      await error,
      stage.error?.reason,
    ];
  });
  expect(rejected).toEqual(['rejected', 'loading', 'loading']);
});

/** What themes of decks and sites do to everything. */
const THEME = `
  html { font-size: 62.5%; direction: rtl; letter-spacing: 3px; word-spacing: 9px; text-transform: uppercase; text-align: center;
    white-space: pre; line-height: 3; text-indent: 20px }
  * { margin: 0; padding: 0; box-sizing: content-box; color: red; font-family: cursive; font-weight: 900 }`;

test('a stage has room and its own looks in any box of any page, and is cut where it is pointed at', async ({
  page,
}) => {
  await page.route('./', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<!doctype html><html><head><style>${THEME}</style><script type="module" src="quorate-stage.js"></script></head>
        <body><main></main><quorate-stage nodes="3" seed="4" lang="en" controls="minimal"></quorate-stage></body></html>`,
    }),
  );
  await page.goto('./');
  const seen = await page.evaluate(async () => {
    const stage = document.querySelector('quorate-stage') as QuorateStage;
    const main = document.querySelector('main') as HTMLElement;
    await stage.ready;
    const boxes: Record<string, string> = {
      flex: '<div style="display: flex"></div>',
      grid: '<div style="display: grid; place-items: center"></div>',
      inline: '<div style="display: inline-block"></div>',
      cell: '<table><tr><td></td></tr></table>',
    };
    const sizes = Object.entries(boxes).map(([name, box]) => {
      main.innerHTML = box;
      (main.querySelector('td') ?? main.firstElementChild)?.append(stage);
      const { clientWidth, clientHeight } = stage;
      stage.style.height = 'auto';
      const auto = stage.clientHeight;
      stage.style.height = '';
      return [name, clientWidth > 300, clientHeight, auto];
    });
    main.innerHTML = '<div style="width: 480px; perspective: 900px; direction: rtl"></div>';
    stage.style.cssText = 'height: 300px; transform: rotate(25deg) rotateY(30deg)';
    main.firstElementChild?.append(stage);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const frame = stage.shadowRoot?.querySelector('.frame') as HTMLElement;
    const style = getComputedStyle(frame);
    const looks = [
      style.fontSize,
      style.letterSpacing,
      style.wordSpacing,
      style.textTransform,
      style.textAlign,
      style.whiteSpace,
      style.textIndent,
      style.fontWeight,
      style.direction,
    ];
    // In px, also where a letter of the page is another.
    const small = [...(stage.shadowRoot?.querySelectorAll<HTMLElement>('.part *') ?? [])]
      .filter((part) =>
        [...part.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
      )
      .filter((part) => part.getClientRects().length > 0 && Number.parseFloat(getComputedStyle(part).fontSize) < 12)
      .map((part) => `${part.className} ${part.textContent}`);
    return { sizes, looks, isRed: style.color === 'rgb(255, 0, 0)', small };
  });
  expect(seen).toEqual({
    sizes: ['flex', 'grid', 'inline', 'cell'].map((name) => [name, true, 640, 400]),
    looks: ['16px', 'normal', '0px', 'none', 'start', 'normal', '0px', '400', 'ltr'],
    isRed: false,
    small: [],
  });
  // Turned and in perspective: drawn across both links of A, as they are seen.
  const [a, b, c] = await page.locator('quorate-stage [data-node]').evaluateAll((nodes) =>
    nodes.map((node) => {
      const disc = node.querySelector('circle') ?? node;
      const { x, y, width, height } = disc.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }),
  );
  if (!a || !b || !c) throw new Error('there are three');
  const between = (from: typeof a, to: typeof a, share: number) => ({
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
  });
  const [one, other] = [between(a, b, 0.42), between(a, c, 0.42)];
  const [from, to] = [between(one, other, -0.3), between(one, other, 1.3)];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  const script = await page.evaluate(() => (document.querySelector('quorate-stage') as QuorateStage).script);
  expect(script).toContain('partition A | B C');
  // One that nobody has seen yet, as on a slide that comes on paper alone: it is drawn there as large as it was asked for.
  const drawn = await page.evaluate(async () => {
    document.querySelector('main')?.setAttribute('style', 'display: none');
    const stage = document.createElement('quorate-stage') as QuorateStage;
    Object.assign(stage, { nodes: 3, seed: 4, controls: 'minimal' });
    stage.style.cssText = 'width: 600px; height: 380px';
    document.querySelector('main')?.append(stage);
    await stage.ready;
    const nodes = () => stage.shadowRoot?.querySelectorAll('[data-node]').length;
    const before = nodes();
    dispatchEvent(new Event('beforeprint'));
    return [before, nodes(), stage.shadowRoot?.querySelector('.stage-picture')?.getAttribute('width')];
  });
  expect(drawn).toEqual([0, 3, '600']);
});

/** As strict as it can be, as the documents say it. */
const [POLICY = ''] = /^default-src 'none'.*/m.exec(readFileSync('docs/embedding.md', 'utf8')) ?? [];

test('a strict content security policy has nothing to report', async ({ page, browserName }) => {
  await page.addInitScript(() => {
    const told: string[] = [];
    Object.assign(globalThis, { told });
    addEventListener('securitypolicyviolation', ({ violatedDirective, sourceFile, blockedURI, sample }) =>
      told.push(`${violatedDirective}: ${blockedURI} ${sample} in ${sourceFile}`),
    );
  });
  await page.route('./', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': POLICY } });
  });
  await page.goto('./#lesson=raft/partition&step=2');
  const stage = page.locator('quorate-stage');
  await stage.evaluate((stage) => (stage as QuorateStage).ready);
  await stage.evaluate((stage) => (stage as QuorateStage).seek(900));
  await stage.getByRole('button', { name: 'Space-time' }).click();
  await stage.getByRole('tab', { name: 'Settings' }).click();
  await expect(stage.locator('.spacetime')).toBeVisible();
  await stage.getByRole('button', { name: 'Ring', exact: true }).click();
  await stage.locator('[data-node="A"]').focus();
  await page.keyboard.press('Enter');
  await expect(stage.getByRole('menu')).toBeVisible();
  // A colour that no policy took away.
  const colour = await stage
    .locator('[data-node="A"]')
    .evaluate((node) => getComputedStyle(node).getPropertyValue('--era'));
  expect(colour).not.toBe('');
  await page.keyboard.press('Escape');
  // What is loaded last: the worker that searches, and what takes pictures and films.
  await stage.evaluate((stage) => {
    (stage as QuorateStage).begin({ nodes: 5 });
    return (stage as QuorateStage).shown;
  });
  await page.getByRole('button', { name: 'Switch it off and find a counterexample (Majority)' }).click();
  await expect(page.getByRole('button', { name: 'Back to my run' })).toBeVisible({ timeout: 25_000 });
  const formats = browserName === 'chromium' ? (['png', 'gif', 'webm'] as const) : (['png', 'gif'] as const);
  const taken = await stage.evaluate(async (stage, formats) => {
    const sizes: number[] = [];
    const short = { width: 200, height: 150, from: 0, to: 5 };
    for (const format of formats) sizes.push((await (stage as QuorateStage).toPicture({ format, ...short })).size);
    return sizes;
  }, formats);
  expect(taken.every((size) => size > 1000)).toBe(true);
  expect(await page.evaluate(() => (globalThis as unknown as { told: string[] }).told)).toEqual([]);
});
