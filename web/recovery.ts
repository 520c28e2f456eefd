/** After a trap: what a stage has goes on in a fresh instance of the simulation. */

import { createSession, instanceOf, isWhole, loadWholeEngine, renewEngine } from './engine';
import { PAGE_CLOCK } from './page-clock';
import type { Player } from './player/player';
import { hands, loadHands } from './reach';
import type { Runs } from './runs';
import type { ProtocolName } from './types';

export class Recovery {
  /** It has broken down, and is brought back by itself. */
  private mended: Player | null = null;

  constructor(
    private readonly runs: Pick<Runs, 'all'>,
    private readonly stage: { readonly drawSoon: () => void; readonly failed: (error: unknown) => void },
  ) {}

  isMending(player: Player): boolean {
    return this.mended === player;
  }

  /**
   * After a trap nothing in that instance can be trusted: all stages get a fresh one. With the first part alone, it was most
   * likely something that only the second can do: with both, the run goes on where it was.
   */
  onBreakdown(player: Player, wasPlaying: boolean): void {
    const { protocol } = player.run.view;
    const lacksPart = !isWhole(protocol);
    if (lacksPart) this.mended = player;
    renewEngine(protocol);
    if (lacksPart) void this.mend(player, wasPlaying);
  }

  private async mend(player: Player, wasPlaying: boolean): Promise<void> {
    try {
      await loadWholeEngine(player.run.view.protocol);
      if (this.runs.all.includes(player)) await this.bringBack(player);
      if (wasPlaying) player.play();
    } catch (error) {
      this.stage.failed(error);
    } finally {
      this.mended = null;
      this.stage.drawSoon();
    }
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
      if (!hands()) await loadHands(protocol);
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
