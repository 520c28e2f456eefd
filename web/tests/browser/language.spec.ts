// Both languages, complete: nothing on the screen is left in the other, and nothing is without words.

import { expect, test } from '@playwright/test';
import { open, type Stage } from './stages';

/** What can be read on the page, accessible names included, but for what says of itself that it is in another language. */
function readable(stage: Stage): Promise<string[]> {
  return stage.page.evaluate(() => {
    const found: string[] = [];
    const walk = (node: Node): void => {
      if (node instanceof Element) {
        const own = node.getAttribute('lang');
        if (own !== null && !own.startsWith(document.documentElement.lang.slice(0, 2))) return;
        if (['SCRIPT', 'STYLE', 'NOSCRIPT', 'KBD', 'TEXTAREA', 'INPUT'].includes(node.tagName)) return;
        const { display, visibility } = getComputedStyle(node);
        if (display === 'none' || visibility === 'hidden') return;
        for (const name of ['aria-label', 'title', 'aria-valuetext', 'placeholder']) {
          const text = node.getAttribute(name);
          if (text) found.push(text);
        }
        if (node.shadowRoot) walk(node.shadowRoot);
      }
      if (node instanceof Text && node.data.trim()) found.push(node.data.trim());
      for (const child of node.childNodes) walk(child);
    };
    walk(document.body);
    return [...new Set(found)];
  });
}

/** The paper's own words, which stand in Chinese text as they are; names of commands, nodes and values. */
const TERMS =
  /Quorate|Raft|Paxos|Prepare|Promise|Accept(ed|Refused)?|Learned|RequestVote|RequestPreVote|AppendEntries|InstallSnapshot|TimeoutNow|(prevLog|next|match)Index|Heartbeat|English|SET|ADD|DEL|GET|Esc|PgUp|PgDn|Tab|Enter|term|ballot|leader|follower|candidate|learner|acceptor|proposer|heartbeat|index|log|no-op|next|match|apple|pear|Figure|crash|partition|request|heal|[a-z]+ms\b/gi;

const SCENES = [
  {
    name: 'Raft',
    hash: 'protocol=raft&nodes=5&seed=7',
    lines: ['timer A 20'],
    at: 90,
    after: ['request @A SET x 5', 'crash B', 'partition A C | D E'],
  },
  {
    name: 'Paxos',
    hash: 'protocol=paxos&nodes=3&seed=7',
    lines: ['request @A apple', 'request @C pear'],
    at: 45,
    after: ['crash B'],
  },
  { name: 'a lesson', hash: 'lesson=raft/leader-crash', lines: [], at: 200, after: [] },
] as const;

for (const lang of ['en', 'zh'] as const) {
  for (const { name, hash, lines, at, after } of SCENES) {
    test(`all of ${name} has words in ${lang === 'en' ? 'English' : 'Chinese'}`, async ({ page }) => {
      const stage = await open(page, `${hash}&lang=${lang}`);
      await stage.command(...lines);
      await stage.seek(at);
      await stage.command(...after);
      await stage.seek(at + 25);
      await stage.select('A');
      for (const tab of await stage.element.getByRole('tab').all()) {
        await tab.click();
        await stage.drawn();
        const texts = await readable(stage);
        expect(texts.length).toBeGreaterThan(20);
        expect(texts.filter((text) => text.includes('⟦'))).toEqual([]);
        const foreign =
          lang === 'en'
            ? texts.filter((text) => /[\u3000-\u9fff\uff00-\uffef]/.test(text))
            : texts.filter((text) => !/[\u3000-\u9fff]/.test(text) && /[a-z]{3}/i.test(text.replace(TERMS, '')));
        expect(foreign).toEqual([]);
      }
    });
  }
}

test('the language is changed on the spot, and remembered', async ({ page }) => {
  const stage = await open(page, 'seed=7');
  await stage.seek(300);
  await page.getByRole('button', { name: '切换到中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page).toHaveTitle('Quorate：看得见的共识');
  await expect(page.getByRole('tab', { name: '事件' })).toBeVisible();
  expect(await stage.now()).toBe(300);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});
