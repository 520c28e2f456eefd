// What stands where at every size: nothing is cut, nothing lies over anything else; a hall, a sheet of paper, a translated page.

import { expect, type Page, test } from '@playwright/test';
import { open, type Stage } from './stages';

const SIZES = [
  { name: 'a hall', width: 1920, height: 1080, nodes: 5 },
  { name: 'a desk', width: 1440, height: 900, nodes: 7 },
  { name: 'a laptop', width: 1280, height: 800, nodes: 5 },
  { name: 'a projector', width: 1024, height: 640, nodes: 5 },
  { name: 'twice the zoom', width: 720, height: 450, nodes: 5 },
  { name: 'a phone held sideways', width: 844, height: 390, nodes: 9 },
  { name: 'nine nodes on a phone', width: 390, height: 844, nodes: 9 },
  { name: 'a small window', width: 480, height: 300, nodes: 3 },
] as const;

/** Parts that lie over one another, controls that are cut, and what sticks out of the page sideways. */
function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('quorate-stage')?.shadowRoot as ShadowRoot;
    const found: string[] = [];
    const box = (element: Element) => element.getBoundingClientRect();
    const parts = [
      '.frame-head',
      '.frame-pictures',
      '.frame-lower',
      '.frame-column',
      '.frame-timeline',
      '.frame-transport',
    ]
      .flatMap((name) => [...root.querySelectorAll(name)])
      .filter((part) => box(part).height > 0);
    for (const [at, one] of parts.entries())
      for (const other of parts.slice(at + 1)) {
        const [a, b] = [box(one), box(other)];
        const [x, y] = [
          Math.min(a.right, b.right) - Math.max(a.left, b.left),
          Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top),
        ];
        if (x > 1 && y > 1) found.push(`${one.className} lies over ${other.className}`);
      }
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page is too broad');
    const bottom = document.documentElement.scrollHeight;
    for (const control of root.querySelectorAll(
      '.transport button, .transport input, .frame-tab, .frame-head button',
    )) {
      const { left, right, bottom: end, width } = box(control);
      if (width > 0 && (left < -0.5 || right > innerWidth + 0.5 || end + scrollY > bottom + 0.5))
        found.push(`${control.getAttribute('aria-label') ?? control.textContent?.trim()} is cut`);
    }
    // The names of the views are whole, but for a phone, where they are scrolled.
    const views = root.querySelector('.frame-arrangement');
    const isUsual = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) <= 22;
    if (views && innerWidth >= 760 && isUsual && views.scrollWidth > views.clientWidth)
      found.push(`the views are cut by ${views.scrollWidth - views.clientWidth} px`);
    const floor = root.querySelector('.part-stage');
    if (floor) {
      const room = box(floor);
      if (room.height < 180) found.push(`the ring has ${room.height} px`);
      for (const node of root.querySelectorAll('[data-node] .stage-disc')) {
        const { left, right, top, bottom } = box(node);
        if (left < room.left || right > room.right || top < room.top - 1 || bottom > room.bottom + 1)
          found.push(`${node.parentElement?.getAttribute('data-node')} sticks out of its stage`);
      }
    }
    // The ring gave the table its room: all rows are seen, and what stands at its foot lies over none.
    const lower = root.querySelector('.frame-lower');
    const last = [...root.querySelectorAll('.frame-lower tbody tr')].at(-1);
    const foot = root.querySelector('.frame-lower .ledger-foot');
    if (lower && last) {
      const isBelow = foot && box(foot).left < box(lower).left + 20;
      const end = Math.min(box(lower).bottom, isBelow ? box(foot).top : Number.POSITIVE_INFINITY);
      if (box(last).bottom > end + 1) found.push(`the last row of the table ends ${box(last).bottom - end} px too low`);
    }
    // Whoever is greeted on a screen that is no phone's sees all that is offered.
    const offered = root.querySelector('.welcome-more');
    const column = root.querySelector('.frame-tab-panel');
    const isTyped = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) <= 22;
    if (offered && column && innerWidth >= 1000 && isTyped && box(offered).bottom > box(column).bottom + 0.5)
      found.push(`the lessons are offered ${box(offered).bottom - box(column).bottom} px too low`);
    // No room is so small that nodes cannot be read.
    for (const disc of root.querySelectorAll('[data-node] .stage-disc'))
      if (box(disc).width < 30) found.push(`a node is ${box(disc).width} px broad`);
    for (const line of root.querySelectorAll('.serving, .frame-notice, .frame-banner p'))
      if (line.scrollHeight > line.clientHeight + 1)
        found.push(`${line.className} is cut: ${line.textContent?.trim()}`);
    // What is written has the room that its letters need, and those of a button are as large as others.
    const letters = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    const written = [...root.querySelectorAll('.transport-live, .stage-tools button, .welcome-tries button')];
    for (const one of [...written, ...document.querySelectorAll('#bar button')]) {
      const says = one.textContent?.trim();
      if (one.scrollHeight > one.clientHeight + 2) found.push(`${says} is higher than its button`);
      if (Number.parseFloat(getComputedStyle(one).fontSize) < letters * 0.7) found.push(`${says} is written too small`);
    }
    for (const time of root.querySelectorAll('.timeline-axis span'))
      if (box(time).bottom > box(time.parentElement as Element).bottom + 1) found.push(`${time.textContent} is cut`);
    for (const chip of root.querySelectorAll('.table-chip'))
      if (box(chip).width > 0 && box(chip).width < box(chip).height * 0.85) found.push('a badge is squeezed');
    const tabs = new Set([...root.querySelectorAll('.frame-tab')].map((tab) => Math.round(box(tab).top)));
    const isLarge = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) > 16;
    if (tabs.size > 1 && !isLarge) found.push('the tabs stand in two lines');
    return found;
  });
}

