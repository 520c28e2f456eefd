import { describe, expect, it } from 'vitest';
import { GlowLimit, strength } from './landing';

describe('a ✗', () => {
  it('stands for a while of real time and fades, however fast virtual time runs', () => {
    for (const speed of [1, 1 / 30]) {
      const left = (realMs: number) => strength({ endedAt: 1000 }, 1000 + realMs * speed, speed);
      expect(left(0)).toBe(1);
      expect(left(600)).toBe(1);
      expect(left(1000)).toBeGreaterThan(0);
      expect(left(1000)).toBeLessThan(1);
      expect(left(1500)).toBe(0);
    }
  });

  it('is not there before anything has died', () => {
    expect(strength({ endedAt: 1000 }, 999, 1)).toBe(0);
  });
});

describe('a glow', () => {
  it('comes at most three times in a second of real time', () => {
    for (const speed of [1, 1 / 30]) {
      const limit = new GlowLimit();
      const times = Array.from({ length: 200 }, (_, at) => at * 5 * speed);
      expect(times.filter((at) => limit.allows('A', at, speed)).length).toBeLessThanOrEqual(3);
    }
  });

  it('of one node does not keep another from glowing', () => {
    const limit = new GlowLimit();
    expect(limit.allows('A', 10, 1)).toBe(true);
    expect(limit.allows('B', 10, 1)).toBe(true);
    expect(limit.allows('A', 11, 1)).toBe(false);
  });

  it('comes again after a jump back in time', () => {
    const limit = new GlowLimit();
    limit.allows('A', 1000, 1);
    expect(limit.allows('A', 10, 1)).toBe(true);
  });
});
