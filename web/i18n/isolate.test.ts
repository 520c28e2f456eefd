import { expect, test } from 'vitest';
import { translator } from './index';
import { isolated } from './isolate';

test('ordinary text stays as it is, in any script that runs from the left', () => {
  for (const text of ['SET x 5', '{A B C}', '蓝色', 'é', '→ A', '']) expect(isolated(text)).toBe(text);
});

test('text from right to left is set apart', () => {
  expect(isolated('كبير')).toBe('\u2068كبير\u2069');
  expect(isolated('x שלום')).toBe('\u2068x שלום\u2069');
});

test('signs that turn text are seen, and turn nothing', () => {
  expect(isolated('a\u202eb')).toBe('a\ufffdb');
  // Nor can anybody end what sets a value apart.
  expect(isolated('\u2069\u202eשלום')).toBe('\u2068\ufffd\ufffdשלום\u2069');
  expect(isolated('\u2068b')).toBe('\ufffdb');
});

test('a sentence sets its arguments apart, but not what has been put together of sentences', () => {
  const t = translator('en', 'paxos');
  expect(t('paxos.request-taken', { value: 'שלום' })).toBe(
    '… takes value \u2068שלום\u2069 from its client and will propose it.',
  );
  expect(t('paxos.request-taken', { value: '\u202eevil' })).not.toMatch(/[\u202a-\u202e]/);
  const what = t('paxos.request-taken', { value: 'שלום' });
  expect(t('check.broken', { name: 'A', how: what })).toBe(`A: ${what}`);
});
