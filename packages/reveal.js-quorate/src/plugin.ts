/**
 * A plugin for reveal.js. Each step of a lesson becomes a fragment: so the remote walks the lesson, the address names the step, and
 * a PDF has a page for each.
 */

import type { QuorateStage } from '../../../web/element';
import { isDark } from './background';
import { LessonSlide } from './lesson-slide';

/** What is used of reveal.js. */
export interface Deck {
  on(type: string, listener: (event: DeckEvent) => void): void;
  getSlidesElement(): HTMLElement;
  getViewportElement(): HTMLElement;
  getCurrentSlide(): HTMLElement | undefined;
  isPrintView(): boolean;
  navigateFragment(index?: number | null, offset?: number): boolean;
  dispatchEvent(event: { readonly type: string }): void;
}

export interface DeckEvent {
  readonly currentSlide?: HTMLElement;
  readonly previousSlide?: HTMLElement;
  readonly fragments?: readonly HTMLElement[];
}

const STAGE = 'quorate-stage';

/** A deck does not wait longer for its stages, in ms. */
const PATIENCE_MS = 10_000;

export default function RevealQuorate() {
  return { id: 'quorate', init: (deck: Deck) => begin(deck) };
}

function stagesIn(element: ParentNode): readonly QuorateStage[] {
  return [...element.querySelectorAll<QuorateStage>(STAGE)];
}

/** The deck begins when it is known how many steps its lessons have. */
async function begin(deck: Deck): Promise<void> {
  const slides = deck.getSlidesElement();
  // What is dragged on the stage turns no slide.
  for (const stage of stagesIn(slides)) stage.setAttribute('data-prevent-swipe', '');
  const lessons = await Promise.race([openLessons(stagesIn(slides)), after(PATIENCE_MS)]);
  deck.on('pdf-ready', () => void print(deck));
  if (deck.isPrintView() || !lessons) return;
  const of = (fragment: HTMLElement) => lessons.find((lesson) => lesson.fragments.includes(fragment));
  for (const lesson of lessons) lesson.follow(deck);
  for (const [type, isForward] of [
    ['fragmentshown', true],
    ['fragmenthidden', false],
  ] as const)
    deck.on(type, ({ fragments = [] }) => {
      for (const lesson of new Set(fragments.map(of))) void lesson?.show(isForward);
    });
  const enter = (slide: HTMLElement | undefined) => {
    for (const stage of slide ? stagesIn(slide) : []) {
      const lesson = lessons.find((one) => one.stage === stage);
      if (lesson) void lesson.show(false);
      else if (stage.autoplay) stage.play();
    }
  };
  deck.on('ready', ({ currentSlide }) => {
    for (const stage of stagesIn(slides)) {
      dress(stage, deck);
      if (!currentSlide?.contains(stage)) void keepWaiting(stage, deck);
    }
    enter(currentSlide);
  });
  deck.on('slidechanged', ({ currentSlide, previousSlide }) => {
    for (const stage of previousSlide ? stagesIn(previousSlide) : []) stage.pause();
    enter(currentSlide);
  });
}

/** The overview shows slides that nobody has come to: what plays by itself begins when its slide is the present one. */
async function keepWaiting(stage: QuorateStage, deck: Deck): Promise<void> {
  await stage.shown;
  if (!deck.getCurrentSlide()?.contains(stage)) stage.pause();
}

async function openLessons(stages: readonly QuorateStage[]): Promise<readonly LessonSlide[]> {
  await customElements.whenDefined(STAGE);
  const opened = await Promise.all(stages.filter(isWalked).map((stage) => LessonSlide.open(stage)));
  return opened.filter((lesson) => lesson !== null);
}

/** `data-steps="off"`: the stage is a lesson, and its steps are no fragments. */
function isWalked(stage: QuorateStage): boolean {
  return stage.hasAttribute('lesson') && stage.dataset.steps !== 'off';
}

function after(ms: number): Promise<null> {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}

/** As light or dark as the slide, unless its author has said. */
function dress(stage: QuorateStage, deck: Deck): void {
  if (stage.hasAttribute('theme')) return;
  const slide: (HTMLElement & { readonly slideBackgroundElement?: HTMLElement }) | null = stage.closest('section');
  const onPaper = stage.closest('.pdf-page')?.querySelector<HTMLElement>('.slide-background');
  const behind = [slide?.slideBackgroundElement, onPaper, deck.getViewportElement(), document.body];
  const dark = isDark(behind);
  stage.setAttribute('theme', dark ? 'dark' : 'light');
}

/** Each page is a slide of its own by now, with some of the fragments shown, and stands still. */
async function print(deck: Deck): Promise<void> {
  const pages = [...deck.getSlidesElement().querySelectorAll('.pdf-page')];
  await Promise.all(
    pages.flatMap(stagesIn).map(async (stage) => {
      dress(stage, deck);
      stage.pause();
      await LessonSlide.again(stage)?.show(false);
    }),
  );
  deck.dispatchEvent({ type: 'quorate-ready' });
}
