/** What the AppendEntries under way between a leader and a follower says about the follower's log. */

import type { LedgerProbe } from '../../panels/ledger';
import type { Flight, NodeView } from '../../types';

/**
 * Its newest one. A heartbeat that compares what the leader knows to match already is no probe, nor is an answer that says
 * that it does.
 */
export function probeOf(follower: NodeView, leader: NodeView | null, flights: readonly Flight[]): LedgerProbe | null {
  if (leader?.kind !== 'raft' || leader.id === follower.id) return null;
  const known = leader.progress.find(({ node }) => node === follower.id)?.matchIndex ?? 0;
  const own = flights.flatMap((flight): LedgerProbe[] => {
    const { from, to, kind, answer, fields } = flight;
    const previous = Number(fields.find(({ name }) => name === 'prevLogIndex')?.value ?? Number.NaN);
    if (Number.isNaN(previous)) return [];
    if (from === leader.id && to === follower.id && answer === null) {
      const count = kind === 'Heartbeat' ? 0 : entriesIn(flight);
      return count > 0 || previous > known ? [{ at: previous, isRefused: false, count }] : [];
    }
    return from === follower.id && to === leader.id && answer === false
      ? [{ at: previous, isRefused: true, count: 0 }]
      : [];
  });
  return own.at(-1) ?? null;
}

/** One is told in full, several by their number. */
function entriesIn({ label }: Flight): number {
  return Number(/^\+(\d+)$/.exec(label)?.[1] ?? 1);
}
