/** The lessons: scripts that come with the page, one file each. Their names are those of their files: `raft/heal`. */

import type { Lang } from './model';

const FOLDER = '../lessons/';
const SUFFIX = '.lesson';

const texts = new Map(
  Object.entries(
    import.meta.glob<string>('../lessons/**/*.lesson', { query: '?raw', import: 'default', eager: true }),
  ).map(([path, text]) => [path.slice(FOLDER.length, -SUFFIX.length), text]),
);

export function lessonIds(): readonly string[] {
  return [...texts.keys()];
}

/** The script, or `null` where there is no lesson of that name. */
export function lessonText(id: string): string | null {
  return texts.get(id) ?? null;
}

/** As the script's own line says it. */
export function lessonTitle(id: string, lang: Lang): string {
  const line = new RegExp(`^title ${lang} (.+)$`, 'm').exec(texts.get(id) ?? '');
  return line?.[1]?.trim() ?? id;
}
