/** How a lesson is called by its file. */

const FOLDER = '../lessons/';
const SUFFIX = '.lesson';

export function byLesson<T>(files: Record<string, T>): ReadonlyMap<string, T> {
  return new Map(Object.entries(files).map(([path, file]) => [path.slice(FOLDER.length, -SUFFIX.length), file]));
}
