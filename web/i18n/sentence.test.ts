import { expect, test } from 'vitest';
import { translator } from './index';
import { sentence, spoken } from './sentence';

const en = translator('en', 'raft');
const zh = translator('zh', 'raft');

test('a kind of message is named in the language of the reader', () => {
  const event = { key: 'cluster.dropped', args: { kind: 'Heartbeat', from: 'A', to: 'B' } };
  expect(sentence(event, en)).toBe('Dropped by hand: Heartbeat from A to B.');
  expect(sentence(event, zh)).toContain('心跳');
});

test('a setting is named as in the settings, whether it is a rule or not', () => {
  const changed = (setting: string, value: string) =>
    sentence({ key: 'cluster.setting-changed', args: { setting, value } }, en);
  expect(changed('loss', '10%')).toBe('Loss is now 10%.');
  expect(changed('commit-own-term', 'off')).toBe(`${en('setting.rule.commit-own-term')} is now off.`);
});

test('a broken promise is told by its name and by what broke it', () => {
  const args = { check: 'raft.election-safety', term: 2, first: 'A', second: 'B' };
  const event = { key: 'cluster.violation', args };
  expect(sentence(event, en)).toBe('Promise broken. Election Safety: in term 2, both A and B were elected.');
});

test('a range of one is told as one', () => {
  const appended = (first: number, last: number) =>
    sentence({ key: 'raft.entries-appended', args: { leader: 'A', first, last } }, en);
  expect(appended(2, 4)).toBe('takes entries 2 to 4 from A into its log.');
  expect(appended(2, 2)).toBe('takes entry 2 from A into its log.');
});

test('what is spoken begins with the node, if it is about one', () => {
  const crashed = { key: 'cluster.crashed', args: {} };
  expect(spoken({ ...crashed, node: 'A' }, en)).toMatch(/^A crashes/);
  expect(spoken({ key: 'cluster.violation', args: { check: 'raft.election-safety' }, node: 'A' }, en)).toMatch(
    /^Promise broken/,
  );
  expect(spoken({ key: 'cluster.healed', args: {}, node: null }, en)).toBe(en('cluster.healed'));
});

test('a reason to refuse is told in the language of the reader, any other answer as it is', () => {
  const refused = { key: 'cluster.failed', args: { client: 'c1', answer: 'nobody-left' } };
  expect(sentence(refused, en)).toBe('refuses c1 for good: nobody would be left.');
  expect(sentence(refused, zh)).toMatch(/^明确拒绝 c1：[^a-z]*$/);
  expect(sentence({ key: 'cluster.response', args: { client: 'c1', answer: '5' } }, en)).toContain(': 5.');
});

test('what a client asks for is never taken for a word of the program', () => {
  const chinese = translator('zh', 'paxos');
  const asked = { key: 'paxos.request-taken', args: { value: 'on' } };
  expect(sentence(asked, chinese)).toContain('on');
  const told = { key: 'cluster.response', args: { client: 'c1', answer: 'change-pending' } };
  expect(sentence(told, zh)).toContain('change-pending');
  const applied = { key: 'raft.applied', args: { command: 'GET x', index: 1, answer: 'nobody-left' } };
  expect(sentence(applied, zh)).toContain('nobody-left');
});
