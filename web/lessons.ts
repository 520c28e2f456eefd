/**
 * The lessons: scripts that come with the page, one file each. Their names are those of their files, `protocol/name`. Loaded with
 * the first of them, or with what lists them; the text of one is loaded when it is opened.
 */

import { nearestLang } from './lesson-texts';
import type { Lang } from './model';
import type { Refusal } from './player/guard';

/** What a list of lessons says of one, told by its file alone. */
export interface LessonCard {
  /** By language. */
  readonly title: Readonly<Record<string, string>>;
  /** How long it takes to be read aloud, by language. */
  readonly minutes: Readonly<Record<string, number>>;
}

const FOLDER = '../lessons/';
const SUFFIX = '.lesson';

function byId<T>(files: Record<string, T>): ReadonlyMap<string, T> {
  return new Map(Object.entries(files).map(([path, file]) => [path.slice(FOLDER.length, -SUFFIX.length), file]));
}

const cards = byId(
  import.meta.glob<LessonCard>('../lessons/**/*.lesson', { query: '?card', import: 'default', eager: true }),
);

const texts = byId(import.meta.glob<string>('../lessons/**/*.lesson', { query: '?script', import: 'default' }));

export function lessonIds(): readonly string[] {
  return [...cards.keys()];
}

/** The script, or `null` where there is no lesson of that name. */
export async function lessonText(id: string): Promise<string | null> {
  return (await texts.get(id)?.()) ?? null;
}

/** As the script's own line says it. */
export function lessonTitle(id: string, lang: Lang): string {
  return inLanguage(cards.get(id)?.title ?? {}, lang) ?? id;
}

/** Of the language that is read where it is not written in this one. */
export function lessonMinutes(id: string, lang: Lang): number {
  return inLanguage(cards.get(id)?.minutes ?? {}, lang) ?? 1;
}

function inLanguage<T>(said: Readonly<Record<string, T>>, lang: Lang): T | undefined {
  return said[nearestLang(Object.keys(said), lang) ?? ''];
}

/** How many names somebody is offered who has written one that is none. */
const NEAREST = 3;

/** The names that are most like this one, the likest first. */
export function nearestLessons(name: string): readonly string[] {
  const apart = lessonIds().map((id) => ({ id, edits: edits(name, id) }));
  return apart
    .sort((one, other) => one.edits - other.edits)
    .slice(0, NEAREST)
    .map(({ id }) => id);
}

/** How many letters have to be put in, taken out or exchanged to make one word of the other. */
function edits(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (const [at, letter] of [...one].entries()) {
    const next = [at + 1];
    for (const [to, wanted] of [...other].entries()) {
      const exchanged = (row[to] ?? 0) + (letter === wanted ? 0 : 1);
      next.push(Math.min(exchanged, (row[to + 1] ?? 0) + 1, (next[to] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}

/** Why there is no lesson of that name. */
export function unheardOf(name: string): Refusal {
  const nearest = nearestLessons(name).join(', ');
  const place = { key: 'lesson.unknown', args: { name, nearest }, line: 1, column: 1 };
  return Object.assign(new Error(`There is no lesson "${name}". Similar names: ${nearest}`), place);
}
