import { describe, expect, it } from 'vitest';
import type { Landing } from '../types';
import { Past } from './past';

const ended = (endedAt: number) => ({ id: `m${endedAt}`, endedAt }) as Landing;

describe('the flights that ended lately', () => {
  it('are read once, and only when somebody looks, as they were at the jump', () => {
    let times = 0;
    const read = () => {
      times += 1;
      return [1, 2, 3].map(ended);
    };
    const past = Past.at(2, read, 10)
      .with([ended(3)])
      .with([ended(4)]);
    expect(times).toBe(0);
    for (let look = 0; look < 2; look += 1) expect(past.all.map(({ endedAt }) => endedAt)).toEqual([1, 2, 3, 4]);
    expect(times).toBe(1);
  });

  it('are the same as long as nothing has ended, and never more than are kept', () => {
    const past = Past.at(0, () => [], 2);
    expect(past.with([])).toBe(past);
    expect(
      past
        .with([ended(1)])
        .with([ended(2)])
        .with([ended(3)]).all,
    ).toEqual([ended(2), ended(3)]);
  });
});
