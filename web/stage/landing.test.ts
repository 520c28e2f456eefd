import { describe, expect, it } from 'vitest';
import { WALK } from '../tests/fixtures';
import { GlowLimit } from './glow-limit';
import { standsFor, strength } from './landing';

const lost = { from: 'A', to: 'B', endedAt: 1000, outcome: 'loss' } as const;

describe('a ✗', () => {
  it('stands for a while of real time and fades, however slowly virtual time runs', () => {
    for (const speed of [1 / 10, 1 / 30]) {
      const left = (realMs: number) =>
        strength(lost, { now: 1000 + realMs * speed, cuts: [] }, standsFor({ speed, walk: null }));
      expect(left(-1)).toBe(0);
      expect(left(0)).toBe(1);
      expect(left(600)).toBe(1);
      expect(left(1000)).toBeGreaterThan(0);
      expect(left(1000)).toBeLessThan(1);
      expect(left(1500)).toBe(0);
    }
  });

  it('does not come back when time goes faster', () => {
    const slow = standsFor({ speed: 1 / 100, walk: WALK });
    expect(strength(lost, { now: 1040, cuts: [] }, slow)).toBe(0);
    expect(strength(lost, { now: 1040, cuts: [] }, standsFor({ speed: 1, walk: WALK }))).toBe(0);
  });

  it('at a wall is gone with the wall', () => {
    const dead = { ...lost, outcome: 'wall' } as const;
    expect(strength(dead, { now: 1001, cuts: [{ from: 'A', to: 'B' }] }, 40)).toBe(1);
    expect(strength(dead, { now: 1001, cuts: [{ from: 'B', to: 'A' }] }, 40)).toBe(0);
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
