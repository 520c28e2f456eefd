/** Of a list that grows at its top, draws only what is in sight, for as long as nobody looks further down: the rest moves unseen. */

import { AsyncDirective, directive } from 'lit/async-directive.js';
import type { ChildPart } from 'lit/directive.js';
import { noChange } from 'lit/html.js';

/** The lowest height of a row, in px. */
const ROW_PX = 28;

type DrawRows = (atMost: number) => unknown;

class InSight extends AsyncDirective {
  private draw: DrawRows | null = null;
  private scroller: Element | null = null;
  private height = 0;
  private atMost = Number.POSITIVE_INFINITY;
  private readonly observer = new ResizeObserver(([entry]) => {
    this.height = entry?.contentRect.height ?? 0;
    this.look();
  });

  override render(_draw: DrawRows): unknown {
    return noChange;
  }

  override update(part: ChildPart, [draw]: [DrawRows]): unknown {
    this.draw = draw;
    if (!this.scroller) {
      this.scroller = (part.parentNode as Element).closest('[role="tabpanel"]');
      this.watch();
    }
    return draw(this.atMost);
  }

  override disconnected(): void {
    this.observer.disconnect();
    for (const name of ['scroll', 'change']) this.scroller?.removeEventListener(name, this.look);
  }

  override reconnected(): void {
    this.watch();
  }

  private watch(): void {
    if (!this.scroller) return;
    this.observer.observe(this.scroller);
    for (const name of ['scroll', 'change']) this.scroller.addEventListener(name, this.look, { passive: true });
  }

  private readonly look = (): void => {
    const { scroller } = this;
    // With rows left out by a choice, how many of them fit is not known.
    const isAll = !scroller || scroller.scrollTop > 0 || scroller.querySelector('.events :checked') !== null;
    const atMost = isAll ? Number.POSITIVE_INFINITY : Math.ceil(this.height / ROW_PX) + 1;
    if (atMost === this.atMost) return;
    this.atMost = atMost;
    if (this.draw) this.setValue(this.draw(atMost));
  };
}

/** What scrolls is the panel of the tab around it. */
export const inSight = directive(InSight);
