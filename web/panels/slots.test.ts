import { describe, expect, it } from 'vitest';
import { Slots, slotsOfStages } from './slots';

describe('the keys of a row', () => {
  it('stay as the row grows', () => {
    const slots = new Slots();
    const before = slots.keys(8);
    const after = slots.keys(9);
    expect([2, 8].map(after)).toEqual([2, 8].map(before));
    expect(after(9)).not.toBe(before(1));
  });

  it.each([100, 26, 8])('are taken again after a jump to %i', (last) => {
    const slots = new Slots();
    slots.keys(8);
    const known = slots.keys(27);
    const keys = slots.keys(last);
    for (let back = 0; back < 8; back += 1) expect(keys(last - back)).toBe(known(27 - back));
  });

  it('of each stage are its own', () => {
    const slotsOf = slotsOfStages();
    const [one, other] = [{}, {}];
    expect(slotsOf(one)).toBe(slotsOf(one));
    expect(slotsOf(one)).not.toBe(slotsOf(other));
  });
});
