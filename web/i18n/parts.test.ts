import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { readDictionary, spokenIn } from '../../scripts/languages.mjs';
import { protocolNames } from '../protocols/registry';
import { begin, loadModules } from '../tests/modules';
import type { ProtocolName } from '../types';
import type { Dictionary } from './languages';

/** What is said in English at once, and late. */
const said = (name: string) =>
  readDictionary(`languages/en/${name}.json`) as Readonly<Record<'first' | 'late', Dictionary>>;

const page = said('page');

/** The files that are loaded with these, at once: what they import by name, and what that imports. */
function loadedWith(...entries: readonly string[]): readonly string[] {
  const found = new Set<string>();
  const visit = (file: string) => {
    if (found.has(file) || !existsSync(file)) return;
    found.add(file);
    for (const [, from = ''] of readFileSync(file, 'utf8').matchAll(
      /^(?:im|ex)port (?!type\b)[^;]*? from '(\.[^']+)';/gms,
    ))
      visit(path.join(path.dirname(file), `${from}.ts`));
  };
  entries.forEach(visit);
  return [...found];
}

beforeAll(loadModules);

const AT_ONCE = ['web/page.ts', 'web/element.ts'];

/** Keys that are asked for by name. */
function asked(files: readonly string[]): readonly string[] {
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key = '']) => key),
  );
}

test('of the panels, only what the first picture needs is loaded at once', () => {
  const files = loadedWith(...AT_ONCE).filter((file) => file.startsWith('web/panels/'));
  expect(files.map((file) => path.basename(file, '.ts')).sort()).toEqual([
    'late',
    'playhead',
    'prompt',
    'serving',
    'transport',
    'welcome',
  ]);
});

test.each(protocolNames())('of %s, what the page asks for at once is not among the words of late panels', (name) => {
  const own = said(name);
  // With what the language says of itself.
  const first: Dictionary = { ...spokenIn('languages/en/page.json', 'first'), ...own.first };
  const files = loadedWith(...AT_ONCE, `web/protocols/${name}/index.ts`);
  expect(asked(files).length).toBeGreaterThan(60);
  expect(asked(files).filter((key) => !(key in first))).toEqual([]);
  // Nor what is asked for by a key that the simulation or a list gives, before anybody has done anything.
  const late = { ...page.late, ...own.late };
  const given = /^(?:role|stage|tab|timeline|frame|page|value)\b/;
  expect(Object.keys(late).filter((key) => given.test(key))).toEqual([]);
  expect([...toldBy(name)].filter((key) => !(key in first))).toEqual([]);
});

/** The events of runs that nobody touches. */
function toldBy(protocol: ProtocolName): ReadonlySet<string> {
  const told = new Set<string>();
  for (let nodes = 1; nodes <= 9; nodes += 1) {
    const session = begin({ protocol, nodes, seed: nodes });
    for (let at = 20; at <= 6000; at += 20) {
      session.advance(at, 100_000);
      for (const { key } of session.trail().events) told.add(key);
    }
  }
  return told;
}
