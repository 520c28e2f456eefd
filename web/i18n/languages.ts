/**
 * The languages that there are: the folders of `languages/`, one file for the page, one for each protocol, one for the courses
 * and the glossary. The build gives each file a volume at a time, in which no sentence is missing: `scripts/languages.mjs`.
 */

import type { Lang } from '../model';

export type Dictionary = Readonly<Record<string, string>>;

/** What a language calls itself. */
interface LanguageName {
  readonly name: string;
  /** “Switch to English”, in that language. */
  readonly switch: string;
  /** As HTML calls it. */
  readonly tag: string;
}

/**
 * Words that a stage needs at once; those that are loaded when somebody opens a panel or is about to do something: of such
 * panels, of refusals, settings and guarantees, and of events that only a command leads to; those of lists of lessons; and what
 * terms mean.
 */
export type Volume = 'first' | 'late' | 'rules' | 'courses' | 'glossary';

type Loader = () => Promise<Dictionary>;

interface LanguageFiles extends Partial<Record<Volume, Readonly<Record<string, unknown>>>> {
  readonly names?: Readonly<Record<string, LanguageName>>;
}

export const ENGLISH = 'en';

const names = new Map<Lang, LanguageName>();
/** By volume, language and file: `first fr/page`. */
const loaders = new Map<string, Loader>();

/** Files by their paths, `…/fr/page.json`. Whatever is loaded late brings those of its own. */
export function addLanguages({ names: named = {}, ...volumes }: LanguageFiles): void {
  for (const [path, name] of Object.entries(named)) names.set(placeOf(path).split('/')[0] as Lang, name);
  for (const [volume, files] of Object.entries(volumes))
    for (const [path, load] of Object.entries(files)) loaders.set(`${volume} ${placeOf(path)}`, load as Loader);
}

/** `fr/page` */
function placeOf(path: string): string {
  return path.split('/').slice(-2).join('/').replace('.json', '');
}

addLanguages({
  names: import.meta.glob<LanguageName>('../../languages/*/page.json', {
    query: '?name',
    import: 'default',
    eager: true,
  }),
  first: import.meta.glob(['../../languages/*/*.json', '!../../languages/*/courses.json'], {
    query: '?first',
    import: 'default',
  }),
  late: import.meta.glob(['../../languages/*/*.json', '!../../languages/*/courses.json'], {
    query: '?late',
    import: 'default',
  }),
});

export function languages(): ReadonlyMap<Lang, LanguageName> {
  return names;
}

/** Where the language has no such file, it is the English one. */
export function loadWords(volume: Volume, lang: Lang, file: string): Promise<Dictionary> {
  const load = loaders.get(`${volume} ${lang}/${file}`) ?? loaders.get(`${volume} ${ENGLISH}/${file}`);
  if (!load) throw new Error(`there are no words of ${file}`);
  return load();
}

/** The language that is meant by a name such as browsers have them, `zh-Hant-TW`, or else one that is like it. */
export function languageOf(tag: string): Lang | null {
  const [wanted, primary] = [tag.toLowerCase(), tag.toLowerCase().split('-')[0]];
  const codes = [...names.keys()];
  const found = codes.find((code) => code.toLowerCase() === wanted) ?? codes.find((code) => code === primary);
  return found ?? codes.find((code) => code.split('-')[0] === primary) ?? null;
}

/** The language of the reader's browser, as far as there are words. */
export function preferredLang(wanted: readonly string[]): Lang {
  for (const tag of wanted) {
    const lang = languageOf(tag);
    if (lang) return lang;
  }
  return ENGLISH;
}
