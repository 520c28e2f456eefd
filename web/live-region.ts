/** Speaks milestones to those who cannot see them: politely, and no more than a voice can keep up with. */

/** Real ms between two announcements. */
const EVERY_MS = 2000;
/** Of what happened in between, so much is spoken: the latest. */
const SENTENCES_MAX = 3;

export class LiveRegion {
  readonly element = document.createElement('div');
  private waiting: string[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;

  constructor() {
    this.element.className = 'live-region';
    this.element.setAttribute('role', 'status');
    this.element.setAttribute('aria-live', 'polite');
  }

  say(sentence: string): void {
    this.waiting = [...this.waiting, sentence].slice(-SENTENCES_MAX);
    if (this.timer === null) this.speak();
  }

  /** For an element that leaves the page. */
  hush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.waiting = [];
  }

  private speak(): void {
    this.element.textContent = this.waiting.join(' ');
    this.waiting = [];
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.waiting.length > 0) this.speak();
    }, EVERY_MS);
  }
}
