import { describe, expect, it } from 'vitest';
import { DICTIONARIES, translator } from '../i18n/index';
import { crowd, flight } from './fixtures';
import { messageName, outline, repeats, shapeOf, shortLabel } from './message';

const en = translator('en');
const zh = translator('zh');

const KINDS: readonly (readonly [request: string, ...answers: string[]])[] = [
  ['RequestPreVote', 'RequestPreVoteReply'],
  ['RequestVote', 'RequestVoteReply'],
  ['InstallSnapshot', 'InstallSnapshotReply'],
  ['TimeoutNow'],
  ['AppendEntries', 'AppendEntriesReply'],
  ['Heartbeat'],
  ['Forward', 'ForwardReply'],
  ['Prepare', 'Promise', 'PrepareRefused'],
  ['Accept', 'Accepted', 'AcceptRefused'],
  ['Ask', 'Learned'],
  ['ClientRequest', 'ClientResponse'],
];

describe('the shape of a message', () => {
  it.each(KINDS)('of %s is that of its answers, and is its own', (request, ...answers) => {
    for (const answer of answers) expect(shapeOf(answer)).toBe(shapeOf(request));
    expect(shapeOf(request)).not.toBe('octagon');
  });

  it('tells all kinds apart, but for what a client asks and what a node forwards', () => {
    const kinds = KINDS.map(([request]) => request).filter((kind) => kind !== 'ClientRequest');
    expect(new Set(kinds.map(shapeOf)).size).toBe(kinds.length);
  });

  it('of a kind that nobody knows is an octagon', () => {
    expect(shapeOf('Gossip')).toBe('octagon');
  });

  it('is a closed path around the origin', () => {
    for (const [request] of KINDS) expect(outline(shapeOf(request), 10)).toMatch(/^M[-\d.]+ .*Z$/);
  });
});

describe('the name of a message', () => {
  const vote = flight('m1', 'A', 'B', 'RequestVote', { era: 2 });

  it('says what it is, from whom, to whom and of which term', () => {
    expect(messageName(vote, en)).toBe('Request for a vote from A to B, term 2');
    expect(messageName(vote, zh)).toContain('A 发往 B');
  });

  it('of an answer says yes or no', () => {
    expect(messageName(flight('m2', 'B', 'A', 'RequestVoteReply', { era: 2, answer: false }), en)).toBe(
      'Vote from B to A, term 2, no',
    );
  });

  it('of Paxos has a ballot', () => {
    const fields = [{ name: 'ballot', value: '2.A' }];
    expect(messageName(flight('m3', 'A', 'B', 'Prepare', { eraLabel: '2.A', fields }), en)).toContain('ballot 2.A');
  });

  it.each(['en', 'zh'] as const)('and its label are complete in %s', (lang) => {
    const t = translator(lang);
    for (const kind of KINDS.flat()) {
      expect(DICTIONARIES[lang]).toHaveProperty([`stage.short-${kind}`]);
      for (const answer of [null, true, false]) {
        const one = flight('m1', 'A', 'B', kind, { answer });
        expect(messageName(one, t)).not.toContain('⟦');
        if (answer !== false || KINDS.some(([, ...answers]) => answers.includes(kind)))
          expect(shortLabel(one, t)).not.toContain('⟦');
      }
    }
  });
});

describe('words beside messages', () => {
  it('stand once for what one node says to many at once', () => {
    const beats = crowd(4).view.flights;
    expect([...repeats(beats)]).toEqual(['m2', 'm3']);
    expect([...repeats(beats.slice(1))]).toEqual([]);
  });

  it('stand for each of several that were said at different times', () => {
    const beats = ['B', 'C', 'D'].map((to, at) => flight(`m${at}`, 'A', to, 'Heartbeat', { sentAt: 90 + at }));
    expect([...repeats(beats)]).toEqual([]);
  });

  it('stand once for what several answer alike, whenever they do', () => {
    const answer = (from: string, at: number, label: string) =>
      flight(`m${at}`, from, 'E', 'Accepted', { answer: true, label, sentAt: 40 + at, arrivesAt: 60 + at });
    const alike = [answer('B', 1, '1.E pear'), answer('C', 2, '1.E pear'), answer('D', 3, '1.E pear')];
    expect([...repeats(alike)]).toEqual(['m2', 'm3']);
    expect([...repeats([...alike.slice(1), answer('A', 4, '1.A apple')])]).toEqual([]);
  });

  it('stand once for an answer that several get', () => {
    const told = ['A', 'B', 'C'].map((to, at) => flight(`m${at}`, 'E', to, 'Accepted', { answer: true, sentAt: 59 }));
    expect([...repeats(told)]).toEqual(['m1', 'm2']);
  });
});
