/** After a trap: what a stage has goes on in a fresh instance of the simulation. */

import { createSession, instanceOf, isWhole, loadWholeEngine, renewEngine } from './engine';
import { PAGE_CLOCK } from './page-clock';
import type { Player } from './player/player';
import { hands, loadHands } from './reach';
import type { Runs } from './runs';
import type { ProtocolName } from './types';

export class Recovery {
  /** Those that lacked a part of the simulation: it is fetched once. */
  private readonly mended = new WeakSet<Player>();

  constructor(private readonly runs: Pick<Runs, 'all'>) {}

  /**
   * After a trap nothing in that instance can be trusted: all stages get a fresh one. With the first part alone, it was most
   * likely something that only the second can do: with both, the run goes on where it was.
   */
  onBreakdown(player: Player, wasPlaying: boolean): void {
    const { protocol } = player.run.view;
    if (!isWhole(protocol) && !this.mended.has(player)) {
      this.mended.add(player);
      player.lose();
      if (wasPlaying) player.play();
    }
    renewEngine(protocol);
  }

  /** As it was before it broke down. */
  bringBack(player: Player): Promise<void> {
    player.lose();
    return this.revive(player);
  }

  /** All Sessions of that protocol are lost. Once everybody knows that, they are made anew. */
  readonly onRenewed = (protocol: ProtocolName): (() => void) => {
    const lost = this.runs.all.filter(({ run, breakdown }) => run.view.protocol === protocol && !breakdown);
    for (const player of lost) player.lose();
    return () => {
      for (const player of lost) void this.revive(player);
    };
  };

  private async revive(player: Player): Promise<void> {
    const { protocol } = player.run.view;
    const instance = instanceOf(protocol);
    // Where that instance is lost as well, whoever has lost it begins anew.
    const isWanted = () => instanceOf(protocol) === instance && this.runs.all.includes(player);
    try {
      if (!isWhole(protocol) || !hands()) await Promise.all([loadWholeEngine(protocol), loadHands(protocol)]);
      const made = await hands()?.rebuild(
        player.lost,
        (options) => createSession(protocol, options),
        PAGE_CLOCK,
        (progress) => isWanted() && player.comesBack(progress),
      );
      if (made && isWanted()) player.stand(made);
    } catch (error) {
      if (isWanted()) player.fail(error);
    }
  }
}
