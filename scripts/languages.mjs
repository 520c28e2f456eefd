// The languages of the page: the folders of `languages/`. What a dictionary says is given to the page a section at a time. The
// English file says which sentences there are and in which section each stands; where another language has none, it is English.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, Stop } from './setup.mjs';

export const FOLDER = path.join(ROOT, 'languages');

/** What says the name of a language, beside the words of the page. */
const PAGE = 'page.json';

/** A dictionary by sections, `first` and the others: each a sentence by its key. Headings are there for the eye only. */
export function readDictionary(file) {
  const { language, ...sections } = parse(file);
  const said = Object.entries(sections).map(([section, headings]) => [section, sentencesOf(headings, file)]);
  const all = said.flatMap(([, words]) => Object.keys(words));
  const twice = all.find((key, at) => all.indexOf(key) !== at);
  if (twice) throw new Stop(`${file}: "${twice}" stands there twice.`);
  return Object.fromEntries(said);
}

function parse(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Stop(`${file}: ${error.message}`);
  }
}

function sentencesOf(headings, file) {
  const words = {};
  for (const [heading, sentences] of Object.entries(headings)) {
    if (typeof sentences !== 'object')
      throw new Stop(`${file}: "${heading}" is a heading, and has sentences below it.`);
    for (const [key, sentence] of Object.entries(sentences)) {
      if (typeof sentence !== 'string') throw new Stop(`${file}: what "${key}" says is a text.`);
      if (key in words) throw new Stop(`${file}: "${key}" stands there twice.`);
      words[key] = sentence;
    }
  }
  return words;
}

/** All that a dictionary says, whatever the section. */
export function sentencesIn(file) {
  return Object.assign({}, ...Object.values(readDictionary(file)));
}

/** The English of the same file: beside it, or, of a language that stands elsewhere, ours. */
export function englishOf(file) {
  const beside = path.join(path.dirname(file), '../en', path.basename(file));
  return existsSync(beside) ? beside : path.join(FOLDER, 'en', path.basename(file));
}

/** What the page is to say of that section: where a sentence is missing, the English one. */
export function spokenIn(file, section) {
  const own = sentencesIn(file);
  const english = readDictionary(englishOf(file))[section] ?? {};
  const words = Object.entries(english).map(([key, sentence]) => [key, own[key] ?? sentence]);
  const named = section === 'first' && path.basename(file) === PAGE ? nameOf(file) : null;
  return { ...(named && { lang: named.tag, dir: named.direction }), ...Object.fromEntries(words) };
}

/** What a language calls itself, and what it is called in HTML. */
export function nameOf(file) {
  const code = path.basename(path.dirname(file));
  const { name = code, switch: change = name, tag = code, direction = 'ltr' } = parse(file).language ?? {};
  return { name, switch: change, tag, direction };
}

/** What is between braces, without repeats, in order. */
export function places(sentence) {
  return [...new Set([...sentence.matchAll(/\{([\w-]+)\}/g)].map(([, name]) => name))].sort();
}

/** What a dictionary lacks, what it says under keys that do not exist, and where its places are not those of the English. */
export function comparedWithEnglish(file) {
  const english = sentencesIn(englishOf(file));
  const own = existsSync(file) ? sentencesIn(file) : {};
  const both = Object.keys(own).filter((key) => key in english);
  return {
    missing: Object.keys(english).filter((key) => !(key in own)),
    unknown: Object.keys(own).filter((key) => !(key in english)),
    misplaced: both.filter((key) => `${places(own[key])}` !== `${places(english[key])}`),
    english,
    own,
  };
}

/** The names of a language's dictionaries, by those of the English. */
export function dictionaryNames(folder = path.join(FOLDER, 'en')) {
  return readdirSync(folder).filter((name) => name.endsWith('.json'));
}

export function languageCodes() {
  return readdirSync(FOLDER).filter((code) => existsSync(path.join(FOLDER, code, PAGE)));
}

/** Gives `import('…/page.json?first')` what that section says. */
export function languageFiles() {
  return {
    name: 'language-files',
    enforce: 'pre',
    load: {
      filter: { id: /\/languages\/[\w-]+\/[\w-]+\.json\?(?:name|first|late|rules|courses|glossary)$/ },
      handler(id) {
        const [file, section] = id.split('?');
        this.addWatchFile(englishOf(file));
        const said = section === 'name' ? nameOf(file) : spokenIn(file, section);
        return { code: `export default ${JSON.stringify(said)}`, moduleType: 'js' };
      },
    },
  };
}

/** What the file of such a section is called in the build, `words-fr-page-first`; `null` for others. */
export function chunkNameOf(id) {
  const [, ...parts] = /\/languages\/([\w-]+)\/([\w-]+)\.json\?(\w+)$/.exec(id ?? '') ?? [];
  return parts.length > 0 ? parts.join('-') : null;
}
