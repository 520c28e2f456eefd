/** Draws something as large as the element it stands in, anew whenever that changes its size. */

import { AsyncDirective, directive } from 'lit/async-directive.js';
import type { ChildPart } from 'lit/directive.js';
import { noChange, nothing } from 'lit/html.js';
import type { Size } from '../stage/layout';

type Painting = (size: Size) => unknown;

class Measured extends AsyncDirective {
  private size: Size | null = null;
  private draw: Painting | null = null;
  private around: Element | null = null;
  private readonly observer = new ResizeObserver(([entry]) => {
    if (!entry || !this.draw) return;
    const { width, height } = entry.contentRect;
    this.size = { width, height };
    this.setValue(this.draw(this.size));
  });

  override render(_draw: Painting): unknown {
    return noChange;
  }

  override update(part: ChildPart, [draw]: [Painting]): unknown {
    this.draw = draw;
    if (!this.around) {
      this.around = part.parentNode as Element;
      this.observer.observe(this.around);
    }
    return this.size ? draw(this.size) : nothing;
  }

  override disconnected(): void {
    this.observer.disconnect();
  }

  override reconnected(): void {
    if (this.around) this.observer.observe(this.around);
  }
}

/** The element around it must have a size of its own, which what is drawn does not change. */
export const measured = directive(Measured);
