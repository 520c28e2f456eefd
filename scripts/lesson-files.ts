/**
 * What lists of lessons say of each, told when the page is built: `?card`, its titles and how long it takes, by its text alone;
 * `?still`, a picture of the moment that it turns on, played by the simulation itself;
 * `?script`, its text, but for the solution of a challenge, which no reader is to find in the page.
 */

import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';
import { stillOfLesson } from '../web/still.ts';
import type { Session, SessionOptions } from '../web/types';

const PACKAGE = path.join(import.meta.dirname, '../web/pkg');

/** As `npm run lesson` reads it aloud, a minute. */
const WORDS_A_MINUTE = 150;
/** Of languages that have no spaces between words. */
const CHARACTERS_A_MINUTE = 270;
const IN_CHARACTERS = /^(?:zh|ja)\b/;

export function lessonFiles(): Plugin {
  return {
    name: 'lesson-files',
    enforce: 'pre',
    load: {
      filter: { id: /\.lesson\?(?:card|still|script)$/ },
      handler: async (id) => {
        const [file = '', what] = id.split('?');
        const text = readFileSync(file, 'utf8');
        const found =
          what === 'card' ? cardOf(text) : what === 'script' ? unsolved(text) : await playedStill(text, file);
        return `export default ${JSON.stringify(found)}`;
      },
    },
  };
}

function unsolved(text: string): string {
  return text.split(/^solution$/m)[0] ?? '';
}

function cardOf(text: string) {
  const titles = [...text.matchAll(/^title (\S+) (.+)$/gm)].map(([, lang = '', title = '']) => [lang, title.trim()]);
  const said = new Set([...text.matchAll(/^say (\S+) /gm)].map(([, lang = '']) => lang));
  const minutes = [...said].map((lang) => [lang, minutesOf(text, lang)]);
  return { title: Object.fromEntries(titles), minutes: Object.fromEntries(minutes) };
}

/** What is read aloud: the steps and the questions, without the choices. Never less than one. */
export function minutesOf(text: string, lang: string): number {
  const said = [...text.matchAll(new RegExp(`^(?:say|then|ask) ${lang} (.+)$`, 'gm'))].map(([, line = '']) => line);
  const isInCharacters = IN_CHARACTERS.test(lang);
  const length = (line: string) =>
    isInCharacters ? line.replace(/\s/g, '').length : line.split(/\s+/).filter(Boolean).length;
  const pace = isInCharacters ? CHARACTERS_A_MINUTE : WORDS_A_MINUTE;
  return Math.max(1, Math.round(said.reduce((sum, line) => sum + length(line), 0) / pace));
}

interface Bindings {
  readonly default: (module: { module_or_path: Uint8Array }) => Promise<WebAssembly.Exports>;
  readonly Session: new (options: SessionOptions) => Session;
}

const engines = new Map<string, Promise<Bindings>>();

/** The simulation as it has been built, read anew when it has been built again. */
async function engineOf(protocol: string): Promise<Bindings> {
  const module = path.join(PACKAGE, `quorate_${protocol}.js`);
  const key = `${pathToFileURL(module)}?${statSync(module).mtimeMs}`;
  const known = engines.get(key) ?? load(key, protocol);
  engines.set(key, known);
  return known;
}

async function load(address: string, protocol: string): Promise<Bindings> {
  const bindings: Bindings = await import(address);
  const part = (ending: string) =>
    new Uint8Array(readFileSync(path.join(PACKAGE, `quorate_${protocol}_${ending}.wasm`)));
  const first = await bindings.default({ module_or_path: part('bg') });
  await WebAssembly.instantiate(part('later'), { first });
  return bindings;
}

async function playedStill(text: string, file: string) {
  const protocol = /^protocol (\S+)/m.exec(text)?.[1] ?? '';
  const { Session } = await engineOf(protocol);
  const session = new Session({ lesson: text });
  try {
    while (session.opening) session.proceedOpening(10_000);
    const lesson = session.lesson();
    return lesson && stillOfLesson(session, lesson);
  } catch (error) {
    throw new Error(`${file}: ${error}`);
  } finally {
    session.free();
  }
}
