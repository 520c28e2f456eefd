/**
 * How the page speaks: words that it never uses, since the field or the page itself has another, and how long a sentence
 * may be. The dictionaries are read through the registry, a protocol and a language at a time; the lessons and the README
 * are read as well.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documents } from '../../scripts/documents.mjs';
import { readDictionary, sentencesIn } from '../../scripts/languages.mjs';
import { glossary, loadGlossary } from '../glossary';
import { REGISTRY } from '../protocols/registry';
import { rustFolder } from '../tests/rust-folders';

type Lang = 'en' | 'zh';

interface Spoken {
  /** Where it stands: a key, or a file and its line. */
  readonly at: string;
  readonly text: string;
}

interface Source {
  readonly name: string;
  /** A protocol's name, or what all share. */
  readonly protocol: string;
  readonly lang: Lang;
  readonly spoken: readonly Spoken[];
}

const LANGS: readonly Lang[] = ['en', 'zh'];

await loadGlossary();

const spokenIn = (words: Readonly<Record<string, string>>): Spoken[] =>
  Object.entries(words).map(([at, text]) => ({ at, text }));

const dictionaries: Source[] = LANGS.flatMap((lang) => [
  { name: 'page', protocol: 'shared', lang, spoken: spokenIn(sentencesIn(`languages/${lang}/page.json`)) },
  ...REGISTRY.map(({ name }) => ({
    name,
    protocol: name,
    lang,
    spoken: spokenIn(sentencesIn(`languages/${lang}/${name}.json`)),
  })),
]);