for (const { name, width, height, nodes } of SIZES) {
  for (const lang of ['en', 'zh']) {
    test(`${name}: nothing is cut and nothing covered, ${lang}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      const stage = await open(page, `protocol=raft&nodes=${nodes}&seed=7&lang=${lang}`);
      await stage.drawn();
      expect(await faults(page), 'at the beginning').toEqual([]);
      await stage.command('timer A 20');
      await stage.seek(110);
      await stage.drawn();
      expect(await faults(page)).toEqual([]);
    });

    test(`${name}: nor in Paxos, ${lang}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      const stage = await open(page, `protocol=paxos&nodes=3&seed=7&lang=${lang}`);
      await stage.drawn();
      expect(await faults(page)).toEqual([]);
    });
  }
}

test('the ring has half of the height, also on a low screen and with many nodes', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  for (const [width, height, nodes, least] of [
    [1366, 768, 5, 0.5],
    [1024, 768, 5, 0.5],
    [1440, 900, 9, 0.5],
    [1440, 900, 5, 0.5],
    [1920, 1080, 5, 0.56],
  ] as const) {
    await page.setViewportSize({ width, height });
    await stage.do((stage, nodes) => stage.begin({ nodes }), nodes);
    const share = () =>
      page.evaluate(() => {
        const root = document.querySelector('quorate-stage')?.shadowRoot as ShadowRoot;
        const boxes = [...root.querySelectorAll('[data-node] .stage-ring')].map((ring) => ring.getBoundingClientRect());
        const [top, bottom] = [
          Math.min(...boxes.map(({ top }) => top)),
          Math.max(...boxes.map(({ bottom }) => bottom)),
        ];
        return (bottom - top) / innerHeight;
      });
    await expect.poll(share, `${nodes} nodes at ${width}×${height}`).toBeGreaterThan(least);
  }
});

