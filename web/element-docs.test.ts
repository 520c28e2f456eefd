import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ATTRIBUTES } from './attributes';
import { CONTROLS, EVENTS, HOTKEYS, PANELS, THEMES } from './constants';
import { COLOURS } from './theme/tokens';

const DOCS = readFileSync('docs/element.md', 'utf8');

/** What stands in the first column of the table below that heading. */
function named(heading: string): readonly string[] {
  const section = DOCS.split(/^##+ /m).find((section) => section.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
  );
}

test('the element is described: its attributes, its events, and nothing that there is not', () => {
  expect(named('Attributes').toSorted()).toEqual([...ATTRIBUTES].sort());
  expect(named('Events').toSorted()).toEqual(Object.values(EVENTS).sort());
  for (const word of [...CONTROLS, ...HOTKEYS, ...THEMES]) expect(DOCS).toContain(`\`${word}\``);
  for (const panel of PANELS) expect(DOCS).toMatch(new RegExp(`\`[a-z -]*\\b${panel}\\b`));
});

test('so are the colours that a page may set, and the parts that it may style', () => {
  const colours = named('Size and looks').filter((name) => !/radius|gap|font|mono/.test(name));
  expect(colours.toSorted()).toEqual(
    Object.keys(COLOURS)
      .map((name) => `--q-${name}`)
      .sort(),
  );
  const parts = [...readFileSync('web/frame.ts', 'utf8').matchAll(/ part="(\w+)"/g)].map(([, name]) => name);
  const [, told = ''] = /`::part\(\)`: (.*)\./.exec(DOCS) ?? [];
  expect(told.split(', ')).toEqual(parts.map((name) => `\`${name}\``));
});

test('every property and method that is described is one', () => {
  const sources = ['element', 'playing-element', 'attribute-element'].map((name) =>
    readFileSync(`web/${name}.ts`, 'utf8'),
  );
  const members = named('Properties and methods').map((name) => name.replace(/\(.*/, ''));
  expect(members.length).toBeGreaterThan(20);
  for (const member of members)
    expect(sources.join(), member).toMatch(new RegExp(`^  (?:override |async )*(?:get )?${member}\\(`, 'm'));
});