const lessons: Source[] = readdirSync('lessons', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.lesson'))
  .flatMap((path) => {
    const lines = readFileSync(`lessons/${path}`, 'utf8').split('\n');
    const protocol = lines.find((line) => line.startsWith('protocol '))?.slice('protocol '.length) ?? 'shared';
    return LANGS.map((lang) => ({
      name: path,
      protocol,
      lang,
      spoken: lines.flatMap((line, index) => {
        const text = new RegExp(`^\\w+ ${lang} (.*)`).exec(line)?.[1];
        return text === undefined ? [] : [{ at: `${path}:${index + 1}`, text }];
      }),
    }));
  });

/** The keys of each protocol's events, as its own source declares them. */
const KEYS = new Map(
  REGISTRY.map(({ name }) => {
    const table = readFileSync(`crates/core/src/${rustFolder(name)}/event.rs`, 'utf8');
    return [name as string, new Set([...table.matchAll(/=>\s*"([\w.-]+)"/g)].map(([, key = '']) => key))];
  }),
);

/** What a README, or a document of the site, says in words: no code, no addresses. Each row of a table speaks for itself. */
function prose(path: string): Spoken[] {
  const text = readFileSync(path, 'utf8')
    .replace(/^```.*?^```/gms, '')
    .replace(/`[^`]*`/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1');
  return text.split(/\n\s*\n|\n(?=\* |\|)/).map((paragraph) => ({ at: path, text: paragraph.replaceAll('\n', ' ') }));
}

const readmes: Source[] = [
  { name: 'README.md', protocol: 'shared', lang: 'en', spoken: prose('README.md') },
  { name: 'README.zh-CN.md', protocol: 'shared', lang: 'zh', spoken: prose('README.zh-CN.md') },
  ...documents().map(({ file, lang }) => ({
    name: `docs/${file}.md`,
    protocol: 'shared',
    lang: lang === 'zh' ? ('zh' as const) : ('en' as const),
    spoken: prose(`docs/${file}.md`),
  })),
];

/** What lists of lessons say, and the glossary. Its terms are those of all protocols. */
const lists: Source[] = LANGS.flatMap((lang) => {
  const { courses, glossary: meanings } = readDictionary(`languages/${lang}/courses.json`);
  return [
    { name: 'courses', protocol: 'shared', lang, spoken: spokenIn(courses) },
    ...glossary().map(({ id, paper }) => ({
      name: 'glossary',
      protocol: paper.startsWith('Paxos') ? 'paxos' : 'raft',
      lang,
      spoken: [{ at: id, text: meanings[`glossary.${id}.says`] ?? '' }],
    })),
  ];
});

const SOURCES = [...dictionaries, ...lessons, ...readmes, ...lists];

/** Each with what is said instead. */
const FORBIDDEN: Readonly<Record<Lang, Readonly<Record<string, string>>>> = {
  en: {
    'promise|promises|promised': 'guarantee',
    'machine|machines': 'server, node, participant',
    'outsider|outsiders': 'learner, or: not a member',
    'hand-over|handover|hands over|handed over|offered': 'leadership transfer',
    'change of members|change of the members|changes the members': 'membership change',
    'schedule|schedules|found run': 'counterexample',
    'patience|impatient|gave up waiting|gives up waiting': 'client timeout, times out',
    'stopped at|cut link': 'lost: the link is cut',
    'die|dies|died|dead': 'crash, crashes, down',
    'pause|pauses|paused': 'suspend, of a process',
    'decide|decides|decided': 'commit, choose',
    'what may be added': 'extension',
    'tell me before': 'predict first',
    'whom|nobody|somebody|anybody|whoever': 'the name of the server, node or client',
    'no longer belongs|belongs to the cluster no longer|any more': 'a plain verb',
    'as up to date as': 'at least as up-to-date as',
  },
  zh: {
    承诺: '性质',
    候选者: '候选人',
    暂停: '挂起',
    崩溃: '宕机',
    执行序列: '反例',
    '大事|里程碑': '关键事件',
    移交: '领导权转移',
    耐心: '超时',
    '等够|等不及': '超时',
    偶然: '随机性',
    摆布: '交给你',
    '机器|成员改变': '服务器，成员变更',
  },
};

/** Terms and quotations that hold a forbidden word: `quorate` means having enough members present to decide. */
const TERMS = /state machines?|present to decide/gi;

interface Exception {
  readonly word: string;
  /** In this protocol only; everywhere if left out. */
  readonly protocols?: readonly string[];
  /** Under these keys only; under all if left out. */
  readonly keys?: readonly string[];
}

/** What is a term of the field all the same, or is about something else. */
const EXCEPTIONS: readonly Exception[] = [
  // The answer of an acceptor is a promise, in the paper and here.
  ...['promise', 'promises', 'promised', '承诺'].map((word) => ({ word, protocols: ['paxos', 'multi-paxos'] })),
  ...['decide', 'decides', 'decided'].map((word) => ({ word, protocols: ['2pc', '3pc'] })),
  // The player pauses; a process is suspended.
  { word: 'pause', keys: ['transport.pause', 'key.play'] },
  { word: 'pauses', keys: ['error.players-key'] },
  { word: '暂停', keys: ['transport.pause', 'key.play', 'error.players-key'] },
];

function isExcepted(word: string, protocol: string, { at }: Spoken): boolean {
  return EXCEPTIONS.some(
    (exception) =>
      exception.word === word.toLowerCase() &&
      (exception.protocols?.includes(protocol) ?? true) &&
      (exception.keys?.includes(at) ?? true),
  );
}

function matches(text: string, words: string, lang: Lang): string[] {
  const said = text.replace(/\{[\w-]+\}/g, '{}').replace(TERMS, '');
  const pattern = lang === 'en' ? new RegExp(`(?<![\\w-])(?:${words})(?![\\w-])`, 'gi') : new RegExp(words, 'g');
  return said.match(pattern) ?? [];
}

function forbidden({ protocol, lang, spoken }: Source): string[] {
  return Object.entries(FORBIDDEN[lang]).flatMap(([words, instead]) =>
    spoken.flatMap((one) =>
      matches(one.text, words, lang)
        .filter((word) => !isExcepted(word, protocol, one))
        .map((word) => `${one.at}: “${word}”, say: ${instead}`),
    ),
  );
}

/** Between full stops, colons and semicolons stands one fact. */
const FACT_WORDS = 20;
const SENTENCE_WORDS = 32;
/** What a step of a lesson says in one go. */
const SAY_WORDS = 35;
const SAY_SIGNS = 60;

const wordCount = (text: string) => text.split(/\s+/).filter((word) => /[\w{]/.test(word)).length;
const sentences = (text: string) => text.split(/(?<=[.?!])[”)*]*\s+/);
const facts = (text: string) => text.split(/(?<=[.?!:;])[”)*]*\s+/);

test('an event of a protocol says which node it happened at', () => {
  for (const { protocol, lang, spoken } of dictionaries.filter(({ protocol }) => protocol !== 'shared')) {
    const events = spoken.filter(({ at }) => KEYS.get(protocol)?.has(at.replace(/\.(?:one|own)$/, '')));
    expect(events.length).toBeGreaterThan(10);
    expect(
      events.filter(({ text }) => !text.includes('{node}')),
      `${protocol} in ${lang}`,
    ).toEqual([]);
  }
});

test('there is something to read of every kind', () => {
  for (const sources of [dictionaries, lessons, readmes])
    for (const { name, spoken } of sources) expect(spoken.length, name).toBeGreaterThan(5);
  expect(dictionaries.length).toBe(2 + 2 * REGISTRY.length);
});

test('a forbidden word is found as a whole word, and excepted where it is a term', () => {
  const found = (text: string, protocol = 'raft', lang: Lang = 'en', at = 'x') =>
    forbidden({ name: '', protocol, lang, spoken: [{ at, text }] }).length;
  expect(found('A promise is broken.')).toBe(1);
  expect(found('B has promised.', 'paxos')).toBe(0);
  expect(found('“{promise}” breaks')).toBe(0);
  expect(found('The state machine of a machine')).toBe(1);
  expect(found('The state machine')).toBe(0);
  expect(found('undecided')).toBe(0);
  expect(found('暂停', 'raft', 'zh')).toBe(1);
  expect(found('暂停', 'raft', 'zh', 'transport.pause')).toBe(0);
  expect(found('承诺', 'raft', 'zh')).toBe(1);
  expect(found('承诺', 'paxos', 'zh')).toBe(0);
});

describe.each(SOURCES)('$name in $lang', (source) => {
  test('uses the words of the field', () => {
    expect(forbidden(source)).toEqual([]);
  });
});

describe.each(SOURCES.filter(({ lang }) => lang === 'en'))('$name', ({ spoken }) => {
  test('says one fact at a time', () => {
    const long = spoken.flatMap(({ at, text }) =>
      [
        ...facts(text).filter((fact) => wordCount(fact) > FACT_WORDS),
        ...sentences(text).filter((sentence) => wordCount(sentence) > SENTENCE_WORDS),
      ].map((part) => `${at}: ${part}`),
    );
    expect(long).toEqual([]);
  });

  test('gives a number its noun', () => {
    const bare = /\bby (?:\{\w+\}|\d+) of (?:\{\w+\}|\d+)/;
    expect(spoken.filter(({ text }) => bare.test(text))).toEqual([]);
  });
});

describe.each(lessons)('a step of $name in $lang', ({ lang, spoken }) => {
  test('is short enough to be heard in one go', () => {
    // English in brackets explains a term at its first use.
    const signs = (text: string) => text.replace(/（[^）]*）|\s/g, '').length;
    const isLong = (text: string) => (lang === 'en' ? wordCount(text) > SAY_WORDS : signs(text) > SAY_SIGNS);
    expect(spoken.filter(({ text }) => isLong(text))).toEqual([]);
  });
});
