/**
 * The lessons: scripts that come with the page, one file each. Their names are those of their files, `protocol/name`. Only these
 * are known from the beginning.
 */

import { byLesson } from './lesson-names';

// Of a file, nothing but that it is there.
const names = byLesson(
  import.meta.glob<true>('../lessons/**/*.lesson', { query: '?name', import: 'default', eager: true }),
);

export function lessonIds(): readonly string[] {
  return [...names.keys()];
}

/** The script, or `null` where there is no lesson of that name. */
export async function lessonText(id: string): Promise<string | null> {
  const { scriptOf } = await import('./lesson-scripts');
  return scriptOf(id);
}
