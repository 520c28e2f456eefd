/** The courses: lessons in an order, as `courses/courses.json` has them. Loaded with what lists lessons. */

import courses from '../courses/courses.json';
import type { Lang } from './model';
import { remembered } from './remembered';

export interface CourseLesson {
  readonly id: string;
  /** The figure of an article that it plays. */
  readonly figure?: Readonly<Record<Lang, string>>;
}

export interface Course {
  readonly id: string;
  readonly title: Readonly<Record<Lang, string>>;
  readonly about: Readonly<Record<Lang, string>>;
  readonly lessons: readonly CourseLesson[];
}

export const COURSES: readonly Course[] = courses;

/** The lesson after that one: in the course that it was opened from, or else in the first that has it. `null`: it is the last. */
export function lessonAfter(id: string, courseId: string | null = remembered('course')): string | null {
  const having = COURSES.filter(({ lessons }) => lessons.some((lesson) => lesson.id === id));
  const { lessons = [] } = having.find((course) => course.id === courseId) ?? having[0] ?? {};
  return lessons[lessons.findIndex((lesson) => lesson.id === id) + 1]?.id ?? null;
}
