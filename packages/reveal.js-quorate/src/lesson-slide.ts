/** A lesson on a slide: what each of its fragments shows. */

import type { QuorateStage } from '../../../web/element';
import type { Deck } from './plugin';

/** What is shown when so many fragments are. */
interface Place {
  /** From 1. */
  readonly step: number;
  /** It is played up to here; `null`: it stands at its beginning. */
  readonly until: number | null;
}

const FRAGMENT = 'quorate-step';

export class LessonSlide {
  private isFollowing = false;

  private constructor(
    readonly stage: QuorateStage,
    private readonly places: readonly Place[],
    /** One less than places. */
    readonly fragments: readonly HTMLElement[],
  ) {}

  /** Puts the fragments behind the stage; nothing where there is no such lesson. */
  static async open(stage: QuorateStage): Promise<LessonSlide | null> {
    await stage.ready.catch(() => {});
    const places = placesOf(stage);
    const fragments = places.slice(1).map(() => {
      const fragment = document.createElement('span');
      fragment.className = `fragment ${FRAGMENT}`;
      fragment.hidden = true;
      return fragment;
    });
    stage.after(...fragments);
    return places.length > 0 ? new LessonSlide(stage, places, fragments) : null;
  }

  /** On a page of paper, where the fragments have been put already. */
  static again(stage: QuorateStage): LessonSlide | null {
    const fragments: HTMLElement[] = [];
    for (let next = stage.nextElementSibling; next?.classList.contains(FRAGMENT); next = next.nextElementSibling)
      fragments.push(next as HTMLElement);
    return fragments.length > 0 ? new LessonSlide(stage, [], fragments) : null;
  }

  private get shown(): number {
    return this.fragments.filter((fragment) => fragment.classList.contains('visible')).length;
  }

  /** Shows what the fragments say: going forwards it is played, else it is there at once. */
  async show(isForward: boolean): Promise<void> {
    const { stage, shown } = this;
    if (this.isFollowing) return;
    await stage.ready.catch(() => {});
    const places = this.places.length > 0 ? this.places : placesOf(stage);
    const place = places[shown];
    // Meanwhile somebody has gone on.
    if (!place || shown !== this.shown) return;
    const before = places[shown - 1];
    if (isForward && place.until !== null) {
      const goesOn = before?.step === place.step && stage.step === place.step;
      if (!goesOn) this.begin(place.step);
      stage.play();
    } else {
      this.begin(place.step);
      if (place.until !== null) await stage.seek(place.until);
    }
  }

  /** From its beginning, also where it was asked for before. */
  private begin(step: number): void {
    this.stage.removeAttribute('step');
    this.stage.step = step;
  }

  /** Whoever walks the lesson by its own buttons takes the deck along, so that the next press of the remote is the next step. */
  follow(deck: Deck): void {
    this.stage.addEventListener('quorate-lessonstep', (event) => {
      const { step } = (event as CustomEvent<{ readonly step: number }>).detail;
      if (deck.getCurrentSlide() !== this.stage.closest('section')) return;
      const { shown, places } = this;
      if (places[shown]?.step === step) return;
      const at = places.findIndex((place) => place.step === step);
      const [first] = this.fragments;
      if (at < 0 || !first) return;
      this.isFollowing = true;
      deck.navigateFragment(Number(first.dataset.fragmentIndex) + at - 1);
      this.isFollowing = false;
    });
  }
}

/** A step is shown by one fragment; one that asks a question by another more, which plays what answers it. */
function placesOf(stage: QuorateStage): readonly Place[] {
  const steps = stage.steps ?? [];
  const [first] = steps;
  if (!first) return [];
  const played = steps.flatMap(({ to, from, question }, at) => {
    const step = at + 1;
    const asked = question !== null && question.at > from && question.at < to ? [{ step, until: question.at }] : [];
    return [...asked, { step, until: to }];
  });
  return [...(stage.autoplay ? [] : [{ step: 1, until: null }]), ...played];
}
