/** Announces what becomes of one run: outside as events, and aloud to those who cannot see it. Each thing once. */

import { isDone } from './challenges';
import { EVENTS, TIME_UPDATE_EVERY_MS } from './constants';
import type { Translate } from './i18n/index';
import { sentence } from './i18n/sentence';
import { isTold } from './lesson-focus';
import { markDone } from './lessons-done';
import type { Vanished } from './model';
import type { Player, PlayerChange } from './player/player';
import { hands } from './reach';
import type { CheckView, EventView, View } from './types';

/** Who hears of it. */
export interface Audience {
  readonly event: (name: string, detail?: unknown) => void;
  readonly aloud: (text: string) => void;
  /** A guarantee is broken that was not before. */
  readonly alarm: () => void;
  readonly t: () => Translate;
  /** The lesson that the outside asks for: what is gone through under another name is not done. */
  readonly lesson: () => string | null;
}

/** Made anew whenever another run is on the stage: what has been told was told of one run. */
export class Announcer {
  /** What has left since it has been watched. */
  vanished: readonly Vanished[] = [];
  private seen: View;
  private step: number;
  private isDone = false;
  private broken: ReadonlySet<string> = new Set();
  private timeToldAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly player: Pick<Player, 'run' | 'paused'>,
    private readonly to: Audience,
  ) {
    this.seen = player.run.view;
    this.step = player.run.lessonStep;
  }

  /** `real`: the page's own time. */
  announce({ playing, jumped, picture, happened, ended }: PlayerChange, real: number): void {
    const { player, to } = this;
    if (playing) to.event(player.paused ? EVENTS.pause : EVENTS.play);
    if (ended) to.event(EVENTS.ended);
    if (jumped) to.event(EVENTS.seeked);
    for (const event of happened) this.tellEvent(event);
    const { view } = player.run;
    if (view.nodes !== this.seen.nodes)
      this.vanished = hands()?.vanishedAfter(this.vanished, jumped ? null : this.seen, view) ?? this.vanished;
    this.seen = view;
    if (picture) this.tellViolations(view.checks);
    this.tellLesson();
    this.tellChallenge();
    if (!jumped && real - this.timeToldAt < TIME_UPDATE_EVERY_MS) return;
    this.timeToldAt = real;
    to.event(EVENTS.timeUpdate);
  }

  private tellEvent(event: EventView): void {
    const { player, to } = this;
    to.event(EVENTS.happened, event);
    if (event.milestone && isTold(event, player.run)) to.aloud(sentence(event, to.t()));
  }

  private tellViolations(checks: readonly CheckView[]): void {
    const { to } = this;
    const t = to.t();
    const broken = checks.filter((check) => !check.ok);
    for (const check of broken) {
      if (this.broken.has(check.id)) continue;
      to.event(EVENTS.violation, check);
      to.aloud(t('frame.violation', { name: t(`check.${check.id}.name`) }));
      to.alarm();
    }
    this.broken = new Set(broken.map((check) => check.id));
  }

  private tellLesson(): void {
    const { to } = this;
    const { lesson, lessonStep } = this.player.run;
    if (lessonStep === this.step) return;
    this.step = lessonStep;
    to.event(EVENTS.lessonStep, { step: lessonStep + 1 });
    if (lesson && lesson.id === to.lesson() && lessonStep + 1 === lesson.steps.length) markDone(lesson.id);
  }

  private tellChallenge(): void {
    const { to } = this;
    const { challenge } = this.player.run;
    const wasDone = this.isDone;
    this.isDone = isDone(challenge);
    if (!this.isDone || wasDone) return;
    to.aloud(to.t()('challenge.done'));
    if (challenge?.task.id === to.lesson()) markDone(challenge.task.id);
  }
}
