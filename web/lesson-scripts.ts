/** Where the scripts of the lessons are: loaded when one is opened, and then that one. */

import { byLesson } from './lesson-names';

const scripts = byLesson(import.meta.glob<string>('../lessons/**/*.lesson', { query: '?raw', import: 'default' }));

/** `null` where there is no lesson of that name. */
export async function scriptOf(id: string): Promise<string | null> {
  return (await scripts.get(id)?.()) ?? null;
}
