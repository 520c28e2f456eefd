/**
 * The lessons: scripts that come with the page, one file each. Their names are those of their files, `protocol/name`. The menu
 * knows their titles; the text of one is loaded when it is opened.
 */

import type { Lang } from './model';

const FOLDER = '../lessons/';
const SUFFIX = '.lesson';

function byId<T>(files: Record<string, T>): ReadonlyMap<string, T> {
  return new Map(Object.entries(files).map(([path, file]) => [path.slice(FOLDER.length, -SUFFIX.length), file]));
}

const titles = byId(
  import.meta.glob<Record<Lang, string>>('../lessons/**/*.lesson', { query: '?title', import: 'default', eager: true }),
);

const texts = byId(import.meta.glob<string>('../lessons/**/*.lesson', { query: '?raw', import: 'default' }));

export function lessonIds(): readonly string[] {
  return [...titles.keys()];
}

/** The script, or `null` where there is no lesson of that name. */
export async function lessonText(id: string): Promise<string | null> {
  return (await texts.get(id)?.()) ?? null;
}

/** As the script's own line says it. */
export function lessonTitle(id: string, lang: Lang): string {
  return titles.get(id)?.[lang] ?? id;
}
