/** Begins and ends the searches of a stage. What searches is loaded when somebody first wants it. */

import type { Hunting } from '../model';
import type { ProtocolName } from '../types';
import type { Hunt, HuntStage } from './hunt';

/** What a hunter asks of the stage. */
export interface HunterStage extends Omit<HuntStage, 'redraw'> {
  put(hunting: Hunting | null): void;
  failed(error: unknown): void;
}

export class Hunter {
  private hunt: Hunt | null = null;
  /** What is under way, for one that was given up while it was loaded. */
  private wanted: Hunting | null = null;

  constructor(private readonly stage: HunterStage) {}

  async start(protocol: ProtocolName, rule: string): Promise<void> {
    this.cancel();
    const wanted: Hunting = { rule, busy: true, panel: null };
    this.wanted = wanted;
    this.stage.put(wanted);
    try {
      const { Hunt } = await import('../later');
      if (this.wanted !== wanted) return;
      const { say, show } = this.stage;
      const redraw = () => this.stage.put({ rule, busy: hunt.busy, panel: (t) => hunt.panel(t) });
      const hunt: Hunt = new Hunt(protocol, rule, { redraw, say, show });
      this.hunt = hunt;
      this.stage.put({ ...wanted, panel: (t) => hunt.panel(t) });
    } catch (error) {
      this.end();
      this.stage.failed(error);
    }
  }

  /** Ends it, and nothing is left to be seen of it. */
  end(): void {
    this.cancel();
    this.stage.put(null);
  }

  cancel(): void {
    this.hunt?.cancel();
    this.hunt = null;
    this.wanted = null;
  }
}
