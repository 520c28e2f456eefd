import { withPage } from '../browser-bench.mjs';
import { Stop } from '../setup.mjs';

export const title =
  'Search in the page, in its worker: different states a second, with all rules on, to the end of the bounds';

/** The largest that are still done in seconds; the rule says which bounds. */
const SEARCHES = [
  ['raft', 'commit-last-new'],
  ['paxos', 'adopt-highest'],
];

export async function bench() {
  const lines = [];
  for (const [protocol, rule] of SEARCHES) {
    lines.push(await withPage(`protocol=${protocol}&nodes=3&seed=7&lang=en`, (page) => search(page, protocol, rule)));
  }
  return lines;
}

/** As a reader does it, and with the numbers that a reader is told. */
async function search(page, protocol, rule) {
  await page.getByRole('tab', { name: 'Settings' }).click();
  const field = page.locator('.settings-field', { has: page.locator(`[id="setting-rule-${rule}"]`) });
  await field.locator('.settings-find').click();
  const patience = { timeout: 120_000 };
  await field.getByRole('button', { name: 'The same search with the rule on' }).click(patience);
  const said = field.getByText('With the rule on');
  await said.waitFor(patience);
  const panel = await field.locator('.settings-search').innerText();
  const [, states, seconds] = /([\d,]+) states were tried in ([\d.]+) s/.exec(panel) ?? [];
  if (!states) throw new Stop(`the page says no numbers: ${panel}`);
  const rate = Number(states.replaceAll(',', '')) / Number(seconds);
  return `${protocol.padEnd(6)} ${states} states in ${seconds} s: ${Math.round(rate).toLocaleString('en')} a second (${rule})`;
}