test('on a phone what is said for a moment is whole, and takes no view away', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.command('timer A 20');
  await stage.seek(150);
  await stage.drawn();
  const before = await page.locator('.stage').boundingBox();
  await page.getByRole('button', { name: 'Scenes' }).click();
  await page.getByRole('menuitem', { name: /minority/ }).click();
  const notice = page.locator('.frame-notice');
  await expect(notice).toContainText('elects another leader.');
  await expect(page.getByRole('button', { name: 'Ring' })).toBeVisible();
  expect(await notice.evaluate((text) => text.scrollHeight - text.clientHeight)).toBeLessThanOrEqual(1);
  expect(await page.locator('.stage').boundingBox()).toEqual(before);
  const covered = await page.evaluate(() => {
    const root = document.querySelector('quorate-stage')?.shadowRoot as ShadowRoot;
    const said = (root.querySelector('.frame-notice') as Element).getBoundingClientRect();
    return [...root.querySelectorAll('button, input, select, [role="button"]')]
      .filter((control) => {
        const { left, right, top, bottom, width } = control.getBoundingClientRect();
        const isBeside = left >= said.right || right <= said.left || top > said.bottom - 1 || bottom < said.top + 1;
        return width > 0 && !isBeside;
      })
      .map((control) => control.textContent?.trim());
  });
  expect(covered).toEqual([]);
});

test('where a lesson speaks of logs on a phone, they are the view that is pressed, and the ring is one press away', async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, 'lesson=raft/log-structure');
  const view = (name: string) => page.locator('.frame-arrangement').getByRole('button', { name });
  await expect(view('Logs')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.ledger')).toBeVisible();
  await view('Ring').click();
  await expect(view('Ring')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.stage')).toBeVisible();
  await view('Logs').click();
  await expect(page.locator('.ledger')).toBeVisible();
});

test('with letters of twice the size nothing is cut and nothing covered', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await page.addStyleTag({ content: 'html { font-size: 200% !important }' });
  await stage.drawn();
  // All three that are offered to whoever is new are seen, and the names of nodes have grown with the rest.
  const unseen = () =>
    page.evaluate(() => {
      const root = document.querySelector('quorate-stage')?.shadowRoot as ShadowRoot;
      const last = [...root.querySelectorAll('.welcome-tries button')].at(-1) as Element;
      const room = (root.querySelector('.frame-tab-panel') as Element).getBoundingClientRect();
      const name = root.querySelector('.stage-letter') as Element;
      const radius = (root.querySelector('.stage-disc') as Element).getBoundingClientRect().width / 2;
      return [
        Math.max(0, last.getBoundingClientRect().bottom - Math.min(room.bottom, innerHeight)),
        Number.parseFloat(getComputedStyle(name).fontSize) > radius,
      ];
    });
  for (const [width, height] of [
    [1024, 640],
    [1440, 900],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect.poll(unseen, `at ${width}×${height}`).toEqual([0, true]);
  }
  await stage.seek(110);
  await stage.drawn();
  expect(await faults(page)).toEqual([]);
});

/** The log of the leader gets so many entries, one after the other. */
async function fill(stage: Stage, entries: number): Promise<void> {
  await stage.do(async (stage, entries) => {
    for (let at = 1; at <= entries; at += 1) {
      stage.command(`request @A SET x ${at}`);
      await stage.seek(stage.currentTime + 60);
    }
  }, entries);
  await stage.drawn();
}

test('the ring stays where it is while the table grows', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.command('timer A 20');
  await stage.seek(120);
  await stage.drawn();
  const before = await page.locator('.stage').boundingBox();
  await fill(stage, 30);
  expect(await page.locator('.ledger-cell').count()).toBeGreaterThan(40);
  expect(await page.locator('.stage').boundingBox()).toEqual(before);
});

test('a presenter has the ring and one line, large, and the keys; Esc leads back', async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 });
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.command('timer A 20');
  await stage.seek(90);
  await stage.command('latency A-B 100..120', 'hold B>A Heartbeat', 'request @A SET x 5');
  await stage.seek(130);
  await page.keyboard.press('p');
  const line = page.locator('.presenter-line');
  await expect(line).toContainText('SET x 5');
  await expect(page.locator('.frame-column, .frame-transport, .frame-lower')).toHaveCount(0);
  await stage.drawn();
  const small = await page.evaluate(() => {
    const root = document.querySelector('quorate-stage')?.shadowRoot as ShadowRoot;
    return [...root.querySelectorAll('.stage text, .stage-chip, .presenter p, .presenter button')]
      .filter(
        (text) => text.textContent?.trim() && text.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
      )
      .map((text) => ({ text: text.textContent?.trim(), size: Number.parseFloat(getComputedStyle(text).fontSize) }))
      .filter(({ size }) => size < 16);
  });
  expect(small).toEqual([]);
  await stage.drawn();
  const before = await stage.now();
  await page.keyboard.press('ArrowRight');
  expect(await stage.now()).toBeGreaterThan(before);
  await page.keyboard.press('p');
  await expect(page.locator('.frame-column')).toBeVisible();
});

