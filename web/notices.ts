/** The line above the picture: what has come of something, for a while; what was refused, and why. It is said aloud as well. */

import { NOTICE_MS, READ_MS } from './constants';
import type { Notice } from './frame';
import type { Translate } from './i18n/index';
import type { Refusal } from './player/guard';
import type { Args, SessionOptions } from './types';

const CODE_REFUSALS: ReadonlySet<string> = new Set(['error.no-code', 'error.damaged-code']);

/** Where it stands. */
export interface Board {
  readonly put: (notice: Notice | null) => void;
  readonly aloud: (text: string) => void;
  readonly t: () => Translate;
  /** Something could not be loaded. */
  readonly failed: () => void;
}

export class Notices {
  private timer: ReturnType<typeof setTimeout> | null = null;
  private said: Notice | null = null;
  /** There was time to read it. */
  private isRead = false;
  private reading: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly board: Board) {}

  say(notice: Notice): void {
    this.board.put(notice);
    this.board.aloud(notice.text(this.board.t()));
    this.stop();
    this.said = notice;
    this.isRead = false;
    if (notice.stays) return;
    this.timer = setTimeout(() => this.board.put(null), NOTICE_MS);
    this.reading = setTimeout(() => {
      this.isRead = true;
    }, READ_MS);
  }

  /** The run has come to something that counts: what was said of how it stood before has had its time. */
  passOn(): void {
    if (!this.said?.ofNow || !this.isRead) return;
    this.stop();
    this.board.put(null);
  }

  /** One sentence of the dictionaries, that is no refusal. */
  news(key: string, args?: Args): void {
    this.say({ tone: 'news', text: (t) => t(key, args) });
  }

  /** What somebody looked for is not there now. */
  lacks(key: string): void {
    this.say({ tone: 'news', ofNow: true, text: (t) => t(key) });
  }

  /** `told`: so much of the reason. */
  refuse({ key, args }: Refusal, told = (reason: string) => reason): void {
    this.say({ tone: 'refusal', ofNow: true, text: (t) => `${t('refused')} ${told(t(key, args))}` });
  }

  /** A run that cannot be opened: where it is wrong, which stays until somebody has read it, or another run is there. */
  refuseRun({ key, args, line, column }: Refusal, { run, script }: SessionOptions): void {
    // Of a code that cannot be read, no place in it says anything.
    const isWritten = (run !== undefined && !CODE_REFUSALS.has(key)) || script !== undefined;
    const text = (t: Translate) =>
      isWritten ? t('refused.run', { line, column, reason: t(key, args) }) : `${t('refused')} ${t(key, args)}`;
    this.say({ tone: 'refusal', stays: true, text });
  }

  /** Something could not be loaded. Why is for the browser's own console, which has told it. */
  fail(): void {
    this.board.failed();
    this.say({ tone: 'refusal', text: (t) => t('frame.not-loaded') });
  }

  /** Nobody is there any more to read it. */
  stop(): void {
    for (const timer of [this.timer, this.reading]) if (timer !== null) clearTimeout(timer);
    this.timer = null;
    this.reading = null;
    this.said = null;
  }
}
