import { beforeAll, describe, expect, test } from 'vitest';
import { readAttribute } from '../../attributes';
import { speak, speaks, translator } from '../../i18n/index';
import { addLanguages } from '../../i18n/languages';
import { sentence } from '../../i18n/sentence';
import { hotkeysOf } from '../../keys';
import { inspectorPanel } from '../../panels/inspector';
import { protocolOf } from '../../protocols/of-run';
import { depictionOf, loadDepiction, loadTable, protocolNames, REGISTRY, tableOf } from '../../protocols/registry';
import { nodeSize } from '../../stage/layout';
import { messageName, shapeOf, shortLabel } from '../../stage/message';
import { asidePlace, nodeName } from '../../stage/node';
import { flight, model, view } from '../fixtures';
import type { BroadcastNode } from './types';

const NAME = 'broadcast';

function node(id: string, role: BroadcastNode['role'], acknowledged: readonly string[] = []): BroadcastNode {
  const common = {
    up: true,
    gone: false,
    suspendedAt: null,
    era: 3,
    eraLabel: '3',
    timers: [],
    dial: null,
    tallies: [],
    acts: [],
  };
  return { ...common, kind: NAME, id, role, detail: { acknowledged }, facts: [], ledger: null };
}

const run = model(view({ protocol: NAME, nodes: [node('A', 'sender', ['B']), node('B', 'receiver')], members: null }));

/** All that a template writes, without its tags. */
function text(part: unknown): string {
  if (Array.isArray(part)) return part.map(text).join(' ');
  if (typeof part === 'object' && part !== null && 'strings' in part && 'values' in part) return text(part.values);
  return typeof part === 'string' || typeof part === 'number' ? `${part}` : '';
}

beforeAll(async () => {
  REGISTRY.push({
    name: NAME,
    title: 'Broadcast',
    load: () => import('./index'),
    table: () => import('./table'),
    guide: () => import('./guide'),
  });
  addLanguages({
    first: import.meta.glob('./languages/*/*.json', { query: '?first', import: 'default' }),
    late: import.meta.glob('./languages/*/*.json', { query: '?late', import: 'default' }),
  });
  await Promise.all([loadDepiction(NAME), loadTable(NAME), speak('en', NAME), speak('zh', NAME)]);
});

describe('a protocol that is a folder and an entry of the registry', () => {
  test('can be asked for', () => {
    expect(protocolNames()).toContain(NAME);
    expect(readAttribute('protocol', NAME)).toBe(NAME);
    expect(protocolOf({ protocol: NAME, lesson: null, run: null })).toBe(NAME);
    expect(protocolOf({ protocol: null, lesson: `${NAME}/all-acknowledge`, run: null })).toBe(NAME);
    expect(protocolOf({ protocol: null, lesson: null, run: `1${btoa(`protocol ${NAME}\nnodes 3\n`)}` })).toBe(NAME);
  });

  test.each(['en', 'zh'] as const)('has words of its own beside those of all, in %s', (lang) => {
    const t = translator(lang, NAME);
    expect(speaks(lang, NAME)).toBe(true);
    expect(t('role.sender')).not.toContain('⟦');
    expect(t('transport.play')).not.toContain('⟦');
    expect(t('stage.era', { era: 3 })).toContain('3');
    expect(translator(lang, protocolNames()[0]).has('broadcast.title')).toBe(false);
    expect(sentence({ key: 'broadcast.acknowledged', node: 'B', args: { round: 3 } }, t)).toMatch(/^B.*3/);
  });

  test('is drawn: nodes, messages, a table, the inspector, keys', () => {
    const t = translator('en', NAME);
    const depiction = depictionOf(NAME);
    const aside = asidePlace({ id: 'A', x: 0, y: 0, aside: { x: 9, y: 0, width: 0, height: 0 } });
    const art = depiction.node.draw(node('A', 'sender'), run.view, nodeSize(40), aside, t);
    expect(nodeName({ node: node('A', 'sender') }, art, t)).toBe('Node A, sender, round 3, up');
    const message = flight('m1', 'A', 'B', 'Announce', { era: 3, label: 'x' });
    expect(messageName(message, t)).toBe('Announcement from A to B, round 3, x');
    expect(shortLabel(message, t)).toBe('announce x');
    expect(shapeOf('Acknowledge', depiction.shapes)).toBe(shapeOf('Announce', depiction.shapes));
    expect(text(tableOf(NAME)?.panel(run, {} as never, t))).toMatch(/acknowledged.*A.*B/);
    expect(text(inspectorPanel(run, {} as never, t))).toContain('Let A announce something.');
    expect(hotkeysOf(NAME).length).toBeGreaterThan(10);
  });
});
