/** What really happens in a run is told in whole sentences: no argument that a sentence names is missing. */

import { beforeAll, expect, test } from 'vitest';
import { translator } from './i18n/index';
import { sentence } from './i18n/sentence';
import { protocolNames } from './protocols/registry';
import { begin, loadModules } from './tests/modules';
import type { EventView, ProtocolName, ServingView } from './types';

const LANGUAGES = ['en', 'zh'] as const;

/** Partitions, crashes and late messages bring most of what can happen. */
const TROUBLE = ['loss 10%', 'duplication 10%', 'latency 10..60', 'client-timeout 400'];

beforeAll(loadModules);

/** All that was told of a run: its events, and whether clients are served. */
function happened(protocol: ProtocolName) {
  const session = begin({ protocol, nodes: 5, seed: 3 });
  const events: EventView[] = [];
  const servings: ServingView[] = [];
  const play = (to: number) => {
    // As often as a page does: only the latest events cross.
    for (let at = session.now; at < to; at += 5) {
      session.advance(at + 5, 1e6);
      events.push(...session.trail().events);
      servings.push(session.view().serving);
    }
  };
  for (const line of TROUBLE) session.command(line);
  for (let round = 0; round < 12; round += 1) {
    const nodes = session.view().nodes.map(({ id }) => id);
    const one = nodes[round % nodes.length];
    for (const line of [
      `timeout ${one}`,
      round % 3 === 0 ? `partition ${nodes.slice(0, 2).join(' ')} | ${nodes.slice(2).join(' ')}` : 'heal',
      `crash ${one}`,
      `restart ${one}`,
      ...(session.view().acts.find(({ key }) => key === 'request')?.commands ?? []),
    ]) {
      // What is not possible at the moment is refused, and nothing is lost.
      try {
        session.command(line);
      } catch {}
      play(session.now + 20);
    }
    play(session.now + 200);
  }
  return { events, servings };
}

test.each(protocolNames())('no sentence of a run of %s lacks an argument', (protocol) => {
  const { events, servings } = happened(protocol);
  expect(new Set(events.map(({ key }) => key)).size).toBeGreaterThan(15);
  expect(new Set(servings.map(({ key }) => key)).size).toBeGreaterThan(1);
  for (const lang of LANGUAGES) {
    const t = translator(lang, protocol);
    for (const event of events) expect(sentence(event, t), event.key).not.toMatch(/…|⟦|\{|→|✓|\bnone\b|[\s:：][.。]/);
    for (const said of servings) expect(sentence({ ...said, node: null }, t), said.key).not.toMatch(/…|⟦|\{/);
  }
});
