/**
 * A lesson as a handout: one printed page with a picture and the text of each step. The run is played once more, beside the one
 * on the stage, which stays where it is.
 */

import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { createSession } from './engine';
import type { Translate } from './i18n/index';
import { inLanguage } from './lesson-texts';
import type { Lang } from './model';
import { PAGE_CLOCK } from './page-clock';
import handoutStyles from './panels/handout.css?inline';
import { stillPicture } from './panels/still-picture';
import stillStyles from './panels/still-picture.css?inline';
import { paragraphs } from './paragraphs';
import type { Player } from './player/player';
import { openInSlices } from './player/slices';
import { type Still, stillsOfSteps } from './still';
import { sheet } from './theme/sheet';
import type { Lesson, LessonStep, Texts } from './types';

const styles = sheet(stillStyles, handoutStyles);

/** How small the type may get so that all of it is on one page. */
const SIZES_PT = [10, 9.5, 9, 8.5, 8, 7.5, 7, 6.5];

/** What fits on A4 and on Letter, within the margins that the page prints with. */
const HEIGHT_MM = 250;
const PX_A_MM = 96 / 25.4;

/** Prints the lesson that is played, in the reader's language. Both parts of the module are there. */
export async function printHandout(root: ShadowRoot, player: Player | null, lang: Lang, t: Translate): Promise<void> {
  const text = player?.lessonText ?? null;
  if (!player || text === null) return;
  const session = createSession(player.run.view.protocol, { lesson: text });
  try {
    await openInSlices(session, PAGE_CLOCK, () => root.host.isConnected);
    const lesson = session.lesson();
    if (!lesson) return;
    const sheetOfPaper = document.createElement('article');
    sheetOfPaper.className = 'handout';
    sheetOfPaper.lang = t('lang');
    sheetOfPaper.dir = t('dir');
    if (!root.adoptedStyleSheets.includes(styles)) root.adoptedStyleSheets.push(styles);
    render(handout(lesson, stillsOfSteps(session, lesson), lang, t), sheetOfPaper);
    root.append(sheetOfPaper);
    shrink(sheetOfPaper);
    root.host.toggleAttribute('handout', true);
    const done = () => {
      root.host.removeAttribute('handout');
      sheetOfPaper.remove();
    };
    addEventListener('afterprint', done, { once: true });
    print();
  } finally {
    session.free();
  }
}

/** It is laid out off the screen, as broad as it will be on paper. */
function shrink(paper: HTMLElement): void {
  for (const size of SIZES_PT) {
    paper.style.fontSize = `${size}pt`;
    if (paper.offsetHeight <= HEIGHT_MM * PX_A_MM) return;
  }
}

function handout(lesson: Lesson, stills: readonly Still[], lang: Lang, t: Translate): TemplateResult {
  const text = (texts: Texts) => paragraphs(inLanguage(texts, lang)).map((part) => html`<p>${part}</p>`);
  return html`
    <h1>${inLanguage(lesson.title, lang)}</h1>
    <ol>${lesson.steps.map((step, at) => stepOnPaper(step, stills[at], text, lang, t))}</ol>
    ${lesson.toTry.length > 0 ? html`<h2>${t('lesson.try')}</h2>${text(lesson.toTry)}` : nothing}
    <footer>Quorate · ${lesson.id}</footer>
  `;
}

/** What is asked has boxes to be ticked; what came of it stands below. */
function stepOnPaper(
  { say, question, after }: LessonStep,
  still: Still | undefined,
  text: (texts: Texts) => readonly TemplateResult[],
  lang: Lang,
  t: Translate,
): TemplateResult {
  return html`<li>
    <figure>${still ? stillPicture(still) : nothing}</figure>
    <div>
      ${text(say)}
      ${
        question
          ? html`<section><h2>${t('lesson.ask')}</h2>${text(question.ask)}
            <ul>${question.choices.map((choice) => html`<li>☐ ${inLanguage(choice.text, lang)}</li>`)}</ul></section>`
          : nothing
      }
      <div class="handout-then">${text(after)}</div>
    </div>
  </li>`;
}
