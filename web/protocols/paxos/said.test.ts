import { expect, test } from 'vitest';
import { translator } from '../../i18n/index';
import { flight } from '../../tests/fixtures';
import { said } from './said';

const fields = (all: Readonly<Record<string, string>>) => Object.entries(all).map(([name, value]) => ({ name, value }));
const message = (kind: string, all: Readonly<Record<string, string>>, answer: boolean | null = null) =>
  flight('m1', 'A', 'B', kind, { fields: fields(all), answer });

test('a message is written as in the papers', () => {
  const t = translator('en', 'paxos');
  const told = (kind: string, all: Readonly<Record<string, string>>, answer?: boolean) =>
    said(message(kind, all, answer), t);
  expect(told('Prepare', { ballot: '1.A' })).toBe('Prepare(1.A)');
  expect(told('Promise', { ballot: '2.B', accepted: '1.A:V' }, true)).toBe('Promise(2.B, (1.A, V))');
  expect(told('Promise', { ballot: '2.B', accepted: '–' }, true)).toBe('Promise(2.B)');
  expect(told('Accept', { ballot: '1.A', value: 'V' })).toBe('Accept(1.A, V)');
  expect(told('Accepted', { ballot: '1.A', value: 'V' }, true)).toBe('Accepted(1.A, V)');
  expect(told('AcceptRefused', { ballot: '1.A', promised: '2.B' }, false)).toBe('Accept refused(1.A, promised 2.B)');
});
