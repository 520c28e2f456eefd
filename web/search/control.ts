/** Begins and ends the searches of a stage. What searches is loaded when somebody first wants it. */

import { speakOfPanels } from '../i18n/index';
import type { RuleSearch } from '../model';
import type { ProtocolName } from '../types';
import type { CounterexampleSearch, SearchStage } from './search';

/** What a search asks of the stage. */
export interface SearchControlStage extends Omit<SearchStage, 'redraw'> {
  put(ruleSearch: RuleSearch | null): void;
  /** What searches could not be loaded. */
  failed(): void;
}

export class SearchControl {
  private search: CounterexampleSearch | null = null;
  /** What is under way, for one that was given up while it was loaded. */
  private wanted: RuleSearch | null = null;

  constructor(private readonly stage: SearchControlStage) {}

  async start(protocol: ProtocolName, rule: string): Promise<void> {
    this.cancel();
    const wanted: RuleSearch = { rule, busy: true, panel: null };
    this.wanted = wanted;
    this.stage.put(wanted);
    try {
      const [{ CounterexampleSearch }] = await Promise.all([import('../later'), speakOfPanels()]);
      if (this.wanted !== wanted) return;
      const { say, show } = this.stage;
      const redraw = () => this.stage.put({ rule, busy: search.busy, panel: (t) => search.panel(t) });
      const search: CounterexampleSearch = new CounterexampleSearch(protocol, rule, { redraw, say, show });
      this.search = search;
      this.stage.put({ ...wanted, panel: (t) => search.panel(t) });
    } catch {
      this.end();
      this.stage.failed();
    }
  }

  /** Ends it, and nothing is left to be seen of it. */
  end(): void {
    this.cancel();
    this.stage.put(null);
  }

  cancel(): void {
    this.search?.cancel();
    this.search = null;
    this.wanted = null;
  }
}
