/** Which slots of the nodes' ledgers are drawn, and what stands where: pure numbers. */

import type { Vanished } from '../model';
import type { Cell, Ledger, NodeView } from '../types';

/** More columns than these are not drawn: a lecture shows the end of a log. */
const COLUMNS_MAX = 16;
/** So many come at once, so that the table does not grow under the reader's eyes with each entry; */
const COLUMNS_STEP = 4;
/** but of a longer log empty columns would take the room of what is written. */
const COLUMNS_ROOMY = 8;

/** The slots that are drawn, both ends included. What lies before `first` is left out, what lies behind `used` is empty. */
export interface Columns {
  readonly first: number;
  readonly last: number;
  readonly used: number;
  /** Whether one column stands for all that lies before `first`: there snapshots begin. */
  readonly hasBefore: boolean;
}

/** What the leader believes of a follower. */
export interface Marks {
  readonly next: number | null;
  readonly match: number | null;
}

/**
 * The end of the longest ledger, with one place after it for the mark of what comes next. It begins where somebody still has
 * cells of its own: what all have only in their snapshots needs no columns.
 */
export function columnsOf(ledgers: readonly Ledger[], vanished: readonly Vanished[] = []): Columns {
  const nexts = ledgers.flatMap(({ marks }) => marks.flatMap(({ kind, at }) => (kind === 'next' ? at : [])));
  const used = Math.max(
    1,
    ...nexts,
    ...ledgers.map((one) => lastSlot(one) + 1),
    ...vanished.map(({ cell }) => cell.at),
  );
  const last = used > COLUMNS_ROOMY ? used : Math.ceil(used / COLUMNS_STEP) * COLUMNS_STEP;
  const written = ledgers.filter(({ cells }) => cells.length > 0);
  const compacted = Math.min(...written.map((one) => snapshotOf(one)?.at ?? 0));
  const first = Math.max(1, last - COLUMNS_MAX + 1, written.length > 0 ? Math.min(compacted + 1, last) : 1);
  return { first, last, used, hasBefore: first > 1 && ledgers.some((one) => snapshotOf(one) !== null) };
}

function lastSlot({ cells }: Ledger): number {
  return cells.at(-1)?.at ?? 0;
}

/** What a ledger begins with, in place of all slots up to its own. */
export function snapshotOf({ cells: [first] }: Ledger): Cell | null {
  return first?.kind === 'snapshot' ? first : null;
}

/** How many columns a snapshot takes, so that what follows stands under its own slot. */
export function snapshotSpan(snapshot: Cell | null, { first, last, hasBefore }: Columns): number {
  if (!snapshot) return 0;
  return Number(hasBefore) + Math.max(0, Math.min(snapshot.at, last) - first + 1);
}

/** An empty column is as broad as so many letters. */
const EMPTY = 3;

/** What the letters' size follows from changes in steps: all that is written has to be laid out anew for another. */
const BREADTH_STEP = 4;

/** How broad the drawn cells are side by side, in letters, and hardly more: of each column its broadest. */
export function breadthOf(
  ledgers: readonly Ledger[],
  { first, last }: Columns,
  write: (label: string) => string,
): number {
  const broadest = new Map<number, number>();
  for (const { at, kind, eraLabel, label } of ledgers.flatMap(({ cells }) => cells))
    if (kind !== 'snapshot' && at >= first && at <= last)
      broadest.set(at, Math.max(broadest.get(at) ?? EMPTY, eraLabel.length + write(label).length));
  const letters = [...broadest.values()].reduce((sum, one) => sum + one, EMPTY * (last - first + 1 - broadest.size));
  return Math.ceil(letters / BREADTH_STEP) * BREADTH_STEP;
}

/** Fewer entries than these have room for what is written in them, also on a small screen. */
const ALIKE_MIN = 3;

/** What is written in the cells: the same in all; fillers in all but the last slot; else each has words of its own. */
export type Sameness = 'all' | 'all-but-last' | 'none';

/** Where the same is written in many cells, only the eras tell one from another. */
export function samenessOf(ledgers: readonly Ledger[]): Sameness {
  const cells = ledgers.flatMap((one) => one.cells);
  const slots = new Set(cells.map(({ at }) => at));
  const last = Math.max(...slots);
  if (cells.some(({ kind }) => kind === 'snapshot')) return 'none';
  if (slots.size >= ALIKE_MIN && cells.every(({ label }) => label === cells[0]?.label)) return 'all';
  return slots.size > ALIKE_MIN && cells.every(({ at, kind }) => at === last || kind === 'no-op')
    ? 'all-but-last'
    : 'none';
}

export function marksOf(leader: NodeView | null, { id }: NodeView): Marks | null {
  if (!leader?.ledger || leader.id === id) return null;
  const about = leader.ledger.marks.filter(({ node }) => node === id);
  const at = (wanted: string) => about.find(({ kind }) => kind === wanted)?.at ?? null;
  return about.length > 0 ? { next: at('next'), match: at('match') } : null;
}

/** Up to where the node itself knows what is committed; 0: of nothing. */
export function committedOf({ id, ledger }: NodeView): number {
  return ledger?.marks.find(({ kind, node }) => kind === 'committed' && node === id)?.at ?? 0;
}
