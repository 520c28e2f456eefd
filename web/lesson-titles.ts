/** What the lessons are called: loaded with what names them, which the picture never waits for. */

import { byLesson } from './lesson-names';
import type { Lang } from './model';

const titles = byLesson(
  import.meta.glob<Record<Lang, string>>('../lessons/**/*.lesson', { query: '?title', import: 'default', eager: true }),
);

/** As the script's own line says it. */
export function lessonTitle(id: string, lang: Lang): string {
  return titles.get(id)?.[lang] ?? id;
}
