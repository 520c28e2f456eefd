import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { WORDS } from '../search/words';
import { en as english } from './en';
import type { Dictionary } from './index';
import { zh as chinese } from './zh';

/** With what a search says, which is loaded with it. */
const dictionaries: Readonly<Record<string, Dictionary>> = {
  en: { ...english, ...WORDS.en },
  zh: { ...chinese, ...WORDS.zh },
};
const { en = {}, zh = {} } = dictionaries;

/** What is between braces, without repeats, in order. */
function places(sentence: string): readonly string[] {
  return [...new Set([...sentence.matchAll(/\{([\w-]+)\}/g)].map(([, name]) => name ?? ''))].sort();
}

function sources(folder: string, ending: string): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const wanted = paths.filter((path) => path.endsWith(ending) && !path.endsWith('.test.ts') && !path.startsWith('pkg'));
  return wanted.map((path) => readFileSync(`${folder}/${path}`, 'utf8'));
}

const core = sources('crates/core/src', 'event.rs').join('\n');
const simulation = sources('crates/sim/src', '.rs').join('\n');
const page = sources('web', '.ts').join('\n');

/** The events of all protocols, as their tables declare them: key and arguments. */
const events = [...core.matchAll(/\n {4}\w+ \{([^{}]*)\}\s*=>\s*"([\w.-]+)"/g)].map(([, fields = '', key = '']) => ({
  key,
  args: [...fields.matchAll(/(\w+):/g)].map(([, name]) => name),
}));

function literals(source: string, pattern: RegExp): readonly string[] {
  const found = [...source.matchAll(pattern)].map(([, ...groups]) => groups.find((group) => group !== undefined) ?? '');
  return [...new Set(found)].sort();
}

const ownKeys = literals(simulation, /"((?:cluster|error)\.[a-z-]+)"/g);
const settings = literals(simulation, /(?:setting!\("([a-z-]+)", false|span!\("([a-z-]+)")/g);
const rules = literals(simulation, /(?:setting!\("([a-z-]+)", true|rule!\("([a-z-]+)")/g);
/** Where messages get their kinds. */
const pictures = ['view.rs', 'view/mod.rs', 'picture.rs', 'simulation/mod.rs'].flatMap((path) => sources('crates/sim/src', path));
const kinds = literals(pictures.join('\n'), /"((?:[A-Z][a-z]+)+)"/g);
const timers = literals(simulation, /Timer::\w+ => "([a-z-]+)"/g);
const roles = literals(
  simulation,
  /=> "(leader|follower|precandidate|candidate|outsider|proposer|acceptor|learner|down)"/g,
);

/** Why a request is refused for good: the reason is all that the client is told. */
const failures = literals(simulation, /Refusal::\w+ => "([a-z-]+)"/g);

const violationArgs = literals(simulation, /\("([a-zA-Z_]+)", [^"]/g);

/** The checks of all protocols. */
const checks = sources('crates/sim/src', '.rs').flatMap((source) =>
  [...source.matchAll(/id: "([a-z]+\.[a-z-]+)"/g)].map(([, id = '']) => id),
);

const asked = literals(page, /\bt\('([\w.-]+)'/g);

test('the tables of events are read, and so are the keys of the simulation and of the page', () => {
  expect(events.find(({ key }) => key === 'raft.vote-granted')?.args).toEqual(['candidate', 'term']);
  expect(ownKeys).toEqual(expect.arrayContaining(['cluster.crashed', 'error.unknown-node']));
  expect(settings).toEqual(expect.arrayContaining(['latency', 'election-timeout', 'phase-timeout']));
  expect(rules).toEqual(expect.arrayContaining(['durable-before-answering', 'commit-own-term', 'adopt-highest']));
  expect(kinds).toEqual(expect.arrayContaining(['AppendEntries', 'Prepare', 'ClientRequest']));
  expect(timers).toEqual(expect.arrayContaining(['election', 'retry']));
  expect(checks).toEqual(expect.arrayContaining(['raft.election-safety', 'paxos.agreement']));
  expect(asked).toContain('checks.title');
});

test('both languages have the same sentences with the same places', () => {
  const placesOf = (dictionary: Dictionary) => Object.entries(dictionary).map(([key, text]) => [key, places(text)]);
  expect(placesOf(zh)).toEqual(placesOf(en));
});

test('Chinese is written as Chinese', () => {
  const names = ['protocol.raft', 'protocol.paxos', 'command-line.example'];
  const isWords = (text: string) => /[a-z]{3}/i.test(text.replace(/\{[\w-]+\}/g, ''));
  const words = Object.entries(en).filter(([key, text]) => !names.includes(key) && isWords(text));
  expect(words.length).toBeGreaterThan(100);
  expect(
    words
      .filter(([key]) => !/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(dictionaries.zh?.[key] ?? ''))
      .map(([key]) => key),
  ).toEqual([]);
});

describe.each(Object.entries(dictionaries))('%s has words for', (_, dictionary) => {
  const missing = (keys: readonly string[]) => keys.filter((key) => !dictionary[key]?.trim());

  test('every event, with no arguments but those that it has', () => {
    expect(missing(events.map(({ key }) => key))).toEqual([]);
    for (const { key, args } of events)
      expect(args, key).toEqual(expect.arrayContaining([...places(dictionary[key] ?? '')]));
  });

  test('whatever the simulation itself tells or refuses', () => {
    expect(missing(ownKeys)).toEqual([]);
  });

  test('every check: its name, what it promises, how it was broken', () => {
    const parts = ['name', 'says', 'broken'];
    const broken = checks.map((id) => dictionary[`check.${id}.broken`] ?? '');
    expect(violationArgs).toEqual(expect.arrayContaining(broken.flatMap(places)));
    expect(missing(checks.flatMap((id) => parts.map((part) => `check.${id}.${part}`)))).toEqual([]);
  });

  test('every setting and rule of the simulation, and what it does', () => {
    const keys = [...settings.map((name) => `setting.${name}`), ...rules.map((name) => `setting.rule.${name}`)];
    expect(missing(keys.flatMap((key) => [key, `${key}.says`]))).toEqual([]);
  });

  test('every kind of message, timer, role and reason to refuse', () => {
    expect(missing(kinds.map((kind) => `message.${kind}`))).toEqual([]);
    expect(missing(timers.map((timer) => `timer.${timer}`))).toEqual([]);
    expect(missing(roles.map((role) => `role.${role}`))).toEqual([]);
    expect(missing(failures.map((reason) => `failure.${reason}`))).toEqual([]);
  });

  test('all that the page asks for by name', () => {
    expect(missing(asked)).toEqual([]);
  });
});
