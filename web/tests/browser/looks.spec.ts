// How the main views look: in three sizes, both themes, both languages, stopped at a fixed moment of a fixed run.
// After a change that is meant: npx playwright test looks --project=chromium --update-snapshots=all

import { expect, test } from '@playwright/test';
import { chooseTheme, open } from './stages';

const SIZES = { wall: [1440, 900], laptop: [1024, 640], phone: [390, 844] } as const;

const SCENES = [
  {
    name: 'raft-partition',
    hash: 'protocol=raft&nodes=5&seed=7',
    play: [
      [0, 'timer A 20'],
      [100, 'request @A SET x 5'],
      [200, 'partition A B | C D E'],
      [205, 'timer C 30'],
      [300, 'request @C SET x 8'],
    ],
    at: 330,
  },
  {
    name: 'raft-members',
    hash: 'protocol=raft&nodes=5&seed=7',
    play: [
      [0, 'timer A 20'],
      [100, 'request @A SET x 5'],
      [200, 'request @A SET y 7'],
      [300, 'snapshot A'],
      [350, 'add F'],
      [520, 'remove E'],
      [640, 'crash E'],
      [800, 'configure A B G H'],
    ],
    at: 1014,
  },
  {
    name: 'paxos-duel',
    hash: 'protocol=paxos&nodes=5&seed=3',
    play: [
      [0, 'request @A apple'],
      [8, 'request @E pear'],
    ],
    at: 62,
  },
  { name: 'lesson', hash: 'lesson=raft/leader-crash', play: [], at: 570 },
] as const;

test.skip(({ browserName }) => browserName !== 'chromium', 'browsers draw text a little differently');

for (const { name, hash, play, at } of SCENES) {
  for (const [size, [width, height]] of Object.entries(SIZES)) {
    for (const [theme, lang] of [
      ['light', 'en'],
      ['dark', 'zh'],
      ['light', 'zh'],
      ['dark', 'en'],
    ] as const) {
      test(`${name}, ${size}, ${theme}, ${lang}`, async ({ page }) => {
        await page.setViewportSize({ width, height });
        await chooseTheme(page, theme);
        await page.clock.install();
        const stage = await open(page, `${hash}&lang=${lang}`);
        for (const [when, line] of play) {
          await stage.seek(when);
          await stage.command(line);
        }
        await stage.seek(at);
        await stage.drawn();
        // The ring has then begun to make room for who came: on a busy machine it would be on its way for long.
        await page.clock.fastForward(5000);
        await stage.drawn();
        await expect(page).toHaveScreenshot(`${name}-${size}-${theme}-${lang}.png`);
      });
    }
  }
}
