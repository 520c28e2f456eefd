/** Log entries that a node has just taken back: kept for a moment, so that a roll-back can be seen. */

import type { Vanished } from '../model';
import type { LogEntry, Ms, NodeView, RaftNode, View } from '../types';

/** How long they stay, in virtual time: a paused run keeps them on the screen. */
export const VANISHED_MS = 120;

type Log = Pick<RaftNode, 'log' | 'snapshot'>;

/**
 * What stood in a log before and is no longer there: beyond the end, or with another term at its index. What a snapshot
 * now stands for is still held, and so is what lies before the end that is shown.
 */
export function takenBack(before: Log, after: Log): readonly LogEntry[] {
  const terms = new Map(after.log.map((entry) => [entry.index, entry.term]));
  const earliest = after.log[0]?.index ?? (after.snapshot ? after.snapshot.index + 1 : 0);
  return before.log.filter((entry) => entry.index >= earliest && terms.get(entry.index) !== entry.term);
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
  if (!before || before === node || before.kind !== 'raft' || node.kind !== 'raft' || before.log === node.log)
    return [];
  return takenBack(before, node).map((entry) => ({ node: node.id, entry, at }));
}

function samePlace(one: Vanished, other: Vanished): boolean {
  return one.node === other.node && one.entry.index === other.entry.index;
}