test('on part of a slide a presenter sees the ring large, and its letters can be read, as large as they are drawn', async ({
  page,
}) => {
  await page.setViewportSize({ width: 480, height: 300 });
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.seek(130);
  await page.keyboard.press('p');
  await expect(page.locator('.presenter-line')).toBeVisible();
  const ringOf = () =>
    page.evaluate(() => {
      const root = document.querySelector('quorate-stage')?.shadowRoot as ShadowRoot;
      const letters = [...root.querySelectorAll<SVGTextElement>('.stage text')].filter((text) =>
        text.checkVisibility({ visibilityProperty: true, opacityProperty: true }),
      );
      const sizes = letters.map(
        (text) => Number.parseFloat(getComputedStyle(text).fontSize) * (text.getScreenCTM()?.a ?? 0),
      );
      return {
        isReadable: Math.min(...sizes) > 11.9,
        isLarge: (root.querySelector('.part-stage')?.clientHeight ?? 0) > 180,
      };
    });
  await expect.poll(ringOf).toEqual({ isReadable: true, isLarge: true });
});

test('long logs of many servers are seen whole, wherever a lesson speaks of them; so is the title on a phone', async ({
  page,
}) => {
  await open(page, 'lesson=raft/six-followers');
  for (const [width, height] of [
    [1440, 900],
    [1024, 640],
    [844, 390],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(page.locator('.ledger-row')).toHaveCount(7);
    const cut = () =>
      page.evaluate(() => {
        const root = document.querySelector('quorate-stage')?.shadowRoot as ShadowRoot;
        const room = (root.querySelector('.part-log') as Element).getBoundingClientRect();
        const cells = [...root.querySelectorAll('.ledger-cell')].filter((cell) => {
          const { left, right, bottom } = cell.getBoundingClientRect();
          return left < room.left - 1 || right > room.right + 1 || bottom > room.bottom + 1;
        });
        const name = document.querySelector('.bar-lessons span') as Element;
        const isCut = name.scrollWidth > name.clientWidth || name.scrollHeight > name.clientHeight + 1;
        return [cells.length, isCut ? name.textContent : null];
      });
    await expect.poll(cut, `at ${width}×${height}`).toEqual([0, null]);
  }
});

test('a sheet of paper, high or broad, has ring, logs and timeline, and nothing is cut', async ({
  page,
  browserName,
}) => {
  const stage = await open(page, 'protocol=raft&nodes=9&seed=7');
  await stage.command('timer A 20');
  await stage.seek(120);
  await fill(stage, 20);
  await stage.command('partition A B C | D E F G H I');
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await stage.drawn();
    // Paper is printed before anything that waits for a change of size has its turn: it is read in the same breath.
    const cut = await page.evaluate(() => {
      dispatchEvent(new Event('beforeprint'));
      const root = document.querySelector('quorate-stage')?.shadowRoot as ShadowRoot;
      const sheet = root.querySelector('.frame-print') as HTMLElement;
      const found = [false, true].flatMap((isBroad) => {
        sheet.classList.toggle('frame-broad', isBroad);
        const shown = sheet.querySelector(isBroad ? '.frame-pictures-broad' : '.frame-pictures') as Element;
        const within = (around: Element, parts: string) => {
          const room = around.getBoundingClientRect();
          return [...around.querySelectorAll(parts)].flatMap((part) => {
            const { left, right, top, bottom } = part.getBoundingClientRect();
            const fits =
              left > room.left - 1 && right < room.right + 1 && top > room.top - 1 && bottom < room.bottom + 1;
            return fits ? [] : [`${part.getAttribute('class')} ${isBroad ? 'broad' : 'high'}`];
          });
        };
        const nodes = shown.querySelectorAll('[data-node] .stage-disc').length;
        return [
          ...(nodes === 9 ? [] : [`${nodes} nodes`]),
          ...within(shown, '[data-node] > *, .stage-card, .stage-wall'),
          ...within(sheet, '.paper-head, .serving, .ledger-cell, .ledger-state, .timeline-present, .timeline-axis'),
        ];
      });
      sheet.classList.remove('frame-broad');
      return found;
    });
    expect(cut, `from ${width}×${height}`).toEqual([]);
    await expect(page.locator('.paper-head')).toHaveText(/Raft, 9 nodes, seed 7, at .+ms/);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await expect(page.locator('.frame-sheet')).toHaveCount(0);
  }
  if (browserName !== 'chromium') return;
  for (const [format, landscape] of [
    ['Letter', false],
    ['A4', true],
  ] as const) {
    const pages = (await page.pdf({ format, landscape })).toString('latin1').match(/\/Type\s*\/Page\b/g);
    expect(pages, `${format} ${landscape ? 'broad' : 'high'}`).toHaveLength(1);
  }
});

