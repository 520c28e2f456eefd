import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What is drawn again while a run plays. */
const BEATEN = /^(stage|protocols)\/|^panels\/(ledger|tables|timeline|transport|events)\.css$/;

// With each change inside, a browser asks anew of all around it what they contain: once it doubled what styles cost a beat.
test('what changes while a run plays is styled by what it is, and not by what is in it', () => {
  const files = readdirSync('web', { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.css') && BEATEN.test(path),
  );
  expect(files.length).toBeGreaterThan(8);
  for (const path of files) expect(readFileSync(`web/${path}`, 'utf8'), path).not.toContain(':has(');
});

// A strict content security policy forbids it: the property `style` is allowed everywhere.
test('no template, and no page, has styles in its markup', () => {
  const files = readdirSync('web', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/\.test\.ts$|^tests\//.test(path))
    .map((path) => `web/${path}`);
  expect(files.length).toBeGreaterThan(100);
  for (const path of [...files, 'index.html']) {
    const text = readFileSync(path, 'utf8');
    expect(text, path).not.toMatch(/[\s"]style=["$]|<style|setAttribute\('style'/);
  }
});
