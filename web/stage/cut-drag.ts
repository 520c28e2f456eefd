/** A cut drawn with the pointer: from empty stage across links. What counts is what it crosses, in the stage's own pixels. */

import type { SVGTemplateResult } from 'lit/html.js';
import type { Act, Model } from '../model';
import { crossedLinks, cutCommands, stillPassing } from './barrier';
import type { Layout, NodePlace, Point } from './layout';
import { type Corners, cornersOf, ontoStage } from './onto-stage';
import { onRing } from './ring';
import { cutLine, doomedLinks } from './wall';

/** A pointer that moves less far has clicked. */
const DRAG_MIN = 8;

interface Around {
  readonly model: Model;
  readonly act: Act;
  readonly layout: Layout;
}

export class CutDrag {
  private drawn: { readonly from: Point; readonly to: Point } | null = null;
  /** The link that the pointer went down on: one that does not move on has pressed it. */
  private link: string | undefined;
  /** Where the stage was seen when the pointer went down on it. */
  private corners: Corners | null = null;

  /** `around` gives what is on the stage now; `changed` is called when the line is to be drawn anew. */
  constructor(
    private readonly around: () => Around | null,
    private readonly changed: () => void,
    private readonly seen: (floor: Element) => Corners = cornersOf,
  ) {}

  get isActive(): boolean {
    return this.drawn !== null;
  }

  cancel(): void {
    this.drawn = null;
    this.changed();
  }

  line(): SVGTemplateResult | null {
    return this.drawn && cutLine(this.drawn.from, this.drawn.to);
  }

  /** The links that it crosses so far. */
  doomed(layout: Layout): SVGTemplateResult | null {
    if (!this.drawn) return null;
    const find = (id: string) => layout.nodes.find((node) => node.id === id) as NodePlace;
    const crossed = crossedLinks(layout, this.drawn.from, this.drawn.to);
    return doomedLinks(crossed.map((link) => [find(link.from), find(link.to)] as const));
  }

  private point({ clientX, clientY }: PointerEvent, layout: Layout): Point {
    return this.corners ? ontoStage({ x: clientX, y: clientY }, this.corners, layout) : { x: 0, y: 0 };
  }

  readonly onDown = (event: PointerEvent): void => {
    const around = this.around();
    const button = (event.target as Element).closest<SVGElement>('[role="button"]');
    this.link = button?.dataset.link;
    if (!around || event.button !== 0 || (button && !this.link)) return;
    // A finger scrolls the page, unless a cut is being drawn.
    if (event.pointerType === 'touch' && !around.model.cutting) return;
    if (around.model.draft) return;
    this.corners = this.seen(event.currentTarget as Element);
    const from = this.point(event, around.layout);
    this.drawn = { from, to: from };
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
  };

  readonly onMove = (event: PointerEvent): void => {
    const around = this.around();
    if (!around || !this.drawn) return;
    this.drawn = { from: this.drawn.from, to: this.point(event, around.layout) };
    this.changed();
  };

  readonly onUp = (): void => {
    const { drawn } = this;
    const around = this.around();
    this.cancel();
    if (!drawn || !around) return;
    const { act, model, layout } = around;
    if (Math.hypot(drawn.to.x - drawn.from.x, drawn.to.y - drawn.from.y) < DRAG_MIN) {
      if (model.cutting) return;
      if (this.link) act.menu({ kind: 'link', id: this.link, byKey: false });
      else act.select(null);
      return;
    }
    const { nodes, cuts } = model.view;
    const crossed = crossedLinks(layout, drawn.from, drawn.to);
    const whole = stillPassing(crossed, cuts);
    if (whole.length === 0 && crossed.length > 0) {
      act.say('act.all-cut');
      return;
    }
    const ring = onRing(nodes).map(({ id }) => id);
    const commands = cutCommands(ring, cuts, whole);
    // One act of several lines. The first refusal ends it.
    if (act.commands(commands) === null && model.cutting) act.cutting(null);
  };
}
