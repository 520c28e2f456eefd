/** The whole screen and the sheet of paper: where the browser gives a stage another room than its own. */

const PRINT_EVENTS = ['beforeprint', 'afterprint'] as const;

interface Presenting {
  isPresenting(): boolean;
  /** The presentation begins or ends, by the browser's own way as well. */
  present(isOn: boolean): void;
  /** Paper is printed from what stands there when this returns. */
  print(isBegun: boolean): void;
}

export class BigPicture {
  private wasFullscreen = false;

  constructor(
    private readonly host: HTMLElement,
    private readonly wishes: Presenting,
  ) {}

  watch(): void {
    this.host.addEventListener('fullscreenchange', this.onFullscreen);
    for (const name of PRINT_EVENTS) addEventListener(name, this.onPrint);
  }

  leave(): void {
    this.host.removeEventListener('fullscreenchange', this.onFullscreen);
    for (const name of PRINT_EVENTS) removeEventListener(name, this.onPrint);
  }

  /** The whole screen; where that is not allowed, as in a frame of another page, the host has the whole page. */
  fill(isOn: boolean): void {
    if (isOn) void this.host.requestFullscreen?.().catch(() => {});
    else if (document.fullscreenElement === this.host) void document.exitFullscreen().catch(() => {});
  }

  private readonly onFullscreen = (): void => {
    const isFull = document.fullscreenElement === this.host;
    // The browser may grant it when nobody wants it any more.
    if (isFull && !this.wishes.isPresenting()) void document.exitFullscreen().catch(() => {});
    else if (isFull) this.wasFullscreen = true;
    else if (this.wasFullscreen) {
      this.wasFullscreen = false;
      this.wishes.present(false);
    }
  };

  private readonly onPrint = (event: Event): void => this.wishes.print(event.type === 'beforeprint');
}
