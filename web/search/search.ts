/**
 * A search for a schedule that breaks a property without a rule: from the press of a button to the run on the stage. This
 * file, and what it imports, is loaded when somebody searches.
 */

import type { TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { ProtocolName, SearchBound, SearchFinding, SearchStanding } from '../types';
import { searchPanel } from './panel';
import type { Quest, Report } from './worker';
import { inWorker } from './worker-thread';

/** What a search asks of the stage. */
export interface SearchStage {
  /** Something has become different: the panel is to be drawn again. */
  redraw(): void;
  say(text: (t: Translate) => string): void;
  /** Plays what was found in place of the user's run. */
  show(script: string, text: (t: Translate) => string): void;
}

/** Why there is nothing to report. Without a reason: what searches has not come, as without a network. */
export interface SearchFailure {
  readonly reason: string | null;
}

/** Begins to search elsewhere. Calls back with what is reported, or once with why there is nothing to report; gives what ends it. */
export type Searcher = (
  quest: Quest,
  report: (report: Report) => void,
  failed: (failure: SearchFailure) => void,
) => () => void;

/** How a search stands; what is not known yet is `null` or empty. */
export interface SearchState {
  readonly quest: Quest;
  readonly property: string | null;
  readonly nodes: number;
  /** Other properties that break without the rule. */
  readonly others: readonly string[];
  readonly bounds: readonly SearchBound[];
  readonly standing: SearchStanding | null;
  /** How long it has taken, in real ms. */
  readonly ms: number;
  readonly failure: SearchFailure | null;
}

export class CounterexampleSearch {
  private state: SearchState;
  private began = 0;
  private end: () => void = () => {};

  constructor(
    protocol: ProtocolName,
    rule: string,
    private readonly stage: SearchStage,
    private readonly searcher: Searcher = inWorker,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.state = this.begin({ protocol, rule, property: null, on: false });
  }

  /** Whether it is still searching. */
  get busy(): boolean {
    const { standing, failure } = this.state;
    return failure === null && (standing === null || standing.state === 'working');
  }

  cancel(): void {
    this.end();
  }

  panel(t: Translate): TemplateResult {
    return searchPanel(this.state, this, t);
  }

  /** The same once more, with the rule on: nothing is to be found. */
  control(): void {
    const { quest, property } = this.state;
    this.put(this.begin({ ...quest, property, on: true }));
  }

  /** Another property that breaks without the rule. */
  another(property: string): void {
    this.put(this.begin({ ...this.state.quest, property, on: false }));
  }

  /** What was found, on the stage. */
  show(found: SearchFinding): void {
    this.stage.show(found.script, (t) => finding('search.shown', found, t));
  }

  private begin(quest: Quest): SearchState {
    this.end();
    this.began = this.now();
    this.end = this.searcher(
      quest,
      (report) => this.hear(report),
      (failure) => this.fail(failure),
    );
    this.stage.say((t) => t('search.begins'));
    return { quest, property: quest.property, nodes: 0, others: [], bounds: [], standing: null, ms: 0, failure: null };
  }

  private hear(report: Report): void {
    if ('bounds' in report) {
      this.put({ ...this.state, ...report });
      return;
    }
    this.put({ ...this.state, standing: report, ms: this.now() - this.began });
    if (report.state === 'working') return;
    this.end();
    if (report.found) this.show(report.found);
    else this.stage.say((t) => outcome(this.state, t));
  }

  private fail(failure: SearchFailure): void {
    this.put({ ...this.state, failure });
    this.stage.say((t) => failed(failure, t));
  }

  private put(state: SearchState): void {
    this.state = state;
    this.stage.redraw();
  }
}

/** Why it cannot go on. */
export function failed({ reason }: SearchFailure, t: Translate): string {
  return reason === null ? t('frame.not-loaded') : t('search.failed', { reason });
}

/** What was found, as the sentence of that key. */
export function finding(key: string, { property, steps }: SearchFinding, t: Translate): string {
  return t(key, { property: t(`check.${property}.name`), steps });
}

/** That nothing was found. */
export function outcome({ quest, property }: SearchState, t: Translate): string {
  return quest.on ? t('search.on-exhausted') : t('search.off-exhausted', { property: t(`check.${property}.name`) });
}
