import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { protocolNames, REGISTRY } from './registry';

/** What the page is made of, without tests and without what is generated. */
const files = ['index.html', ...readdirSync('web', { recursive: true, encoding: 'utf8' }).map((path) => `web/${path}`)]
  .filter((path) => /\.(ts|css|html)$/.test(path))
  .filter((path) => !/\.test\.ts$|^web\/(?:pkg|tests|protocols)\//.test(path));

test('nothing outside the folders of the protocols names one', () => {
  expect(files.length).toBeGreaterThan(50);
  // Not within another word, as in `draft`; but `RaftNode` is a name as well.
  const capitals = protocolNames().map((name) => `${name[0]?.toUpperCase()}${name.slice(1)}`);
  const names = [...protocolNames(), ...capitals];
  const name = new RegExp(`(?<![a-zA-Z])(?:${names.join('|')})|(?<=[a-z])(?:${capitals.join('|')})`);
  const named = files.flatMap((path) => {
    const lines = readFileSync(path, 'utf8').split('\n');
    return lines.flatMap((line, at) => (name.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : []));
  });
  expect(named).toEqual([]);
});

test('no protocol’s folder uses that of another', () => {
  for (const { name } of REGISTRY) {
    const others = new RegExp(
      `from '\\.\\./(?:${protocolNames()
        .filter((other) => other !== name)
        .join('|')})/`,
    );
    const own = readdirSync(`web/protocols/${name}`).filter((file) => file.endsWith('.ts'));
    expect(own.length).toBeGreaterThan(3);
    for (const file of own) expect(readFileSync(`web/protocols/${name}/${file}`, 'utf8')).not.toMatch(others);
  }
});
