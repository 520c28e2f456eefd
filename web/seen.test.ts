import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Seen } from './seen';

/** What the browser knows of the element. */
const page = { isShown: true, isWithin: false, isHidden: false };
let observe: (entries: readonly { readonly isIntersecting: boolean }[]) => void;
let asked: number;
let isMoving: boolean;
let told: boolean[];
let seen: Seen;
let listening: (() => void)[];

function scroll(isWithin: boolean): void {
  observe([{ isIntersecting: isWithin }]);
}

beforeEach(() => {
  Object.assign(page, { isShown: true, isHidden: false });
  vi.useFakeTimers();
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: typeof observe) {
        observe = callback;
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
  vi.stubGlobal('requestAnimationFrame', (callback: () => void) => setTimeout(callback, 16));
  listening = [];
  vi.stubGlobal('document', {
    get visibilityState() {
      return page.isShown ? 'visible' : 'hidden';
    },
    get hidden() {
      return !page.isShown;
    },
    addEventListener: (_name: string, listener: () => void) => listening.push(listener),
    removeEventListener: () => listening.splice(0),
  });
  asked = 0;
  told = [];
  isMoving = true;
  const host = {
    checkVisibility: () => {
      asked += 1;
      return !page.isHidden;
    },
  };
  seen = new Seen(
    host as unknown as Element,
    () => isMoving,
    (isSeen) => told.push(isSeen),
  );
  seen.watch();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('it is seen where it is within the window, nothing hides it, and the page is shown', () => {
  expect(seen.isSeen).toBe(false);
  scroll(true);
  expect(seen.isSeen).toBe(true);
  page.isShown = false;
  for (const listener of listening) listener();
  expect(seen.isSeen).toBe(false);
  page.isShown = true;
  for (const listener of listening) listener();
  scroll(false);
  expect(told).toEqual([true, false, true, false]);
});

test('what hides it without an event is found within a moment, and so is that it does no more', () => {
  scroll(true);
  page.isHidden = true;
  vi.advanceTimersByTime(250);
  seen.onDrawn();
  vi.advanceTimersByTime(20);
  expect(told).toEqual([true, false]);
  page.isHidden = false;
  vi.advanceTimersByTime(250);
  expect(told).toEqual([true, false, true]);
});

test('nobody asks about what stands still, is beyond the edge of the window or is gone', () => {
  const askedIn = (ms: number) => {
    const before = asked;
    vi.advanceTimersByTime(ms);
    return asked - before;
  };
  scroll(true);
  expect(askedIn(5000)).toBe(5);
  isMoving = false;
  askedIn(1000);
  expect(askedIn(5000)).toBe(0);
  isMoving = true;
  page.isHidden = true;
  seen.look();
  expect(askedIn(1000)).toBe(5);
  scroll(false);
  expect(askedIn(5000)).toBe(0);
  scroll(true);
  seen.leave();
  expect([askedIn(5000), seen.isSeen, listening.length]).toEqual([0, false, 0]);
});

test('what is drawn again and again is asked behind a frame now and then; where none comes, without one', () => {
  scroll(true);
  const drawing = setInterval(() => seen.onDrawn(), 50);
  vi.advanceTimersByTime(40);
  const before = asked;
  vi.advanceTimersByTime(2000);
  expect(asked - before).toBeGreaterThanOrEqual(8);
  expect(asked - before).toBeLessThanOrEqual(10);
  clearInterval(drawing);
  vi.advanceTimersByTime(300);
  page.isHidden = true;
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([true, false]);
});
