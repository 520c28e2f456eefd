/** An element that plays a run, as a media element plays a film: what a page that has one can ask of it. */

import { AttributeElement } from './attribute-element';
import type { Player } from './player/player';
import { published } from './published';
import type { SequencePart } from './share/sequence';
import { shown } from './shown';
import type { LessonStep, Ms, View } from './types';

export abstract class PlayingElement extends AttributeElement {
  /** The run that is on the stage. */
  protected abstract get player(): Player | null;
  /** Whether commands are understood already. */
  protected abstract get isWhole(): boolean;
  /** Where the next run that is shown begins. */
  protected wantedTime: Ms | null = null;

  /** The step of the lesson that is shown, from 1. To set it shows that step from its beginning. */
  override get step(): number | null {
    return this.player?.run.lesson ? this.player.lessonStep + 1 : super.step;
  }

  override set step(step: number | string | null | undefined) {
    super.step = step;
  }

  /** What the steps of the lesson say and when each begins and ends; `null` where the run is no lesson. */
  get steps(): readonly LessonStep[] | null {
    return this.player?.run.lesson?.steps ?? null;
  }

  get paused(): boolean {
    return this.player?.paused ?? true;
  }

  /** It has been played to its end: as far as `to`, or a lesson to its last step. */
  get ended(): boolean {
    return this.player?.ended ?? false;
  }

  /** 0: there is no run yet. 2: it is shown, and can be played and sought. 4: it also understands commands. */
  get readyState(): 0 | 2 | 4 {
    return this.player === null ? 0 : this.isWhole ? 4 : 2;
  }

  /** Virtual ms. To set it seeks; before there is a run, that one begins there. */
  get currentTime(): Ms {
    return this.player?.now ?? this.wantedTime ?? 0;
  }
  set currentTime(ms: Ms | string | null | undefined) {
    const wanted = ms === null || ms === undefined || ms === '' ? Number.NaN : Number(ms);
    if (!Number.isFinite(wanted)) this.propertyRefused('currentTime', shown(ms), 'ms');
    else if (this.player) this.player.seek(wanted);
    else this.wantedTime = wanted;
  }

  get duration(): Ms {
    return this.player?.duration ?? 0;
  }

  /** The run so far, in the command language. */
  get script(): string {
    return this.player?.text ?? '';
  }

  get view(): View | null {
    return this.player ? published(this.player.run.view) : null;
  }

  play(): void {
    this.player?.play();
  }

  pause(): void {
    this.player?.pause();
  }

  /** To that time. A long way takes a while: gives when it is there. */
  seek(ms: Ms): Promise<void> {
    if (!Number.isFinite(ms)) throw new TypeError(`seek takes a number of ms, not ${shown(ms)}`);
    this.player?.seek(ms);
    return this.player?.there ?? Promise.resolve();
  }

  /** Whether it is still on its way to where it was told to go. */
  get seeking(): boolean {
    return this.player !== null && this.player.run.progress !== null;
  }

  stepForward(): void {
    this.player?.stepForward();
  }

  stepBack(): void {
    this.player?.stepBack();
  }

  /** On in a lesson, as its button does; else to the next milestone. */
  next(): void {
    const { player } = this;
    if (player?.guide) player.guide.next();
    else player?.nextMilestone();
  }

  back(): void {
    const { player } = this;
    if (player?.guide) player.guide.back();
    else player?.previousMilestone();
  }

  /** Throws an `Error` with the refusal, and has then changed nothing. */
  command(line: string): void {
    if (typeof line !== 'string') throw new TypeError(`command takes a text, not ${shown(line)}`);
    if (!this.player || !this.isWhole) throw new Error('the stage is not there yet: wait for its promise `ready`');
    this.player.command(line);
    const { breakdown } = this.player;
    if (breakdown) throw new Error(`the run has broken down (${breakdown.reason}): the stage needs another one`);
  }

  /** A code that `run` takes. */
  share(): string {
    return this.isWhole ? (this.player?.share() ?? '') : '';
  }

  /** What was sent and what has happened lately. */
  get recent(): SequencePart | null {
    const run = this.player?.run;
    if (!run) return null;
    const { nodes, clients, flights } = run.view;
    return { nodes, clients, flights, landings: run.past.all, events: run.events };
  }
}
