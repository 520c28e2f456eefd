/**
 * What glows once, and fades: an animation in real time, on the compositor. What glows at once is one picture, above what it is
 * about, and is used again: one that stood within would cut that into layers, before it and behind it, as long as it glows.
 */

/** In real ms. */
const GLOW_MS = 200;
/** How long an animation goes on after it has faded, in real ms. */
const STAYS_MS = 1e6;

/** What glows in one picture. */
interface Glow<Part> {
  parts: readonly Part[];
  since: number;
  isNew: boolean;
  animation: Animation | null;
  endsByItself: boolean;
}

export class Glows<Part> {
  private readonly glows: Glow<Part>[] = [];

  /** What each picture shows, or showed last. None changes its place. */
  get pictures(): readonly (readonly Part[])[] {
    return this.glows.map(({ parts }) => parts);
  }

  /** What is to glow when it has been drawn: in the first picture that has faded. */
  add(parts: readonly Part[]): void {
    if (parts.length === 0) return;
    const since = performance.now();
    const free = this.glows.find((glow) => !glow.isNew && since - glow.since >= GLOW_MS);
    if (free) Object.assign(free, { parts, since, isNew: true });
    else this.glows.push({ parts, since, isNew: true, animation: null, endsByItself: false });
  }

  /**
   * After each drawing, with an element a picture. While it plays none ends by itself, which would cost a frame of the page: it
   * goes on, unseen.
   */
  show(elements: ArrayLike<Element>, isPaused: boolean): void {
    for (const [at, glow] of this.glows.entries()) {
      const element = glow.isNew && elements[at];
      if (element) start(glow, element, isPaused);
      else if (isPaused && !glow.endsByItself) stop(glow);
      glow.isNew = false;
    }
  }

  /** Nobody sees it: what moves and is not there keeps the page busy all the same. */
  leave(): void {
    for (const glow of this.glows) stop(glow);
  }
}

function start(glow: Glow<unknown>, element: Element, endsByItself: boolean): void {
  const { animation } = glow;
  const isSame = animation?.effect instanceof KeyframeEffect && animation.effect.target === element;
  if (!isSame || glow.endsByItself !== endsByItself) {
    animation?.cancel();
    glow.animation = glows(element, endsByItself);
    glow.endsByItself = endsByItself;
  }
  // Told when it began, the browser need not make another frame to find out.
  if (glow.animation) glow.animation.startTime = document.timeline.currentTime;
}

function stop(glow: Glow<unknown>): void {
  glow.animation?.cancel();
  glow.animation = null;
}

function glows(element: Element, endsByItself: boolean): Animation {
  const whole = GLOW_MS + (endsByItself ? 0 : STAYS_MS);
  const frames = [{ opacity: 0.9 }, { opacity: 0, offset: GLOW_MS / whole }, { opacity: 0, offset: 1 }];
  return element.animate(endsByItself ? frames.slice(0, 2) : frames, { duration: whole });
}
