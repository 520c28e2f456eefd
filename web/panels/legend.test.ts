import { readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { translator } from '../i18n/index';
import { depictionOf, loadGuide, loadTable, protocolNames } from '../protocols/registry';
import { signsOf } from './legend';

beforeAll(() => Promise.all(protocolNames().flatMap((name) => [loadGuide(name), loadTable(name)])));

/** The signs that the drawing code of a folder gives to what it draws; those that it puts together are left out. */
function drawn(folder: string): readonly string[] {
  const files = readdirSync(`web/${folder}`).filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
  const source = files.map((path) => readFileSync(`web/${folder}/${path}`, 'utf8')).join('\n');
  const given = [...source.matchAll(/data-sign=(?:"([\w-]+)"|\$\{([^{}]*)\})/g)];
  return given.flatMap(
    ([, name, choice = '']) =>
      name ?? [...choice.replace(/^[^?]*\?/, '').matchAll(/'([\w-]+)'/g)].map(([, one = '']) => one),
  );
}

/** What Rust calls the messages of a protocol. */
function kinds(protocol: string): readonly string[] {
  const source = readFileSync(`crates/sim/src/${protocol}/mod.rs`, 'utf8');
  const [, list = ''] = /const KINDS: [^=]*=\s*&\[([^\]]*)\]/.exec(source) ?? [];
  return [...list.matchAll(/"(\w+)"/g)].map(([, kind = '']) => kind);
}

test('the signs of the drawing code are found', () => {
  expect(drawn('stage')).toEqual(
    expect.arrayContaining(['wall', 'one-way', 'timer', 'era', 'down', 'votes', 'client']),
  );
  expect(drawn('protocols/raft')).toEqual(expect.arrayContaining(['crown', 'voted-for', 'log', 'snapshot']));
  expect(drawn('protocols/paxos')).toEqual(expect.arrayContaining(['proposer', 'campaign', 'accepted', 'chosen']));
});

test('what all protocols share is explained in the legend of one of them at least', () => {
  const all = protocolNames().flatMap((name) => signsOf(name, translator('en', name)));
  expect([...drawn('stage'), ...drawn('panels')].filter((sign) => !all.includes(sign))).toEqual([]);
});

describe.each(protocolNames())('the legend of %s', (name) => {
  test('has a row for each kind of message, and for each sign that its own folder draws', () => {
    const rows = signsOf(name, translator('en', name));
    expect(new Set(rows).size).toBe(rows.length);
    const messages = [...kinds(name), ...Object.keys(depictionOf(name).shapes), 'ClientRequest', 'ClientResponse'];
    expect(kinds(name).length).toBeGreaterThan(5);
    expect([...messages, ...drawn(`protocols/${name}`)].filter((sign) => !rows.includes(sign))).toEqual([]);
  });

  test('says it in sentences; of a message, which is named first, after a colon', () => {
    const t = translator('en', name);
    const isMessage = (sign: string) => t.has(`message.${sign}`);
    const odd = signsOf(name, t).filter((sign) => {
      const says = t(`sign.${sign}`);
      const begins = isMessage(sign) ? /^[a-z]/ : /^([A-Z]|matchIndex: |nextIndex: )/;
      return !begins.test(says) || !/[.)?]$/.test(says);
    });
    expect(odd).toEqual([]);
  });

  test.each(['en', 'zh'] as const)('says in %s what each sign means', (lang) => {
    const t = translator(lang, name);
    const signs = [...signsOf(name, t), ...drawn('stage'), ...drawn(`protocols/${name}`)];
    expect(signs.filter((sign) => !t.has(`sign.${sign}`))).toEqual([]);
  });
});
