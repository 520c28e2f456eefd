/** The catalogue and the glossary, each a dialog over the stage: loaded when somebody opens one. */

import { loadCourseWords } from './courses';
import { openDialog, show } from './dialog';
import { loadGlossary } from './glossary';
import { speakOfTermsIn, type Translate } from './i18n/index';
import { languages } from './i18n/languages';
import { lessonsDone } from './lessons-done';
import type { Lang } from './model';
import { type CatalogueAct, cataloguePanel } from './panels/catalogue';
import catalogueStyles from './panels/catalogue.css?inline';
import { glossaryPanel } from './panels/glossary';
import stillStyles from './panels/still-picture.css?inline';
import { sheet } from './theme/sheet';

/** What it may ask of the stage. */
export interface CatalogueWishes extends Pick<CatalogueAct, 'open' | 'freePlay'> {
  /** Somebody's own lesson, in a file. */
  play(file: Blob): void;
  /** The glossary could not be loaded. */
  failed(): void;
}

const styles = sheet(catalogueStyles, stillStyles);

/** What is on the stage is covered, and comes back as it was. */
export async function openCatalogue(
  root: ShadowRoot,
  lang: Lang,
  lesson: string | null,
  wishes: CatalogueWishes,
  t: Translate,
  course: string | null,
): Promise<void> {
  await loadCourseWords();
  const dialog = openDialog(root, 'catalogue', styles, t);
  /** It is closed first: what was asked for may be refused, and the refusal is to be seen. */
  const leave = (then: () => void) => {
    dialog.close();
    then();
  };
  const act: CatalogueAct = {
    open: (id, course) => leave(() => wishes.open(id, course)),
    freePlay: () => leave(() => wishes.freePlay()),
    read: (file) => leave(() => wishes.play(file)),
    glossary: () => leave(() => void openGlossary(root, lang, t).catch(wishes.failed)),
    close: () => dialog.close(),
  };
  show(dialog, cataloguePanel({ lang, lesson, done: lessonsDone() }, act, t));
  const wanted = course === null ? null : dialog.querySelector(`#course-${CSS.escape(course)}`);
  if (wanted) wanted.scrollIntoView();
  else dialog.querySelector('[aria-current]')?.scrollIntoView({ block: 'center' });
}

/** The words of the panel are there by then. */
async function openGlossary(root: ShadowRoot, lang: Lang, t: Translate): Promise<void> {
  await loadGlossary();
  await Promise.all([...languages().keys()].map(speakOfTermsIn));
  const dialog = openDialog(root, 'glossary', styles, t);
  show(
    dialog,
    glossaryPanel(lang, () => dialog.close(), t),
  );
}
