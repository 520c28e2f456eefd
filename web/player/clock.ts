/** Real time, as whoever plays sees it: the page's in the page, a test's in a test. */
export interface Clock {
  /** Real milliseconds. */
  now(): number;
  /** The time that the frame which is being made is made for: on the same scale, and what animations go by. */
  frameTime(): number;
  /** Calls back once, at the next frame; gives what `cancelFrame` takes. */
  requestFrame(callback: () => void): number;
  cancelFrame(handle: number): void;
  /** Calls back once, after so many real ms; gives what `cancelTimer` takes. */
  setTimer(callback: () => void, after: number): number;
  cancelTimer(handle: number): void;
  /** With reduced motion time goes in steps, and nothing flies. Asked at each beat, as it may change at any time. */
  reducedMotion(): boolean;
}
