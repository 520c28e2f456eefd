import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NOTICE_MS, READ_MS } from './constants';
import type { Notice } from './frame';
import type { Translate } from './i18n/index';
import { Notices } from './notices';

const t: Translate = Object.assign((key: string) => key, { has: () => false });

let shown: Notice | null;
let notices: Notices;

beforeEach(() => {
  vi.useFakeTimers();
  shown = null;
  notices = new Notices({
    put: (notice) => {
      shown = notice;
    },
    aloud: () => {},
    failed: () => {},
    t: () => t,
  });
});
afterEach(() => {
  vi.useRealTimers();
});

const REFUSAL = Object.assign(new Error('no'), { key: 'error.is-down', args: { node: 'B' }, line: 1, column: 1 });

test('a refusal goes with the next milestone, once there was time to read it', () => {
  notices.refuse(REFUSAL);
  notices.passOn();
  expect(shown?.text(t)).toContain('error.is-down');
  vi.advanceTimersByTime(READ_MS);
  expect(shown).not.toBeNull();
  notices.passOn();
  expect(shown).toBeNull();
});

test('of a refusal that came later no less time is left', () => {
  notices.refuse(REFUSAL);
  vi.advanceTimersByTime(READ_MS - 1);
  notices.lacks('frame.no-milestone');
  vi.advanceTimersByTime(1);
  notices.passOn();
  expect(shown?.text(t)).toBe('frame.no-milestone');
  vi.advanceTimersByTime(NOTICE_MS);
  expect(shown).toBeNull();
});

test('what is news, and what stays until somebody has read it, stands whatever happens', () => {
  notices.news('frame.branched');
  vi.advanceTimersByTime(READ_MS);
  notices.passOn();
  expect(shown?.text(t)).toBe('frame.branched');
  notices.refuseRun(REFUSAL, { run: 'x' });
  vi.advanceTimersByTime(10 * NOTICE_MS);
  notices.passOn();
  expect(shown?.text(t)).toBe('refused.run');
});
