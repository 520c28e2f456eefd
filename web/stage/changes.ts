/** What has just changed at which node, so that it is marked for a moment. */

import type { Model } from '../model';
import { depictionOf } from '../protocols/registry';
import type { NodeName } from '../types';
import { GlowLimit } from './glow-limit';
import type { NodePart } from './node';

/** A part of a node that has changed. */
export interface FreshPart {
  readonly node: NodeName;
  readonly part: NodePart;
}

export class Changes {
  private last: Model | null = null;
  private readonly limit = new GlowLimit();

  /** Compares with the snapshot before. A jump back and another run are no changes. */
  see(model: Model): readonly FreshPart[] {
    const last = this.last;
    this.last = model;
    const isOther =
      last?.view.protocol !== model.view.protocol || last.view.seed !== model.view.seed || model.now < last.now;
    if (isOther || model.reducedMotion) return [];
    const seen: FreshPart[] = [];
    const old = model.landings.findLastIndex(({ endedAt }) => endedAt <= last.now);
    const landed = model.landings.slice(old + 1).filter(({ outcome }) => outcome === 'delivered');
    for (const node of model.view.nodes) {
      const before = last.view.nodes.find(({ id }) => id === node.id);
      const reached = landed.some(({ to }) => to === node.id);
      if (!before || (before === node && !reached)) continue;
      const drawing = depictionOf(model.view.protocol).node;
      const [was, is] = [drawing.marks(before), drawing.marks(node)];
      const changed = (['disc', 'rim', 'aside'] as const).filter((part) => was[part] !== is[part]);
      if (!reached && changed.length === 0) continue;
      if (!this.limit.allows(node.id, model.now, model.speed)) continue;
      const parts: readonly NodePart[] = reached && !changed.includes('disc') ? [...changed, 'landing'] : changed;
      seen.push(...parts.map((part) => ({ node: node.id, part })));
    }
    return seen;
  }
}
