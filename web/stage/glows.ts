/** What glows once as it appears, and fades: an animation in real time, on the compositor. */

/** In real ms. */
const GLOW_MS = 200;
/** How long an animation goes on after it has faded, in real ms. */
const STAYS_MS = 1e6;

interface Glowing {
  readonly animation: Animation;
  readonly since: number;
  readonly endsByItself: boolean;
}

export class Glows {
  private glowing = new Map<Element, Glowing>();

  /** `all`: a live collection of what may glow. */
  constructor(private readonly all: HTMLCollectionOf<Element>) {}

  /** After each drawing. While it plays a glow does not end by itself, which would cost a frame, but with a later drawing. */
  show(isPaused: boolean): void {
    const now = performance.now();
    const glowing: typeof this.glowing = new Map();
    for (const element of this.all) {
      const known = this.glowing.get(element);
      if (known && !known.endsByItself && (isPaused || now - known.since >= GLOW_MS)) known.animation.cancel();
      glowing.set(element, known ?? { animation: glows(element, isPaused), since: now, endsByItself: isPaused });
      this.glowing.delete(element);
    }
    // What moves and is not there keeps the page busy all the same.
    this.leave();
    this.glowing = glowing;
  }

  /** Nobody sees it. */
  leave(): void {
    for (const { animation } of this.glowing.values()) animation.cancel();
    this.glowing.clear();
  }
}

function glows(element: Element, endsByItself: boolean): Animation {
  const whole = GLOW_MS + (endsByItself ? 0 : STAYS_MS);
  const frames = [{ opacity: 0.9 }, { opacity: 0, offset: GLOW_MS / whole }, { opacity: 0, offset: 1 }];
  const animation = element.animate(endsByItself ? frames.slice(0, 2) : frames, { duration: whole });
  // Told when it began, the browser need not make another frame to find out.
  animation.startTime = document.timeline.currentTime;
  return animation;
}
