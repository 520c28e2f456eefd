import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  comparedWithEnglish,
  dictionaryNames,
  languageCodes,
  nameOf,
  places,
  sentencesIn,
} from '../../scripts/languages.mjs';
import { protocolNames, REGISTRY } from '../protocols/registry';
import { RUST_FOLDERS, rustFolder } from '../tests/rust-folders';
import { translator, wordsOf } from './index';
import type { Dictionary } from './languages';
import { sentence } from './sentence';

const inBoth = (name: string) => ({
  name,
  en: sentencesIn(`languages/en/${name}.json`) as Dictionary,
  zh: sentencesIn(`languages/zh/${name}.json`) as Dictionary,
});

/** What all protocols share. */
const SHARED = inBoth('page');

const own = REGISTRY.map(({ name }) => inBoth(name));

/** All dictionaries, each in both languages. */
const PAIRS = [SHARED, ...own, inBoth('courses')];

/** What the page is told of a language itself. */
const HEADS = {
  en: { lang: nameOf('languages/en/page.json').tag, dir: 'ltr' },
  zh: { lang: nameOf('languages/zh/page.json').tag, dir: 'ltr' },
};

/** What a stage of a protocol speaks, by protocol and language. */
const SPOKEN = own.flatMap(({ name, en, zh }) => [
  { name, lang: 'en' as const, dictionary: { ...SHARED.en, ...HEADS.en, ...en } as Dictionary },
  { name, lang: 'zh' as const, dictionary: { ...SHARED.zh, ...HEADS.zh, ...zh } as Dictionary },
]);

function sources(folder: string, ending: string, without: readonly string[] = []): readonly string[] {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const wanted = paths
    .filter((path) => path.endsWith(ending) && !path.endsWith('.test.ts'))
    .filter((path) => !without.some((folder) => path.startsWith(`${folder}/`)));
  return wanted.map((path) => readFileSync(`${folder}/${path}`, 'utf8'));
}

/** Rust sources of the simulation, those of protocols left out. */
const simulation = sources('crates/sim/src', '.rs', RUST_FOLDERS).join('\n');

function literals(source: string, pattern: RegExp): readonly string[] {
  const found = [...source.matchAll(pattern)].map(([, ...groups]) => groups.find((group) => group !== undefined) ?? '');
  return [...new Set(found)].sort();
}

const ownKeys = literals(simulation, /"((?:cluster|error|warning)\.[a-z-]+)"/g);

