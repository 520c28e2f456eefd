/**
 * Whether somebody sees an element. Three things must hold, and none of them tells of the others: the page is shown, the element is
 * within the window, and nothing around it hides it. Decks hide slides in each of these ways.
 */

/** So often an element that wants to move is asked whether something hides it, in real ms: no event tells. */
const EVERY_MS = 200;

/**
 * One that moves is asked right behind a frame that is made anyway, when all that moves has just been placed. In between, the answer
 * costs a frame of its own: that is done only where no frame has come for so long, in real ms.
 */
const UNASKED_MS = 1000;

export class Seen {
  isSeen = false;
  private isWithin = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private askedAt = 0;
  private isAboutToAsk = false;
  private readonly within = new IntersectionObserver((entries) => {
    this.isWithin = entries.at(-1)?.isIntersecting ?? false;
    this.look();
  });

  constructor(
    private readonly host: Element,
    /** Whether anything would move: of what stands still nobody asks. */
    private readonly wantsToMove: () => boolean,
    private readonly tell: (isSeen: boolean) => void,
  ) {}

  watch(): void {
    this.within.observe(this.host);
    document.addEventListener('visibilitychange', this.look);
  }

  leave(): void {
    this.within.disconnect();
    document.removeEventListener('visibilitychange', this.look);
    this.isWithin = false;
    this.look();
  }

  /** Asks now, and again and again as long as anything wants to move. */
  readonly look = (): void => {
    this.askedAt = performance.now();
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const isSeen =
      this.isWithin &&
      document.visibilityState === 'visible' &&
      this.host.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    // Beyond the edge of the window an observer tells when it comes back.
    const isAsked = this.isWithin && !document.hidden && this.wantsToMove();
    if (isAsked) this.timer = setTimeout(this.look, isSeen ? UNASKED_MS : EVERY_MS);
    if (isSeen === this.isSeen) return;
    this.isSeen = isSeen;
    this.tell(isSeen);
  };

  /** It has been drawn anew, so there will be a frame: asks behind it, if it is time. */
  onDrawn(): void {
    if (this.timer === null || this.isAboutToAsk || performance.now() < this.askedAt + EVERY_MS) return;
    this.isAboutToAsk = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        this.isAboutToAsk = false;
        if (this.timer !== null) this.look();
      }),
    );
  }
}
