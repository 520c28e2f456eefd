import { expect, test } from 'vitest';
import { DIAL_SIDES, turned } from './dial';

test('of the arc there is left what is left of the time', () => {
  for (let share = 0; share <= 1; share += 1 / 16) {
    // A half shows what has not been turned out of its window.
    const shown = DIAL_SIDES.map((side) => 180 + turned(side, share));
    expect(shown.reduce((sum, degrees) => sum + degrees)).toBeCloseTo(360 * (1 - share));
    // The end of the arc runs back to the top: the half that it ends in is the only one that turns.
    expect(shown.filter((degrees) => degrees % 180 !== 0).length).toBeLessThanOrEqual(1);
  }
});
