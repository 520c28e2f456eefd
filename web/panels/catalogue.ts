/** All lessons, course by course: each with its title, how long it takes, a still picture, and whether one has been through it. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import { COURSES, type Course } from '../courses';
import type { Translate } from '../i18n/index';
import { lessonMinutes, lessonTitle } from '../lessons';
import type { Lang } from '../model';
import { stillOf } from '../stills';
import { stillPicture } from './still-picture';

export interface CatalogueAct {
  open(id: string, course: string): void;
  freePlay(): void;
  /** Somebody's own lesson. */
  read(file: File): void;
  glossary(): void;
  close(): void;
}

/** What the catalogue shows besides the courses. */
export interface CatalogueModel {
  readonly lang: Lang;
  /** The lesson that is on the stage. */
  readonly lesson: string | null;
  readonly done: ReadonlySet<string>;
}

export function cataloguePanel(model: CatalogueModel, act: CatalogueAct, t: Translate): TemplateResult {
  const { done } = model;
  return html`
    <header class="dialog-head">
      <h2 id="catalogue-title" tabindex="-1" autofocus>${t('catalogue.title')}</h2>
      <div class="catalogue-tools">
        <button type="button" @click=${() => act.freePlay()}>${t('catalogue.free-play')}</button>
        <button type="button" @click=${() => act.glossary()}>${t('glossary.title')}</button>
        <label class="catalogue-file dialog-file" title=${t('catalogue.file-means')}>
          ${t('catalogue.file')}<input type="file" accept=".lesson,.txt,text/plain" @change=${(event: Event) => chosen(event, act)} />
        </label>
      </div>
      <button type="button" class="catalogue-close" aria-label=${t('catalogue.close')} title=${t('catalogue.close')} @click=${() => act.close()}>✕</button>
    </header>
    <nav class="catalogue-courses" aria-label=${t('catalogue.courses')}>
      ${COURSES.map(
        ({ id, lessons }) => html`<button type="button" @click=${jump} data-course=${id}>${t(`course.${id}.title`)}
          <small>${t('catalogue.done-of', { n: lessons.filter((lesson) => done.has(lesson)).length, of: lessons.length })}</small></button>`,
      )}
    </nav>
    ${COURSES.map((course) => courseSection(course, model, act, t))}
  `;
}

function courseSection(course: Course, model: CatalogueModel, act: CatalogueAct, t: Translate): TemplateResult {
  const { id, lessons } = course;
  const minutes = lessons.reduce((sum, lesson) => sum + lessonMinutes(lesson, model.lang), 0);
  return html`
    <section class="catalogue-course" id="course-${id}" aria-labelledby="course-title-${id}">
      <h3 id="course-title-${id}" tabindex="-1">${t(`course.${id}.title`)}</h3>
      <p>${t(`course.${id}.about`)}<span>${t('catalogue.course-minutes', { n: minutes })}</span></p>
      <ol>${lessons.map((lesson) => html`<li>${lessonButton(lesson, course, model, act, t)}</li>`)}</ol>
    </section>
  `;
}

function lessonButton(
  id: string,
  course: Course,
  { lang, lesson, done }: CatalogueModel,
  act: CatalogueAct,
  t: Translate,
): TemplateResult {
  const still = stillOf(id);
  const figure = `course.${course.id}.figure.${id}`;
  return html`
    <button type="button" class="catalogue-lesson" aria-current=${id === lesson ? 'true' : nothing} @click=${() => act.open(id, course.id)}>
      <span class="catalogue-still">${still ? stillPicture(still) : nothing}</span>
      <span class="catalogue-name">${lessonTitle(id, lang)}</span>
      <small>
        ${t.has(figure) ? html`<span class="catalogue-figure">${t(figure)}</span>` : nothing}
        <span>${t('catalogue.minutes', { n: lessonMinutes(id, lang) })}</span>
        ${done.has(id) ? html`<span class="catalogue-done">✓ ${t('catalogue.done')}</span>` : nothing}
      </small>
    </button>
  `;
}

/** A place of the list, which no address has: that of the page says what is on the stage. */
function jump(event: Event): void {
  const button = event.currentTarget as HTMLElement;
  const section = button.closest('dialog')?.querySelector(`#course-${button.dataset.course}`);
  section?.scrollIntoView();
  section?.querySelector<HTMLElement>('h3')?.focus({ preventScroll: true });
}

function chosen(event: Event, act: CatalogueAct): void {
  const field = event.currentTarget as HTMLInputElement;
  const [file] = field.files ?? [];
  // The same file may be chosen again when it has been mended.
  field.value = '';
  if (file) act.read(file);
}
