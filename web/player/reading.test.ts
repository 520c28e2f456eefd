import { beforeEach, describe, expect, test } from 'vitest';
import { EVENTS_MAX, LANDINGS_MAX } from '../constants';
import { Playground } from '../tests/playground';
import type { Landing } from '../types';

let on: Playground;

beforeEach(() => {
  on = new Playground();
});

describe('what is told', () => {
  test('an event is told when it is played, and not by a jump', () => {
    const player = on.playerOf();
    player.play();
    on.pass(30);
    player.seek(10);
    on.pass(30);
    const told = on.changes.flatMap((change) => change.happened.map(({ serial }) => serial));
    expect(told).toEqual([1, 2, 3, 2, 3, 4]);
  });

  test('a jump brings the recent past anew', () => {
    const player = on.playerOf();
    player.seek(50);
    player.seek(20);
    expect(player.run.events.map(({ at }) => at)).toEqual([10, 20]);
  });

  test('the recent past is bounded', () => {
    const player = on.playerOf();
    player.play();
    on.pass(10 * (Math.max(LANDINGS_MAX, EVENTS_MAX) + 50));
    expect(player.run.landings).toHaveLength(LANDINGS_MAX);
    expect(player.run.events).toHaveLength(EVENTS_MAX);
    expect(player.run.events.at(-1)?.at).toBe(player.now);
  });

  test('what arrived unseen is part of the recent past, and read only when somebody looks', () => {
    const player = on.playerOf();
    player.play();
    on.pass(100);
    on.session.unseen = true;
    on.session.arrived = [{ id: 'm7', endedAt: 130 } as Landing];
    on.pass(100);
    expect(on.session.looks, 'nobody has looked').toBe(0);
    expect(player.run.past.all.map(({ id }) => id)).toContain('m7');
  });

  test('a snapshot is frozen, and stays the same until something changes', () => {
    const player = on.playerOf();
    const before = player.run;
    expect(Object.isFrozen(before)).toBe(true);
    expect(player.run).toBe(before);
    player.seek(10);
    expect(player.run).not.toBe(before);
    expect(before.now).toBe(0);
  });
});
