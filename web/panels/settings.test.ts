import { expect, test } from 'vitest';
import type { SettingView } from '../types';
import { settingKey, settingLine } from './setting-switch';
import { spanOf, spanWith } from './settings';

const rule: SettingView = { name: 'rule commit-own-term', kind: 'rule', value: 'on', default: 'on', warning: null };
const latency: SettingView = { name: 'latency', kind: 'span', value: '10..20', default: '10..20', warning: null };

test('a change is written as a command', () => {
  expect(settingLine(rule, 'off')).toBe('rule commit-own-term off');
  expect(settingLine(latency, spanWith(latency.value, 'to', 45))).toBe('latency 10..45');
});

test('a rule has its words under its own name', () => {
  expect(settingKey(rule)).toBe('setting.rule.commit-own-term');
  expect(settingKey(latency)).toBe('setting.latency');
});

test('a span is read with fractions', () => {
  expect(spanOf('0.5..12.25')).toEqual({ from: 0.5, to: 12.25 });
});

test('an end of a span that passes the other takes it along', () => {
  expect(spanWith('150..300', 'from', 400)).toBe('400..400');
  expect(spanWith('150..300', 'to', 100)).toBe('100..100');
  expect(spanWith('150..300', 'from', 200)).toBe('200..300');
});
