/** The runs of a stage: the one that is on it, and those that wait to be had back. */

import { hasText } from './lesson-focus';
import type { Player } from './player/player';
import type { LostRun } from './player/rebuild';
import type { RunAttributes } from './run-attributes';
import type { Ms } from './types';

interface KeptRun {
  readonly player: Player;
  readonly attributes: RunAttributes;
}

/** A run that is not open: what the attributes say of it, and, but for a lesson that comes with the page, all that was done in it. */
export interface WrittenRun {
  readonly attributes: RunAttributes;
  readonly script: string;
  readonly at: Ms;
  /** Of somebody's own lesson or challenge: its text, and what was done in it. */
  readonly lesson?: LostRun | null;
}

/** Of a lesson or a challenge that no attribute names: it is known by its text alone. */
export function ownText(player: Player, { lesson }: RunAttributes): LostRun | null {
  return typeof lesson !== 'string' && hasText(player.run) ? player.lost : null;
}

export class Runs {
  /** The one on the stage. */
  private current: Player | null = null;
  private attributes: RunAttributes = {};
  /** The user's, while one that was found is on the stage. */
  private shelved: Player | null = null;
  /** The one that was there before this one. */
  private before: KeptRun | null = null;
  /** In its place, after a reload. */
  private written: WrittenRun | null = null;

  get onStage(): Player | null {
    return this.current;
  }

  /** What the attributes say where it is the one on the stage. */
  get said(): RunAttributes {
    return this.attributes;
  }

  /** The user's own, whatever is on the stage. */
  get own(): Player | null {
    return this.shelved ?? this.current;
  }

  get hasBefore(): boolean {
    return this.before !== null || this.written !== null;
  }

  /** The one that was there before this one, to be kept outside of the page. */
  get beforeWritten(): WrittenRun | null {
    if (!this.before) return this.written;
    const { player, attributes } = this.before;
    return { attributes, script: player.text, at: player.now, lesson: ownText(player, attributes) };
  }

  keepWritten(run: WrittenRun): void {
    this.written = run;
  }

  /** It is opened now. */
  takeWritten(): WrittenRun | null {
    const { written } = this;
    this.written = null;
    return written;
  }

  get all(): readonly Player[] {
    return [this.current, this.shelved, this.before?.player].filter((player) => player != null);
  }

  /** Another run is to begin. The one that is there waits; the one that waited before it is gone. */
  leave(): void {
    const old = this.own;
    if (this.shelved) this.current?.dispose();
    this.shelved = null;
    this.current = null;
    if (!old) return;
    this.before?.player.dispose();
    this.written = null;
    old.pause();
    this.before = old.breakdown || old.duration === 0 ? null : { player: old, attributes: this.attributes };
    if (!this.before) old.dispose();
  }

  begin(player: Player, attributes: RunAttributes): void {
    this.current = player;
    this.attributes = attributes;
  }

  /** The run that was there before is, and this one waits: what the attributes say now. `null`: there is none. */
  exchange(): RunAttributes | null {
    const { before, current } = this;
    if (!before || !current || this.shelved) return null;
    current.pause();
    this.before = { player: current, attributes: this.attributes };
    this.begin(before.player, before.attributes);
    return before.attributes;
  }

  /** A run that was found is shown; the user's own waits. */
  showFound(player: Player): void {
    if (this.shelved) this.current?.dispose();
    else this.shelved = this.current;
    this.shelved?.pause();
    this.current = player;
  }

  /** The user's own again. `false`: it is there. */
  leaveFound(): boolean {
    if (!this.shelved) return false;
    this.current?.dispose();
    this.current = this.shelved;
    this.shelved = null;
    return true;
  }

  /** All end; the one that was there before can still be had back. */
  dispose(): void {
    const { beforeWritten } = this;
    for (const player of this.all) player.dispose();
    this.current = null;
    this.shelved = null;
    this.before = null;
    this.written = beforeWritten;
  }
}
