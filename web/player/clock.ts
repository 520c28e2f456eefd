/** Real time, as whoever plays sees it: the page's in the page, a test's in a test. */
export interface Clock {
  /** Real milliseconds. */
  now(): number;
  /** Calls back once, after so many real ms; gives what `cancelTimer` takes. */
  setTimer(callback: () => void, after: number): number;
  cancelTimer(handle: number): void;
  /** With reduced motion time goes in steps, and nothing flies. Asked at each beat, as it may change at any time. */
  reducedMotion(): boolean;
}
