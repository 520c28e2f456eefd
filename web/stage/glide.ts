/** When somebody comes to the ring or leaves it, the others close up or make room: not at once, but for the eye to follow. */

import { type Box, between, type Layout, type NodePlace } from './layout';

/** In real ms. */
const GLIDE_MS = 450;

export class Glide {
  private target: Layout | null = null;
  private from: Layout | null = null;
  private beganAt = 0;
  private frame: number | null = null;

  /** `redraw` is called in each frame for as long as things slide. */
  constructor(private readonly redraw: () => void) {}

  /**
   * Where everything is now, on its way to that layout. Only a change of who is there is smooth, and only if wanted. What
   * follows from it, as less room beside a longer table of logs, is another end of the same way.
   */
  towards(target: Layout, isSmooth: boolean): Layout {
    if (target !== this.target) {
      if (!isSmooth) this.from = null;
      else if (this.target && ring(this.target) !== ring(target)) {
        this.from = this.shown(this.target);
        this.beganAt = performance.now();
      }
      this.target = target;
    }
    return this.shown(target);
  }

  private shown(target: Layout): Layout {
    const share = (performance.now() - this.beganAt) / GLIDE_MS;
    if (!this.from || share >= 1) {
      this.from = null;
      return target;
    }
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.redraw();
    });
    return blend(this.from, target, 1 - (1 - share) ** 3);
  }
}

function ring({ nodes }: Layout): string {
  return nodes.map(({ id }) => id).join();
}

/** Between two layouts. Who is in one of them only stands where it is, more or less there. */
export function blend(from: Layout, to: Layout, share: number): Layout {
  const staying = to.nodes.map((node): NodePlace => {
    const before = from.nodes.find(({ id }) => id === node.id);
    if (!before) return { ...node, presence: share };
    return {
      ...node,
      ...between(before, node, share),
      aside: boxBetween(before.aside, node.aside, share),
      presence: 1,
    };
  });
  const leaving = from.nodes.filter(({ id }) => !to.nodes.some((node) => node.id === id));
  const size = (name: Exclude<keyof Layout['node'], 'isCrowded' | 'letters'>) =>
    from.node[name] + (to.node[name] - from.node[name]) * share;
  return {
    ...to,
    centre: between(from.centre, to.centre, share),
    node: {
      radius: size('radius'),
      dial: size('dial'),
      dialWidth: size('dialWidth'),
      outer: size('outer'),
      text: to.node.text,
      letters: to.node.letters,
      isCrowded: to.node.isCrowded,
      glyph: size('glyph'),
    },
    nodes: [...staying, ...leaving.map((node) => ({ ...node, presence: (node.presence ?? 1) * (1 - share) }))],
    clients: to.clients.map((client) => {
      const before = from.clients.find(({ id }) => id === client.id);
      return before ? { ...client, ...boxBetween(before, client, share) } : client;
    }),
  };
}

function boxBetween(one: Box, other: Box, share: number): Box {
  const width = one.width + (other.width - one.width) * share;
  const height = one.height + (other.height - one.height) * share;
  return { ...between(one, other, share), width, height };
}