test('what a browser has translated goes on telling what is', async ({ page }) => {
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.show('Events');
  await stage.seek(200);
  await stage.drawn();
  const translated = await page.evaluate(() => {
    const root = document.querySelector('quorate-stage')?.shadowRoot as ShadowRoot;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let text = walker.nextNode(); text; text = walker.nextNode())
      if (text.nodeValue?.trim() && !text.parentElement?.closest('[translate="no"], style')) texts.push(text as Text);
    for (const text of texts) {
      const font = document.createElement('font');
      font.textContent = `«${text.nodeValue}»`;
      text.replaceWith(font);
    }
    return texts.length;
  });
  expect(translated).toBeGreaterThan(10);
  await stage.command('crash B');
  await expect(page.locator('.events-row').first()).toContainText('B crashes.');
  await stage.seek(150);
  await expect(page.locator('.transport-clock')).toHaveText(/150/);
  await expect(page.locator('.part-events')).not.toContainText('B crashes.');
});

test('faults that have no room are folded into one, which tells them in full', async ({ page }) => {
  await page.setViewportSize({ width: 1024, height: 640 });
  const stage = await open(page, 'protocol=raft&nodes=5&seed=7');
  await stage.command(
    'latency A-B 100..120',
    'hold B>A Heartbeat',
    'rule commit-own-term off',
    'disk A 60000',
    'clock C 120%',
  );
  await stage.drawn();
  const covered = await page.evaluate(() => {
    const root = document.querySelector('quorate-stage')?.shadowRoot as ShadowRoot;
    const box = (element: Element) => element.getBoundingClientRect();
    const nodes = [...root.querySelectorAll('[data-node] .stage-disc')].map(box);
    return [...root.querySelectorAll('.stage-chip')]
      .filter((chip) => chip.checkVisibility())
      .filter((chip) => {
        const { left, right, top, bottom, width } = box(chip);
        return width > 0 && nodes.some((n) => n.left < right && n.right > left && n.top < bottom && n.bottom > top);
      })
      .map((chip) => chip.textContent?.trim());
  });
  expect(covered).toEqual([]);
  const folded = page.getByText(/^\+\d more$/);
  const told = page.getByRole('button', { name: 'C: clock 120%' });
  await folded.click();
  await expect(told).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(told).toBeHidden();
  await folded.click();
  await page.locator('.stage').click({ position: { x: 300, y: 300 } });
  await expect(told).toBeHidden();
  await folded.click();
  await page.getByRole('button', { name: 'C: clock 120%. To undo: clock C default' }).click();
  await expect(page.getByText('C: clock 120%')).toHaveCount(0);
  expect(await stage.script()).toMatch(/clock C default$/m);
});