/** What may be done with any node or client, but not with the cluster as a whole: that has keys, and no buttons. */
const ownActs = literals(simulation, /self\.act\(\s*"([a-z-]+)"|key: "([a-z-]+)", commands/g).filter(
  (act) => !['request', 'align', 'spread', 'heal'].includes(act),
);

/** The settings that these sources declare, and the rules among them, as the dictionaries call them. */
function settingKeys(source: string): readonly string[] {
  const settings = literals(source, /(?:setting!\("([a-z-]+)", false|span!\("([a-z-]+)")/g);
  const rules = literals(source, /(?:setting!\("([a-z-]+)", true|rule!\("([a-z-]+)")/g);
  return [...settings.map((name) => `setting.${name}`), ...rules.map((name) => `setting.rule.${name}`)];
}

/** The table of refusals: key, arguments and the sentence in English. */
const refusals = [
  ...sources('crates/sim/src/clock', 'refusal.rs')
    .join('\n')
    .matchAll(/\n {4}\w+(?: \{([^{}]*)\})?\s*=>\s*"(error\.[\w-]+)",\s*"([^"]*)";/g),
].map(([, fields = '', key = '', sentence = '']) => ({
  key,
  args: [...fields.matchAll(/(\w+):/g)].map(([, name]) => name).sort(),
  sentence,
}));

/** What the checks of several protocols have in common. */
const shared = sources('crates/sim/src/cluster', 'linearizable.rs').join('\n');

/** What one protocol's Rust sources declare. */
function declared(name: string) {
  const folder = rustFolder(name);
  const all = sources(`crates/sim/src/${folder}`, '.rs').join('\n');
  const pictures = ['view.rs', 'picture.rs', 'message.rs', 'serving.rs', 'fate.rs']
    .flatMap((path) => sources(`crates/sim/src/${folder}`, path))
    .join('\n');
  const table = sources(`crates/core/src/${folder}`, 'event.rs').join('\n');
  return {
    /** Its events: key and arguments. */
    events: [...table.matchAll(/\n {4}\w+ \{([^{}]*)\}\s*=>\s*"([\w.-]+)"/g)].map(([, fields = '', key = '']) => ({
      key,
      args: [...fields.matchAll(/(\w+):/g)].map(([, name]) => name),
    })),
    checks: literals(all, /id: "([a-z0-9-]+\.[a-z-]+)"/g),
    /** A check that several protocols have says a part of its sentence for all of them. */
    violationArgs: literals(all + shared, /\("([a-zA-Z_]+)", [^"]/g),
    settings: settingKeys(all),
    kinds: literals(pictures, /"((?:[A-Z][a-z]+)+)"/g),
    timers: literals(all, /Timer::\w+ => "([a-z-]+)"/g),
    roles: literals(all, /=> "(leader|follower|precandidate|candidate|outsider|proposer|acceptor|learner|down)"/g),
    /** What pictures say of a node: facts, sentences in them and why something may not be done; what may be; what is counted. */
    sentences: literals(pictures, /"([a-z0-9-]+\.[a-z-]+)"/g),
    acts: literals(pictures, /\bact\(\s*"([a-z-]+)"/g),
    tallies: [...pictures.matchAll(/let key = if .*?\{\s*"([a-z-]+)"\s*\} else \{\s*"([a-z-]+)"/gs)].flatMap(
      ([, one = '', other = '']) => [one, other],
    ),
    /** Why a request is refused for good: the reason is all that the client is told. */
    failures: literals(all, /Rejection::\w+ => "([a-z-]+)"/g),
  };
}

/** What the page asks for by name, its own parts and those of a protocol. */
const asked = literals(sources('web', '.ts', ['pkg', 'protocols', 'tests']).join('\n'), /\bt\('([\w.-]+)'/g);
const askedBy = (name: string) => literals(sources(`web/protocols/${name}`, '.ts').join('\n'), /\bt\('([\w.-]+)'/g);

/** The calls of `t` that name a key and the arguments that they give, as far as both can be read. */
function calls(source: string): readonly { key: string; args: readonly string[] }[] {
  return [...source.matchAll(/\bt\('([\w.-]+)'(, \{([^{}]*)\})?\)/g)].flatMap(([, key = '', , list = '']) => {
    if (list.includes('...')) return [];
    // `name`, `name: value`, `{ length: name }` is not among them.
    const args = list.split(',').flatMap((one) => /^\s*'?([\w-]+)'?\s*(?::|$)/.exec(one)?.[1] ?? []);
    return [{ key, args }];
  });
}

test('the tables of events are read, and so are the keys of the simulation and of the page', () => {
  const raft = declared('raft');
  expect(raft.events.find(({ key }) => key === 'raft.vote-granted')?.args).toEqual(['candidate', 'term']);
  expect(raft.settings).toEqual(expect.arrayContaining(['setting.election-timeout', 'setting.rule.commit-own-term']));
  expect(raft.kinds).toEqual(expect.arrayContaining(['AppendEntries', 'InstallSnapshot']));
  expect(raft.timers).toContain('election');
  expect(raft.checks).toContain('raft.election-safety');
  expect(raft.failures).toContain('nobody-left');
  expect(declared('paxos').kinds).toContain('Prepare');
  expect(raft.sentences).toEqual(
    expect.arrayContaining(['raft.voted-for', 'raft.members-uncommitted', 'failure.leads-already']),
  );
  expect(raft.acts).toContain('transfer');
  expect(declared('paxos').tallies).toEqual(['promises', 'acceptances']);
  expect(ownKeys).toEqual(expect.arrayContaining(['cluster.crashed', 'error.unknown-node']));
  expect(settingKeys(simulation)).toEqual(
    expect.arrayContaining(['setting.latency', 'setting.rule.durable-before-answering']),
  );
  expect(asked).toContain('checks.title');
  expect(askedBy('raft')).toContain('log.snapshot-of');
});

describe.each(PAIRS)('of $name', ({ en, zh }) => {
  test('both languages have the same sentences with the same places, in the same order', () => {
    const placesOf = (dictionary: Dictionary) => Object.entries(dictionary).map(([key, text]) => [key, places(text)]);
    expect(placesOf(zh)).toEqual(placesOf(en));
  });

  test('Chinese is written as Chinese', () => {
    const isWords = (text: string) => /[a-z]{3}/i.test(text.replace(/\{[\w-]+\}/g, ''));
    // An RPC, and a variable of the paper, keeps its name in every language; so do some terms.
    const isName = (text: string) => /^[A-Za-z][a-z]+(?:[A-Z][a-z]+)*$/.test(text);
    const isTerm = (key: string) => /^glossary\.[\w-]+\.(?:term|forms)$/.test(key);
    const words = Object.entries(en).filter(
      ([key, text]) =>
        key !== 'command-line.example' && !isTerm(key) && isWords(text) && !(isName(text) && zh[key] === text),
    );
    expect(words.length).toBeGreaterThan(5);
    expect(
      words.filter(([key]) => !/[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/.test(zh[key] ?? '')).map(([key]) => key),
    ).toEqual([]);
  });
});

test('the dictionaries of a language are those of the page, of each protocol, and of the courses', () => {
  expect(dictionaryNames().sort()).toEqual(
    ['page', 'courses', ...protocolNames()].map((name) => `${name}.json`).sort(),
  );
});

/** A language may lack sentences and whole files; what it has is of ours. `npm run words` says the same. */
test.each(languageCodes())('what is said in %s is asked for, with the places that it has in English', (code) => {
  const files = dictionaryNames(`languages/${code}`);
  expect(files.filter((file) => !dictionaryNames().includes(file))).toEqual([]);
  for (const file of files) {
    const { unknown, misplaced } = comparedWithEnglish(`languages/${code}/${file}`);
    expect({ file, unknown, misplaced }).toEqual({ file, unknown: [], misplaced: [] });
  }
});

describe.each(SPOKEN)('$name in $lang has words for', ({ name, lang, dictionary }) => {
  const missing = (keys: readonly string[]) => keys.filter((key) => !dictionary[key]?.trim());
  const { events, checks, violationArgs, settings, kinds, timers, roles, failures, ...told } = declared(name);

  test('every event, with no arguments but those that it has', () => {
    expect(events.length).toBeGreaterThan(0);
    expect(missing(events.map(({ key }) => key))).toEqual([]);
    for (const { key, args } of events)
      expect(['node', ...args], key).toEqual(expect.arrayContaining([...places(dictionary[key] ?? '')]));
  });

  test('whatever the simulation itself tells', () => {
    expect(missing(ownKeys)).toEqual([]);
  });

  test('every refusal, with the arguments that it has', () => {
    expect(refusals.length).toBeGreaterThan(30);
    expect(missing(refusals.map(({ key }) => key))).toEqual([]);
    for (const { key, args } of refusals) expect([...places(dictionary[key] ?? '')].sort(), key).toEqual(args);
  });

  test('no refusal that there is not', () => {
    const known = new Set(refusals.map(({ key }) => key));
    const own = Object.keys(dictionary).filter((key) => /^error\.[a-z-]+$/.test(key));
    expect(own.filter((key) => !known.has(key) && !simulation.includes(`"${key}"`) && !asked.includes(key))).toEqual(
      [],
    );
  });

  test('every check: its name, what it guarantees, how it was broken', () => {
    const parts = ['name', 'says', 'broken'];
    const broken = checks.map((id) => dictionary[`check.${id}.broken`] ?? '');
    expect(checks.length).toBeGreaterThan(0);
    expect(violationArgs).toEqual(expect.arrayContaining(broken.flatMap(places)));
    expect(missing(checks.flatMap((id) => parts.map((part) => `check.${id}.${part}`)))).toEqual([]);
  });

  test('every setting and rule of the simulation, and what it does', () => {
    const keys = [...settingKeys(simulation), ...settings];
    expect(missing(keys.flatMap((key) => [key, `${key}.says`]))).toEqual([]);
  });

  test('every kind of message, timer, role and reason to refuse', () => {
    expect(kinds.length).toBeGreaterThan(0);
    expect(missing([...kinds, 'ClientRequest', 'ClientResponse'].map((kind) => `message.${kind}`))).toEqual([]);
    expect(missing(timers.map((timer) => `timer.${timer}`))).toEqual([]);
    expect(missing([...roles, 'down'].map((role) => `role.${role}`))).toEqual([]);
    expect(missing(failures.map((reason) => `failure.${reason}`))).toEqual([]);
  });

  test('all that a picture says of a node, and what may be done with it', () => {
    expect(missing(told.sentences)).toEqual([]);
    const fates = told.sentences.filter((key) => key.includes('.fate-'));
    expect(fates.length).toBeGreaterThan(1);
    expect(missing(fates.map((key) => `${key}.says`))).toEqual([]);
    expect(missing([...told.acts, ...ownActs].map((act) => `act.${act}`))).toEqual([]);
    expect(told.tallies.length).toBeGreaterThan(0);
    expect(missing(told.tallies.map((tally) => `tally.${tally}`))).toEqual([]);
    expect(missing(['pending', 'coming', 'granted', 'refused'].map((state) => `vote.${state}`))).toEqual([]);
  });

  test('all that the page, and its own part of it, asks for by name', () => {
    expect(missing([...asked, ...askedBy(name)])).toEqual([]);
  });

  test('no sentence that the page asks for leaves a place open', () => {
    const all = calls(
      [sources('web', '.ts', ['pkg', 'protocols', 'tests']), sources(`web/protocols/${name}`, '.ts')].flat().join('\n'),
    );
    expect(all.length).toBeGreaterThan(100);
    for (const { key, args } of all)
      expect(args, key).toEqual(expect.arrayContaining([...places(dictionary[key] ?? '')]));
  });

  test('no sentence of an event shows a brace, or a key without words', () => {
    const t = translator(lang, name);
    for (const { key, args } of events) {
      const given = Object.fromEntries(args.map((arg) => [arg ?? '', 1]));
      expect(sentence({ key, args: given, node: 'A' }, t), key).not.toMatch(/[{}⟦⟧…]\s*$|[{}⟦⟧]/);
    }
  });
});

test('a refusal says in English what the table of refusals says', () => {
  for (const { key, sentence } of refusals) expect(SHARED.en[key], key).toBe(sentence);
});

test('what has no words, or an argument that nobody gives, is still something to read', () => {
  expect(wordsOf('raft.vote-granted')).toBe('vote granted');
  expect(translator('en')('search.failed')).not.toMatch(/[{}]/);
});
