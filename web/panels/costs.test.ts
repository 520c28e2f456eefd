import { nothing } from 'lit/html.js';
import { beforeAll, expect, test } from 'vitest';
import { translator } from '../i18n/index';
import { begin, loadModules } from '../tests/modules';
import { costsLine } from './costs';

beforeAll(loadModules);

/** What the line says of a run in which every message takes 10 ms and A leads, when somebody has asked. */
function said(lang: string, lines: readonly string[], until: number): string | null {
  const session = begin({ protocol: 'raft', nodes: 5, seed: 7 });
  for (const line of ['latency 10', 'timer A 20']) session.command(line);
  session.advance(300, 1e6);
  for (const line of lines) session.command(line);
  session.advance(until, 1e6);
  const line = costsLine(session.view(), false, translator(lang, 'raft'));
  return line === nothing ? null : `${(line as { values: unknown[] }).values.at(-1)}`;
}

const REQUEST = ['request @A SET x 5'];

test('it says what a request has cost until its client had the answer', () => {
  expect(said('en', REQUEST, 900)).toBe(
    'SET x 5: messages 8, bytes 540, disk writes 5, round trips 1, answer after 40\u202fms',
  );
  expect(said('zh', REQUEST, 900)).toBe('SET x 5：消息 8 条、540 字节、写盘 5 次、往返 1 次、40\u202fms 后得到答复');
});

test('as long as nobody has answered, it says what it has cost so far, and what was lost', () => {
  expect(said('en', REQUEST, 315)).toBe('SET x 5: messages 4, bytes 348, disk writes 1');
  expect(said('en', ['partition A B C | D E', ...REQUEST], 900)).toMatch(
    /messages 6, lost 2, bytes \d+, disk writes 3,/,
  );
});

test('as long as nobody has asked, it says nothing', () => {
  expect(said('en', [], 900)).toBeNull();
});
