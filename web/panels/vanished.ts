/** Log entries that a node has just taken back: kept for a moment, so that a roll-back can be seen. */

import type { Vanished } from '../model';
import type { LogEntry, Ms, NodeView, View } from '../types';

/** How long they stay, in virtual time: a paused run keeps them on the screen. */
export const VANISHED_MS = 120;

/** What stood in a log before and is no longer there: beyond the end, or with another term at its index. */
export function takenBack(before: readonly LogEntry[], after: readonly LogEntry[]): readonly LogEntry[] {
  const terms = new Map(after.map((entry) => [entry.index, entry.term]));
  const earliest = after[0]?.index ?? 0;
  return before.filter((entry) => entry.index >= earliest && terms.get(entry.index) !== entry.term);
}

/**
 * What to show struck through with this view, given what was shown with the view before it. After a jump in time or to
 * another branch, hand in `null`: what differs then was not taken back.
 */
export function vanishedAfter(shown: readonly Vanished[], before: View | null, now: View): readonly Vanished[] {
  if (!before || before.protocol !== now.protocol) return shown.length > 0 ? [] : shown;
  const fresh = now.nodes.flatMap((node, position) => freshly(before.nodes[position], node, now.now));
  const kept = shown.filter((old) => now.now - old.at < VANISHED_MS && !fresh.some((other) => samePlace(old, other)));
  // The same array while nothing changes, so that whoever compares can stop at the first look.
  return fresh.length === 0 && kept.length === shown.length ? shown : [...kept, ...fresh];
}

function freshly(before: NodeView | undefined, node: NodeView, at: Ms): readonly Vanished[] {
  if (!before || before === node || before.kind !== 'raft' || node.kind !== 'raft' || before.log === node.log)
    return [];
  return takenBack(before.log, node.log).map((entry) => ({ node: node.id, entry, at }));
}

function samePlace(one: Vanished, other: Vanished): boolean {
  return one.node === other.node && one.entry.index === other.entry.index;
}
