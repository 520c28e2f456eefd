/** Who belongs to the cluster in whose eyes, and how many of them must agree. */

import { onRing } from '../../stage/ring';
import type { Configuration, NodeName, NodeView, RaftNode, SettingView } from '../../types';

/** What the next node will be called, or one behind it. Names are never used twice, so those that have left count. */
export function nextNode(nodes: readonly NodeView[], behind = 0): NodeName {
  const at = nodes.length + behind;
  const hasNumbers = /\d/.test(nodes[0]?.id ?? '');
  return hasNumbers ? `S${at + 1}` : String.fromCharCode(65 + at);
}

/** Whether all on the ring believe that all on the ring vote: then there is nothing to tell. */
export function isAgreed(ring: readonly NodeView[]): boolean {
  return ring.every((node) => {
    if (node.kind !== 'raft') return true;
    const { voters, old } = node.configuration;
    return old.length === 0 && voters.length === ring.length && ring.every(({ id }) => voters.includes(id));
  });
}

/** All who have a say, each once. */
export function membersOf({ voters, old }: Configuration): readonly NodeName[] {
  return old.length === 0 ? voters : [...new Set([...old, ...voters])].sort();
}

export interface Majority {
  /** While joint: of which of the two. */
  readonly of: 'all' | 'old' | 'new';
  readonly members: readonly NodeName[];
  readonly needed: number;
}

/** The majorities that must agree, with the rules as they are. */
export function majorities(configuration: Configuration, settings: readonly SettingView[]): readonly Majority[] {
  const { voters, old } = configuration;
  const isOff = (rule: string) => settings.some(({ name, value }) => name === `rule ${rule}` && value === 'off');
  const half = isOff('majority');
  const majority = (of: Majority['of'], members: readonly NodeName[]): Majority => {
    const needed = half ? Math.ceil(members.length / 2) : Math.floor(members.length / 2) + 1;
    return { of, members, needed };
  };
  if (old.length === 0 || isOff('both-majorities')) return [majority('all', membersOf(configuration))];
  return [majority('old', old), majority('new', voters)];
}

/** How many of a candidate's votes count towards each majority. */
export function tally(
  { configuration, votes }: Pick<RaftNode, 'configuration' | 'votes'>,
  settings: readonly SettingView[],
): readonly (Majority & { readonly had: number })[] {
  const granted = new Set(votes.filter(({ state }) => state === 'granted').map(({ node }) => node));
  return majorities(configuration, settings).map((majority) => ({
    ...majority,
    had: majority.members.filter((member) => granted.has(member)).length,
  }));
}

/** The configuration that a change starts from: the leader's, or else the newest that anybody knows. */
export function inForce(nodes: readonly NodeView[]): Configuration {
  const up = onRing(nodes).filter((node) => node.kind === 'raft' && node.up) as readonly RaftNode[];
  const leaders = up.filter(({ role }) => role === 'leader').sort((one, other) => other.term - one.term);
  const newest = up.toSorted((one, other) => other.configuration.index - one.configuration.index);
  return (leaders[0] ?? newest[0])?.configuration ?? { voters: [], old: [] };
}
