import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** Where each type of the page is declared, tests and generated files left out. */
function declarations(): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync('web', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'))
    .filter((path) => !/^(?:pkg|tests)\//.test(path));
  const found = new Map<string, string[]>();
  for (const file of files) {
    const source = readFileSync(`web/${file}`, 'utf8');
    for (const [, name = ''] of source.matchAll(/^(?:export )?(?:abstract )?(?:interface|type|class) (\w+)/gm))
      found.set(name, [...(found.get(name) ?? []), file]);
  }
  return found;
}

test('a name of a type has one meaning', () => {
  const all = declarations();
  expect(all.size).toBeGreaterThan(120);
  expect([...all].filter(([, files]) => files.length > 1)).toEqual([]);
});
