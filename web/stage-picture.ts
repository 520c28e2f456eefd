/** What the reader has chosen on a stage, and its picture: drawn when something is another, at most once a frame. */

import { type Desk, EMPTY_DESK } from './desk';

export class StagePicture {
  desk: Desk = EMPTY_DESK;
  private request: number | null = null;

  constructor(
    /** `isNews`: more than that time has gone on. */
    private readonly draw: (isNews: boolean) => void,
  ) {}

  /** It will be drawn. */
  get isStale(): boolean {
    return this.request !== null;
  }

  put(desk: Partial<Desk>): void {
    this.desk = { ...this.desk, ...desk };
    this.drawSoon();
  }

  /** Shown at once: the next key or press is judged by what stands there. */
  putNow(desk: Partial<Desk>): void {
    this.put(desk);
    this.drawNow();
  }

  drawSoon(): void {
    this.request ??= requestAnimationFrame(() => this.drawNow());
  }

  drawNow(isNews = true): void {
    const { isStale } = this;
    this.cancel();
    this.draw(isNews || isStale);
  }

  cancel(): void {
    if (this.request !== null) cancelAnimationFrame(this.request);
    this.request = null;
  }
}
