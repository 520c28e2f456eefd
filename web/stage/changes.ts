/** What has just changed at which node, so that it is marked for a moment. */

import type { Model } from '../model';
import { depictionOf } from '../protocols/registry';
import type { NodeName } from '../types';
import { GlowLimit } from './landing';
import type { Fresh } from './node';

const NOTHING: Fresh = { disc: 0, rim: 0, aside: 0, landing: 0 };

export class Changes {
  private last: Model | null = null;
  private readonly counts = new Map<NodeName, Fresh>();
  private readonly limit = new GlowLimit();

  /** How often each part of the node has changed. The same object as long as nothing has. */
  of(node: NodeName): Fresh {
    return this.counts.get(node) ?? NOTHING;
  }

  /** Compares with the snapshot before. A jump back and another run are no changes. */
  see(model: Model): void {
    const last = this.last;
    this.last = model;
    const isOther =
      last?.view.protocol !== model.view.protocol || last.view.seed !== model.view.seed || model.now < last.now;
    if (isOther || model.reducedMotion) return;
    const old = model.landings.findLastIndex(({ endedAt }) => endedAt <= last.now);
    const landed = model.landings.slice(old + 1).filter(({ outcome }) => outcome === 'delivered');
    for (const node of model.view.nodes) {
      const before = last.view.nodes.find(({ id }) => id === node.id);
      const reached = landed.some(({ to }) => to === node.id);
      if (!before || (before === node && !reached)) continue;
      const drawing = depictionOf(model.view.protocol).node;
      const [was, is] = [drawing.marks(before), drawing.marks(node)];
      const changed = { disc: was.disc !== is.disc, rim: was.rim !== is.rim, aside: was.aside !== is.aside };
      if (!reached && !changed.disc && !changed.rim && !changed.aside) continue;
      if (!this.limit.allows(node.id, model.now, model.speed)) continue;
      const times = this.of(node.id);
      this.counts.set(node.id, {
        disc: times.disc + Number(changed.disc),
        rim: times.rim + Number(changed.rim),
        aside: times.aside + Number(changed.aside),
        landing: times.landing + Number(reached && !changed.disc),
      });
    }
  }
}
