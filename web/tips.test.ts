import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Translate } from './i18n/index';
import { Tips } from './tips';

const t: Translate = Object.assign((key: string) => key, { has: () => true });

/** As much of a page's element as is asked for here. */
class Part {
  hidden = false;
  children: unknown[] = [];
  readonly style = {};
  readonly dataset: Record<string, string> = {};
  offsetHeight = 500;
  offsetWidth = 800;
  isConnected = true;
  textContent = '';
  setAttribute(): void {}
  replaceChildren(...children: unknown[]): void {
    this.children = children;
  }
  getBoundingClientRect() {
    return { left: 0, top: 0, width: 10, height: 10 };
  }
  closest(selector: string): Part | null {
    return selector === '[data-sign]' && this.dataset.sign ? this : null;
  }
  matches(): boolean {
    return false;
  }
  getAttribute(): null {
    return null;
  }
  addEventListener(): void {}
}

let made: Part[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  made = [];
  vi.stubGlobal('HTMLElement', Part);
  vi.stubGlobal('document', {
    addEventListener: () => {},
    removeEventListener: () => {},
    createElement: () => {
      const part = new Part();
      made.push(part);
      return part;
    },
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** A stage with a sign on it, what tells of it, and what a pointer does there. */
function stage(height = 500) {
  const listeners = new Map<string, (event: unknown) => void>();
  const host = new Part();
  host.offsetHeight = height;
  const root = {
    host,
    append: () => {},
    addEventListener: (type: string, listen: (event: unknown) => void) => listeners.set(type, listen),
    querySelector: () => null,
    querySelectorAll: () => [],
  };
  new Tips(root as unknown as ShadowRoot, () => t);
  const sign = new Part();
  Object.assign(sign.dataset, { sign: 'link', says: 'Link A–B' });
  const [tip] = made;
  const at = (type: string, x: number) =>
    listeners.get(type)?.({ target: sign, pointerType: 'mouse', clientX: x, clientY: 5 });
  return { tip: tip as Part, at };
}

test('after a drag nothing is told of what lies under the pointer, until it moves on', () => {
  const { tip, at } = stage();
  at('pointerdown', 10);
  at('pointerup', 90);
  // The browser tells what is there now, as the pointer was held by the stage.
  at('pointerover', 90);
  vi.advanceTimersByTime(2000);
  expect(tip.hidden).toBe(true);
  at('pointerover', 94);
  vi.advanceTimersByTime(2000);
  expect(tip.hidden).toBe(false);
});

test('on a low stage only what something is just now is told', () => {
  const told = [500, 300].map((height) => {
    const { tip, at } = stage(height);
    made = [tip];
    at('pointerover', 3);
    vi.advanceTimersByTime(2000);
    made = [];
    return tip.children.length;
  });
  expect(told).toEqual([2, 1]);
});
