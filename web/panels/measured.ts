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
    if (entry) this.take(entry.contentRect);
  });

  override render(_draw: Painting): unknown {
    return noChange;
  }

  override update(part: ChildPart, [draw]: [Painting]): unknown {
    this.draw = draw;
    if (!this.around) {
      this.around = part.parentNode as Element;
      this.watch();
    }
    return this.size ? draw(this.size) : nothing;
  }

  override disconnected(): void {
    this.observer.disconnect();
    this.around?.removeEventListener('measure', this.measure);
  }

  override reconnected(): void {
    this.watch();
  }

  private watch(): void {
    if (!this.around) return;
    this.observer.observe(this.around);
    this.around.addEventListener('measure', this.measure);
  }

  /** Paper is printed before a change of size is told of. */
  private readonly measure = (): void => {
    if (this.around) this.take({ width: this.around.clientWidth, height: this.around.clientHeight });
  };

  private take({ width, height }: Size): void {
    if (!this.draw) return;
    this.size = { width, height };
    this.setValue(this.draw(this.size));
  }
}

/** The element around it must have a size of its own, which what is drawn does not change. */
export const measured = directive(Measured);
