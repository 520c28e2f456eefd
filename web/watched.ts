/**
 * What a part of the page has read of the snapshot while it was drawn is its key: as long as nothing of that is another, the
 * part need not be drawn again. So no list of what a part depends on has to be kept, and none can be wrong.
 */

/** Of these, what is inside is watched one by one, as they are new objects whenever anything in them is. */
type Opened<T> = { readonly [Name in keyof T]?: true };

type Values = Record<string, unknown>;

export class Watched<T extends object> {
  /** The snapshot, as the part sees it. What is read later, as by a button that is pressed, is of the newest one. */
  readonly shown: T;
  private newest: T | null = null;
  private key = new Map<string, unknown>();

  constructor(opened: Opened<T> = {}) {
    this.shown = this.watch(() => this.newest as Values | null, '', opened);
  }

  /** Whether something that was read when it was drawn last is different now; always, before it was drawn at all. */
  isStale(now: T): boolean {
    if (!this.newest) return true;
    this.newest = now;
    for (const [path, was] of this.key) if (!same(was, this.read(now, path))) return true;
    return false;
  }

  /** Draws with this snapshot, and notes what is read. */
  draw<R>(now: T, work: (shown: T) => R): R {
    this.newest = now;
    this.key = new Map();
    return work(this.shown);
  }

  private read(now: T, path: string): unknown {
    const [name = '', inside] = path.split('.');
    const value = (now as Values)[name];
    return inside === undefined ? value : (value as Values)[inside];
  }

  private watch(source: () => Values | null, prefix: string, opened: Readonly<Values>): T {
    const inside = new Map(
      Object.keys(opened).map((name) => [name, this.watch(() => source()?.[name] as Values, `${name}.`, {})]),
    );
    return new Proxy({} as T, {
      get: (_, name: string) => {
        const shown = inside.get(name);
        if (shown) return shown;
        const value = source()?.[name];
        this.key.set(prefix + name, value);
        return value;
      },
    });
  }
}

/** Lists are compared by what stands in them: they are made anew, what stands in them is not. */
function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((item, at) => item === other[at]);
}
