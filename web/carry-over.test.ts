import { expect, test } from 'vitest';
import { carryOver } from './carry-over';
import { model } from './tests/fixtures';
import { raftNode, raftView } from './tests/views';
import type { SettingView } from './types';

const setting = (name: string, value: string): SettingView => ({
  name,
  kind: 'ms',
  value,
  default: '0',
  warning: null,
});

test('what was set otherwise is set so again, where there is such a setting and it is another', () => {
  const given: string[] = [];
  const view = { ...raftView([raftNode('A')]), settings: [setting('loss', '0'), setting('latency', '20')] };
  const player = { run: model(view), command: (line: string) => void given.push(line) };
  carryOver(player as unknown as Parameters<typeof carryOver>[0], [
    setting('loss', '5'),
    setting('latency', '20'),
    setting('heartbeat', '70'),
  ]);
  expect(given).toEqual(['loss 5']);
});
