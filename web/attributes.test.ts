import { expect, test } from 'vitest';
import { type AttributeName, NotAllowed, readAttribute } from './attributes';

test.each<[AttributeName, string, unknown]>([
  ['protocol', 'paxos', 'paxos'],
  ['nodes', ' 9 ', 9],
  ['seed', '0', 0],
  ['lesson', 'family/any-name', 'family/any-name'],
  ['step', '2', 2],
  ['lang', 'zh-CN', 'zh'],
  ['theme', 'auto', 'auto'],
  ['speed', '0.05', 0.05],
  ['speed', '1/20', 0.05],
  ['speed', '60', 60],
  ['autoplay', '', true],
  ['loop', '', true],
  ['from', '120.5', 120.5],
  ['to', '0', 0],
  ['welcome', '', true],
  ['controls', 'minimal', 'minimal'],
  ['panels', 'stage  space-time', ['stage', 'space-time']],
  ['hotkeys', 'page', 'page'],
])('%s="%s" is understood', (name, text, meaning) => {
  expect(readAttribute(name, text)).toEqual(meaning);
});

test.each<[AttributeName, string, string]>([
  ['protocol', 'zab', 'raft, paxos'],
  ['nodes', '0', '1 … 9'],
  ['nodes', '10', '1 … 9'],
  ['nodes', 'five', '1 … 9'],
  ['nodes', '2.5', '1 … 9'],
  ['lesson', 'no family', 'family/name'],
  ['lang', 'fr', 'en, zh'],
  ['speed', '0', '1/1000 … 60'],
  ['speed', '61', '1/1000 … 60'],
  ['speed', '1/0', '1/1000 … 60'],
  ['from', '-1', '0 …'],
  ['to', 'soon', '0 …'],
  ['panels', 'stage ring', 'stage, space-time, log, events, checks, lesson, inspector'],
])('%s="%s" is refused, and it is said what is allowed', (name, text, allowed) => {
  expect(() => readAttribute(name, text)).toThrow(new NotAllowed(allowed));
});

test('an attribute that is not there says nothing', () => {
  expect(readAttribute('nodes', null)).toBeNull();
  expect(readAttribute('autoplay', null)).toBeNull();
});
