/**
 * Whether somebody sees an element. Three things must hold, and none of them tells of the others: the page is shown, the element is
 * within the window, and nothing around it hides it. Decks hide slides in each of these ways.
 */

/** So often an element that wants to move is asked whether something hides it, in real ms: no event tells. */
const EVERY_MS = 200;

export class Seen {
  isSeen = false;
  private isWithin = false;
  private timer: ReturnType<typeof setInterval> | null = null;
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
    const isSeen =
      this.isWithin &&
      document.visibilityState === 'visible' &&
      this.host.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    // Beyond the edge of the window an observer tells when it comes back.
    const isAsked = this.isWithin && !document.hidden && this.wantsToMove();
    if (isAsked) this.timer ??= setInterval(this.look, EVERY_MS);
    else if (this.timer !== null) {
      clearInterval(this.timer);
      this.timer = null;
    }
    if (isSeen === this.isSeen) return;
    this.isSeen = isSeen;
    this.tell(isSeen);
  };
}
