import { beforeEach, expect, test, vi } from 'vitest';
import { openRulebook, rulebookOf } from './rules';

const readRules = vi.hoisted(() => vi.fn());
vi.mock('./rulebook', () => ({ readRules }));

beforeEach(() => readRules.mockReset());

test('of a protocol there is one book, however many ask for it at once', async () => {
  readRules.mockImplementation(async () => ({}));
  expect(rulebookOf('raft')).toBeNull();
  await Promise.all([openRulebook('raft'), openRulebook('raft')]);
  const book = rulebookOf('raft');
  await openRulebook('raft');
  expect(readRules.mock.calls).toEqual([['raft']]);
  expect(book).not.toBeNull();
  expect(rulebookOf('raft')).toBe(book);
});

test('what could not be read is tried again by the next who asks', async () => {
  readRules.mockRejectedValueOnce(new Error('no connection')).mockResolvedValueOnce({});
  await expect(openRulebook('paxos')).rejects.toThrow('no connection');
  expect(rulebookOf('paxos')).toBeNull();
  await openRulebook('paxos');
  expect(rulebookOf('paxos')).toEqual({});
});
