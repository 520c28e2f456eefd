import { expect, test } from 'vitest';
import { firstSentence } from './first-sentence';
import { translator } from './index';
import { sentence } from './sentence';

const en = translator('en', 'raft');
const zh = translator('zh', 'raft');

const event = (key: string, args: Record<string, string | number> = {}, node: string | null = null) => ({
  key,
  args,
  node,
});

test('the first sentence of a refusal says why, and what to write comes after it', () => {
  const cut = { link: 'A-C' };
  expect(firstSentence(en('error.is-cut', cut))).toBe('A-C is already cut.');
  expect(firstSentence(zh('error.is-cut', cut))).toBe('A-C 已经断开。');
  expect(firstSentence('It takes 1.5 s')).toBe('It takes 1.5 s');
});

test('a kind of message is named in the language of the reader, and an RPC as in the paper', () => {
  const dropped = (kind: string) => event('cluster.dropped', { kind, from: 'A', to: 'B' });
  expect(sentence(dropped('Heartbeat'), en)).toBe('Dropped by hand: Heartbeat from A to B.');
  expect(sentence(dropped('Heartbeat'), zh)).toContain('心跳');
  expect(sentence(dropped('AppendEntries'), zh)).toContain('AppendEntries');
});

test('a setting is named as in the settings, whether it is a rule or not', () => {
  const changed = (setting: string, value: string, unit = '') =>
    sentence(event('cluster.setting-changed', { setting, value, unit }), en);
  expect(changed('loss', '10%')).toBe('Loss is now 10%.');
  expect(changed('latency', '15..15', 'ms')).toBe('Latency is now 15 ms.');
  expect(changed('latency', '15..20', 'ms')).toBe('Latency is now 15..20 ms.');
  expect(changed('commit-own-term', 'off')).toBe(`The rule “${en('setting.rule.commit-own-term')}” is now off.`);
});

test('a broken guarantee is told by its name and by what broke it', () => {
  const args = { check: 'raft.election-safety', term: 2, first: 'A', second: 'B' };
  const broken = 'Guarantee broken. Election Safety: in term 2, both A and B were elected.';
  expect(sentence(event('cluster.violation', args), en)).toBe(broken);
  expect(sentence(event('cluster.violation', args, 'B'), en)).toBe(broken);
});

test('a range of one is told as one', () => {
  const appended = (first: number, last: number) =>
    sentence(event('raft.entries-appended', { leader: 'A', first, last }, 'B'), en);
  expect(appended(2, 4)).toBe('B appends entries 2 to 4 from A.');
  expect(appended(2, 2)).toBe('B appends entry 2 from A.');
});

test('a vote for oneself, and a value that one wanted anyway, are told as such', () => {
  const vote = (voter: string) =>
    sentence(event('raft.vote-received', { voter, votes: 1, needed: 3, term: 1 }, 'A'), en);
  expect(vote('A')).toBe('A counts its own vote: it has 1 of the 3 votes it needs.');
  expect(vote('B')).toBe('A receives B’s vote: it has 1 of the 3 votes it needs.');
  const paxos = translator('en', 'paxos');
  const adopted = (own: string) =>
    sentence(
      event('paxos.value-adopted', { value: 'x', own, ballot: '2.A', accepted: '1.B', promises: 2 }, 'A'),
      paxos,
    );
  expect(adopted('x')).toContain('which its client also wants');
  expect(adopted('y')).toContain('not its own y');
});

test('the node that an event is about stands in its sentence, wherever the language wants it', () => {
  expect(sentence(event('raft.election-started', { term: 2 }, 'A'), en)).toBe(
    'A’s election timeout expires. A becomes a candidate in term 2 and votes for itself.',
  );
  const received = event('cluster.response', { client: 'c1', from: 'E', answer: '5' });
  expect(sentence(received, en)).toBe('c1 receives 5 from E.');
  expect(sentence(received, zh)).toBe('c1 收到 E 的答复：5。');
  expect(sentence(event('cluster.healed'), en)).toBe(en('cluster.healed'));
});

test('a client is redirected to a node, or told that nobody knows where to', () => {
  const redirected = (answer: string) => sentence(event('cluster.redirected', { client: 'c1', from: 'A', answer }), en);
  expect(redirected('→ B')).toBe('c1 receives a reply from A: ask B.');
  expect(redirected('→ ?')).toBe('c1 receives a reply from A: A does not know which node to ask.');
});

test('a reason to refuse is told in the language of the reader, any other answer as it is', () => {
  const refused = event('cluster.failed', { client: 'c1', from: 'A', answer: 'nobody-left' });
  expect(sentence(refused, en)).toBe('c1 receives a refusal from A: no member would be left.');
  expect(sentence(refused, zh)).toMatch(/^c1 的请求被 A 拒绝：[^a-z]*$/);
});

test('an answer without a value has a sentence, and nodes are listed as people do', () => {
  const done = event('cluster.response', { client: 'c1', from: 'A', answer: '✓' });
  expect(sentence(done, en)).toBe('c1 learns from A that its request is done.');
  const empty = event('cluster.response', { client: 'c1', from: 'A', answer: 'none' });
  expect(sentence(empty, translator('en', 'raft'))).toBe('c1 receives no value from A.');
  expect(sentence(empty, translator('en', 'paxos')), 'there, it is a value').toBe('c1 receives none from A.');
  const listed = (nodes: string) => sentence(event('cluster.timers-aligned', { nodes }), en);
  expect(listed('B C')).toContain('B and C');
  expect(listed('B C D')).toContain('B, C and D');
});

test('what a client asks for is never taken for a word of the program', () => {
  const chinese = translator('zh', 'paxos');
  expect(sentence(event('paxos.request-taken', { value: 'on' }, 'A'), chinese)).toContain('on');
  expect(sentence(event('cluster.response', { client: 'c1', from: 'A', answer: 'change-pending' }), zh)).toContain(
    'change-pending',
  );
  expect(sentence(event('cluster.response', { client: 'c1', from: 'A', answer: '→ ?' }), zh)).toContain('→ ?');
  const applied = event('raft.applied', { command: 'GET x', index: 1, answer: 'nobody-left' }, 'A');
  expect(sentence(applied, zh)).toContain('nobody-left');
});

test('what one link or node has of its own has its unit, and begins as a sentence does', () => {
  const own = (setting: string, place: string, value: string, unit = '') =>
    sentence({ key: 'cluster.own-set', node: null, args: { setting, place, value, unit } }, en);
  expect(own('clock', 'C', '120%')).toBe('C’s clock now runs at 120% of the true speed.');
  expect(own('latency', 'A-B', '100..120', 'ms')).toBe('A message over A-B now takes 100..120 ms.');
  expect(own('latency', 'A-B', '20..20', 'ms')).toBe('A message over A-B now takes 20 ms.');
});
