/** The courses: lessons in an order, as `courses/courses.json` has them. Loaded with what lists lessons. */

import courses from '../courses/courses.json';
import { speakOf } from './i18n/index';
import { addLanguages } from './i18n/languages';
import { remembered } from './remembered';

/** Its title, what it is about and which figures its lessons play are words: `course.first.title`. */
export interface Course {
  readonly id: string;
  readonly lessons: readonly string[];
}

export const COURSES: readonly Course[] = courses;

addLanguages({
  courses: import.meta.glob('../languages/*/courses.json', { query: '?courses', import: 'default' }),
});

/** What they are called. */
export function loadCourseWords(): Promise<void> {
  return speakOf('courses');
}

/** The lesson after that one: in the course that it was opened from, or else in the first that has it. `null`: it is the last. */
export function lessonAfter(id: string, courseId: string | null = remembered('course')): string | null {
  const having = COURSES.filter(({ lessons }) => lessons.includes(id));
  const { lessons = [] } = having.find((course) => course.id === courseId) ?? having[0] ?? {};
  return lessons[lessons.indexOf(id) + 1] ?? null;
}
