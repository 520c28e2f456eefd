import { expect, test } from 'vitest';
import { DIAL_SIDES, DIAL_TURNS } from './dial';

/** How far a half has turned at a share of the way through its stations. */
function turn(turns: readonly number[], share: number): number {
  const [from = 0, to = 0] = share < 0.5 ? turns : turns.slice(1);
  return from + (to - from) * (share < 0.5 ? share * 2 : share * 2 - 1);
}

test('of the arc there is left what is left of the time', () => {
  for (let share = 0; share <= 1; share += 1 / 16) {
    // A half shows what has not been turned out of its window.
    const shown = DIAL_SIDES.map((side) => 180 + turn(DIAL_TURNS[side], share));
    expect(shown.reduce((sum, degrees) => sum + degrees)).toBeCloseTo(360 * (1 - share));
    // The end of the arc runs back to the top: the half that it ends in is the only one that turns.
    expect(shown.filter((degrees) => degrees % 180 !== 0).length).toBeLessThanOrEqual(1);
  }
});
