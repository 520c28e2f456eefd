/**
 * The flights that ended lately. After a jump in time those from before it come only when somebody looks at them: the ring
 * never does, and they are the greater part of what a jump would have to bring. So it is where it plays so fast that messages
 * arrive which nobody has seen fly.
 */

import type { Landing, Ms } from '../types';

export class Past {
  private made: readonly Landing[] | null = null;

  private constructor(
    private readonly earlier: () => readonly Landing[],
    private readonly since: readonly Landing[],
    private readonly most: number,
  ) {}

  /** As it is at `now`; `read` gives all that is known by then. */
  static at(now: Ms, read: () => readonly Landing[], most: number): Past {
    let known: readonly Landing[] | null = null;
    const earlier = () => {
      known ??= read().filter(({ endedAt }) => endedAt <= now);
      return known;
    };
    return new Past(earlier, [], most);
  }

  /** With what has ended since. The same as long as nothing has. */
  with(landings: readonly Landing[]): Past {
    if (landings.length === 0) return this;
    return new Past(this.earlier, [...this.since, ...landings].slice(-this.most), this.most);
  }

  /** Oldest first. */
  get all(): readonly Landing[] {
    this.made ??= [...this.earlier(), ...this.since].slice(-this.most);
    return this.made;
  }
}
