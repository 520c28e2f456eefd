/** A row that has grown by more than this since it was drawn last has not grown: somebody has gone elsewhere. */
const GROWTH_MAX = 8;

/**
 * A row of numbered things of which only the end is drawn, and the keys that its elements go by. As the row grows each thing
 * keeps its element; after a jump the elements are taken again for other things, instead of being made anew.
 */
export class Slots {
  private last = -1;
  private base = 0;

  /** To be called once for each drawing, with the last that is drawn. Gives the key of each. */
  keys(last: number): (slot: number) => number {
    const grown = last - this.last;
    if (grown < 0 || grown > GROWTH_MAX) this.base += grown;
    this.last = last;
    const { base } = this;
    return (slot) => slot - base;
  }
}

/** For a panel: the slots of each stage that it is on, by something that this stage has for itself. */
export function slotsOfStages(): (owner: object) => Slots {
  const known = new WeakMap<object, Slots>();
  return (owner) => {
    const slots = known.get(owner) ?? new Slots();
    known.set(owner, slots);
    return slots;
  };
}
