import { describe, expect, it } from 'vitest';
import { translator } from '../i18n/index';
import { depictionOf, protocolNames } from '../protocols/registry';
import { crowd, flight } from '../tests/fixtures';
import { messageName, outline, repeats, shapeOf, shortLabel } from './message';

const en = translator('en', 'raft');
const zh = translator('zh', 'raft');

const vote = flight('m1', 'A', 'B', 'RequestVote', { era: 2 });

describe.each(protocolNames())('the shape of a message of %s', (name) => {
  const { shapes } = depictionOf(name);

  it('is a closed path around the origin, and never that of what nobody knows', () => {
    for (const kind of Object.keys(shapes)) {
      expect(shapeOf(kind, shapes)).not.toBe('octagon');
      expect(outline(shapeOf(kind, shapes), 10)).toMatch(/^M[-\d.]+ .*Z$/);
    }
    expect(shapeOf('Gossip', shapes)).toBe('octagon');
  });

  it('of a client’s is the same in all', () => {
    expect(shapeOf('ClientRequest', shapes)).toBe(shapeOf('ClientResponse', {}));
  });

  it.each(['en', 'zh'] as const)('has a name beside it, and a label, in %s', (lang) => {
    const t = translator(lang, name);
    for (const kind of [...Object.keys(shapes), 'ClientRequest', 'ClientResponse']) {
      expect(t.has(`stage.short-${kind}`), kind).toBe(true);
      for (const answer of [null, true, false]) {
        const one = flight('m1', 'A', 'B', kind, { answer });
        expect(messageName(one, t)).not.toContain('⟦');
        if (answer === null || !kind.endsWith('Reply') || t.has(`stage.short-${kind}-no`))
          expect(shortLabel(one, t)).not.toContain('⟦');
      }
    }
  });
});

describe('the name of a message', () => {
  it('says what it is, from whom, to whom and of which term', () => {
    expect(messageName(vote, en)).toBe('RequestVote from A to B, term 2');
    expect(messageName(vote, zh)).toContain('A 发往 B');
  });

  it('of an answer says yes or no', () => {
    expect(messageName(flight('m2', 'B', 'A', 'RequestVoteReply', { era: 2, answer: false }), en)).toBe(
      'RequestVote reply from B to A, term 2, no',
    );
  });

  it('of Paxos has a ballot', () => {
    const prepare = flight('m3', 'A', 'B', 'Prepare', { eraLabel: '2.A' });
    expect(messageName(prepare, translator('en', 'paxos'))).toContain('ballot 2.A');
  });
});

describe('the words beside a message', () => {
  it('say why a request was refused, and leave alone what a client asked for', () => {
    const answer = (said: boolean) => flight('m1', 'B', 'A', 'ForwardReply', { answer: said, label: 'nobody-left' });
    expect(shortLabel(answer(false), zh)).not.toContain('nobody-left');
    expect(shortLabel(answer(true), zh)).toContain('nobody-left');
  });

  it('set a value apart that runs from right to left', () => {
    const accept = flight('m1', 'B', 'A', 'Accept', { label: 'שלום' });
    expect(shortLabel(accept, translator('en', 'paxos'))).toBe('Accept \u2068שלום\u2069');
    expect(messageName(accept, translator('en', 'paxos'))).toContain('\u2068שלום\u2069');
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
