import { beforeAll, expect, test } from 'vitest';
import { speak, speakOfPanels, translator } from '../i18n/index';
import type { EventView, Landing } from '../types';
import { sequenceOf } from './sequence';

beforeAll(async () => {
  await speak('en', 'raft');
  await speakOfPanels();
});

const landing = (id: string, outcome: Landing['outcome'], endedAt: number): Landing =>
  ({
    id,
    from: 'A',
    to: 'B',
    kind: 'Heartbeat',
    label: '',
    answer: null,
    sentAt: 1,
    endedAt,
    outcome,
    place: 1,
  }) as unknown as Landing;

test('arrows stand in the order in which they end, lost ones with a cross, and what happened beside them', () => {
  const crashed = { key: 'cluster.crashed', node: 'B', at: 15, args: {}, milestone: true } as unknown as EventView;
  const text = sequenceOf(
    {
      nodes: [{ id: 'A' }, { id: 'B' }],
      clients: [],
      landings: [landing('m1', 'delivered', 10), landing('m2', 'loss', 20)],
      flights: [landing('m3', 'delivered', 30)],
      events: [crashed],
    },
    translator('en', 'raft'),
  );
  expect(text).toBe(`sequenceDiagram
  participant A
  participant B
  A->>B: heartbeat
  Note over B: B crashes. Everything that was not on its disk is lost.
  A-xB: heartbeat
  A-)B: heartbeat
`);
});

test('what means something in Mermaid is written by its number', () => {
  const said = { ...landing('m1', 'delivered', 10), label: 'SET x 1;#2' };
  const of = { nodes: [{ id: 'A' }, { id: 'B' }], clients: [], landings: [said], flights: [], events: [] };
  expect(sequenceOf(of, translator('en', 'raft'))).toContain('#59;#35;2');
});
