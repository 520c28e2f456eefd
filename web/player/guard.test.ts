import { beforeEach, describe, expect, test } from 'vitest';
import { lane, Playground, TestSession } from '../tests/playground';
import { Guard } from './guard';
import type { Player } from './player';
import { rebuild } from './rebuild';

let on: Playground;

beforeEach(() => {
  on = new Playground();
});

describe('a failure of the simulation', () => {
  function fail(): Player {
    const player = on.playerOf();
    player.command('crash A');
    player.play();
    on.pass(30);
    on.session.traps = true;
    on.pass(20);
    return player;
  }

  test('ends the run, and keeps the script and the last picture', () => {
    const player = fail();
    expect(player.paused).toBe(true);
    expect(player.breakdown?.script).toBe('@0 crash A\n# failed at 30 ms\n');
    expect(player.run.now).toBe(30);
    expect([player.now, player.duration]).toEqual([30, 30]);
    expect(on.changes.at(-1)?.playing).toBe(true);
  });

  test('has the command that did it in the script, and nothing that came later', () => {
    const player = on.playerOf();
    player.command('crash A');
    player.seek(100);
    player.command('crash B');
    player.seek(50);
    on.session.command = () => {
      throw new WebAssembly.RuntimeError('unreachable');
    };
    player.command('crash C');
    expect(player.breakdown?.script).toBe('@0 crash A\n@50 crash C\n# failed on this\n');
  });

  test('has the script of the branch that was on the stage', () => {
    const player = on.playerOf();
    player.command('crash A');
    player.seek(100);
    on.session.script = () => '@0 crash A\n@70 crash D';
    on.session.lanesVersion++;
    player.switchLane(0);
    on.session.forks = [lane(0, false), lane(1, true)];
    on.session.lanesVersion++;
    player.switchLane(1);
    on.session.traps = true;
    player.play();
    on.pass(60);
    expect(player.breakdown?.script).toContain('@70 crash D');
  });

  /** What the fresh session was asked for, and whether the player has stood still until it was there. */
  async function comeBack(player: Player, fresh: TestSession): Promise<unknown[]> {
    const asked: unknown[] = [];
    player.lose();
    const create = (options: unknown) => {
      asked.push(options);
      return fresh;
    };
    player.stand(await rebuild(player.lost, create, on.clock, (progress) => player.comesBack(progress)));
    return asked;
  }

  test('of others: the same run goes on in a new session', async () => {
    const player = on.playerOf();
    player.command('crash A');
    player.play();
    on.pass(30);
    const fresh = new TestSession();
    expect(await comeBack(player, fresh)).toEqual([{ script: '@0 crash A\n' }]);
    expect([player.now, player.paused, fresh.now]).toEqual([30, false, 30]);
    on.pass(30);
    expect(fresh.now).toBe(60);
    expect(on.session.freed).toBe(false);
  });

  test('is undone: the run is as it was before, and stands', async () => {
    const player = fail();
    const fresh = new TestSession();
    await comeBack(player, fresh);
    expect(player.breakdown).toBeNull();
    expect([player.now, player.paused, fresh.now]).toEqual([30, true, 30]);
    player.play();
    on.pass(30);
    expect(fresh.now).toBe(60);
    expect(on.session.freed).toBe(false);
  });

  test('of others: until the run is there again it stands where it was, takes no command, and keeps where it is to go', async () => {
    const player = on.playerOf();
    player.play();
    on.pass(30);
    const now = on.session.now;
    player.lose();
    on.pass(50);
    expect(() => player.command('crash A')).toThrow(expect.objectContaining({ key: 'error.is-opening' }));
    player.seek(80);
    const there = player.there;
    expect([player.now, on.session.now, player.run.progress, player.run.paused]).toEqual([30, now, 0, false]);
    player.pause();
    expect(player.run.paused).toBe(true);
    const fresh = new TestSession();
    player.stand(
      await rebuild(
        player.lost,
        () => fresh,
        on.clock,
        () => true,
      ),
    );
    await there;
    expect([player.now, fresh.now, player.run.progress]).toEqual([80, 80, null]);
    expect(on.session.lines).toEqual([]);
  });

  test('of others: whoever gives up what takes long has what is there by then', async () => {
    const player = on.playerOf();
    player.seek(1000);
    const fresh = new TestSession();
    fresh.stride = 100;
    fresh.working = () => on.clock.spend(10);
    player.lose();
    const made = rebuild(
      player.lost,
      () => fresh,
      on.clock,
      (progress) => player.comesBack(progress),
    );
    player.cancel();
    on.clock.tick(0);
    player.stand(await made);
    expect([player.now > 0, player.now < 1000, player.run.progress]).toEqual([true, true, null]);
  });

  test('of others: a run that cannot be had back says so with its script', () => {
    const player = on.playerOf();
    player.command('crash A');
    player.lose();
    player.fail(new WebAssembly.RuntimeError('unreachable'));
    expect(player.breakdown?.script).toBe('@0 crash A\n# failed at 0 ms\n');
    expect(player.run.progress).toBeNull();
  });

  test('the broken session is never touched again', () => {
    const player = fail();
    on.session.traps = false;
    const now = on.session.now;
    player.play();
    player.seek(500);
    player.stepForward();
    player.command('crash B');
    player.dispose();
    on.pass(100);
    expect(on.session.now).toBe(now);
    expect(on.session.lines).toHaveLength(1);
    expect(on.session.freed).toBe(false);
  });
});

test('the script of a branch that was left is kept as long as the branch is', () => {
  on.session.lines = ['@0 crash A'];
  const guard = new Guard(
    on.session,
    () => {},
    () => 0,
    null,
  );
  const kept = () => guard.textOf({ id: 0, current: false });
  guard.turn(0, { lanes: [lane(0, false), lane(1, true)], earliest: 0 });
  expect(kept()).toBe('@0 crash A\n');
  guard.turn(1, { lanes: [lane(2, true)], earliest: 0 });
  expect(kept()).toBe('');
});
