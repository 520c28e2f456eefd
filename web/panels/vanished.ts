/** What a node has just taken back of its ledger: kept for a moment, so that a roll-back can be seen. */

import type { Vanished } from '../model';
import type { Cell, Ledger, Ms, NodeView, View } from '../types';

/** How long they stay, in virtual time: a paused run keeps them on the screen. */
export const VANISHED_MS = 120;

/**
 * What stood in a ledger before and is no longer there: beyond the end, or of another era in its slot. What a snapshot now
 * stands for is still held, and so is what lies before the end that is shown.
 */
export function takenBack(before: Ledger, after: Ledger): readonly Cell[] {
  const now = new Map(after.cells.map((cell) => [cell.at, cell]));
  return before.cells.filter(
    ({ at, era, kind }) => kind !== 'snapshot' && at >= after.from && now.get(at)?.era !== era,
  );
}

/**
 * What to show struck through with this view, given what was shown with the view before it. After a jump in time or to
 * another branch, hand in `null`: what differs then was not taken back.
 */
export function vanishedAfter(shown: readonly Vanished[], before: View | null, now: View): readonly Vanished[] {
  if (!before || before.protocol !== now.protocol) return shown.length > 0 ? [] : shown;
  const fresh = now.nodes.flatMap((node) => {
    const old = before.nodes.find(({ id }) => id === node.id);
    return freshly(old, node, now.now);
  });
  const kept = shown.filter((old) => now.now - old.at < VANISHED_MS && !fresh.some((other) => samePlace(old, other)));
  // The same array while nothing changes, so that whoever compares can stop at the first look.
  return fresh.length === 0 && kept.length === shown.length ? shown : [...kept, ...fresh];
}

function freshly(before: NodeView | undefined, node: NodeView, at: Ms): readonly Vanished[] {
  if (!before?.ledger || !node.ledger || before.ledger === node.ledger) return [];
  return takenBack(before.ledger, node.ledger).map((cell) => ({ node: node.id, cell, at }));
}

function samePlace(one: Vanished, other: Vanished): boolean {
  return one.node === other.node && one.cell.at === other.cell.at;
}
