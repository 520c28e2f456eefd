import { beforeAll, describe, expect, test } from 'vitest';
import { sentencesIn } from '../scripts/languages.mjs';
import { ENGLISH } from './i18n/languages';
import { protocolNames } from './protocols/registry';
import { loadRules } from './rule-files';
import { newest, RuleTable } from './rule-table';
import { begin, loadModules } from './tests/modules';
import type { EventView, RuleView } from './types';

const rule = (id: string, some: Partial<RuleView> = {}): RuleView => {
  const [group = '', number = ''] = id.split('.');
  return { id, group, number, section: '', functions: [], switches: [], events: [], missed: [], ...some };
};

const event = (serial: number, at: number, key: string): EventView => ({
  serial,
  at,
  key,
  node: 'A',
  args: {},
  section: null,
  era: 0,
  eraLabel: '',
  milestone: false,
});

const VOTE = rule('vote.1', { events: ['voted', 'refused'], switches: ['rule vote'] });
const LOG = rule('vote.2', { events: ['voted'], missed: ['voted-anyway'] });
const table = new RuleTable([VOTE, LOG]);

describe('the table', () => {
  const acted = (since: number, events: readonly EventView[]) =>
    table.actedSince(since, events).map(({ rule, isMissed }) => `${rule.id}${isMissed ? ' missed' : ''}`);

  test('names all rules of an event, and those that would have acted', () => {
    expect(table.of('voted').map(({ rule }) => rule.id)).toEqual(['vote.1', 'vote.2']);
    expect(table.of('voted-anyway')).toEqual([{ rule: LOG, isMissed: true }]);
    expect(table.of('crashed')).toEqual([]);
  });

  test('tells when each has acted last', () => {
    const [first, second] = [event(1, 10, 'voted'), event(2, 20, 'refused')];
    const last = table.lastActs([first, second]);
    expect([last.get('vote.1')?.event, last.get('vote.2')?.event]).toEqual([second, first]);
    expect(table.lastActs([]).size).toBe(0);
  });

  test('tells which have acted since a moment, and nothing from before', () => {
    const events = [event(1, 10, 'voted'), event(2, 20, 'voted-anyway'), event(3, 30, 'refused')];
    expect(acted(0, events)).toEqual(['vote.2 missed', 'vote.1']);
    expect(acted(30, events)).toEqual(['vote.1']);
    expect(acted(31, events)).toEqual([]);
  });
});

describe('what is new of the events', () => {
  const events = [event(1, 10, 'a'), event(2, 20, 'b'), event(3, 20, 'c'), event(4, 30, 'd')];
  const serials = (of: readonly EventView[]) => of.map(({ serial }) => serial);

  test('is what came after the last that was seen', () => {
    expect(serials(newest(events[1] ?? null, events))).toEqual([3, 4]);
    expect(newest(null, [])).toEqual([]);
  });

  test('is what happened at the last moment, where time has jumped or nothing is new', () => {
    expect(serials(newest(null, events.slice(0, 3)))).toEqual([2, 3]);
    expect(serials(newest(event(9, 90, 'z'), events))).toEqual([4]);
    expect(serials(newest(events[3] ?? null, events))).toEqual([4]);
    // On another branch, the same number stands for something else.
    expect(serials(newest(event(2, 25, 'x'), events))).toEqual([4]);
  });
});

describe.each(protocolNames())('the rules of %s', (name) => {
  let rules: readonly RuleView[] = [];

  beforeAll(async () => {
    await loadModules();
    rules = await loadRules(name);
  });

  test('say what each is and why it is there, and say nothing else', () => {
    const wanted = rules.flatMap(({ id, group }) => [
      `rule.${id}.says`,
      `rule.${id}.why`,
      `rule-group.${group}`,
      `rule-group.${group}.short`,
    ]);
    // Other languages say the same or less: the test of the dictionaries sees to that.
    const said = Object.keys(sentencesIn(`languages/${ENGLISH}/${name}.json`));
    expect(said.filter((key) => /^rule(?:-group)?\./.test(key)).sort()).toEqual([...new Set(wanted)].sort());
  });

  test('are switched by settings that a run has', () => {
    const { settings } = begin({ protocol: name }).view();
    const known = settings.filter(({ kind }) => kind === 'rule' || kind === 'switch');
    for (const { id, switches } of rules)
      for (const setting of switches)
        expect(
          known.map(({ name }) => name),
          id,
        ).toContain(setting);
    const rulesOf = known.filter(({ kind }) => kind === 'rule');
    expect(rulesOf.filter(({ name }) => !rules.some(({ switches }) => switches.includes(name)))).toEqual([]);
  });

  test('name every event of a run that nobody touches, but those of the simulation', () => {
    const session = begin({ protocol: name, seed: 2 });
    const named = new RuleTable(rules);
    const seen = new Set<string>();
    for (let at = 50; at <= 2000; at += 50) {
      session.advance(at, 100_000);
      for (const { key } of session.trail().events) seen.add(key);
    }
    const own = [...seen].filter((key) => key.startsWith(`${name}.`));
    expect(own.filter((key) => named.of(key).length === 0)).toEqual([]);
  });
});

test('a run is played to the next of some events', async () => {
  await loadModules();
  const session = begin({ protocol: 'raft', nodes: 3, seed: 1 });
  session.nextEvent('raft.committed raft.elected');
  while (session.progress !== undefined) session.proceed(1000);
  expect(
    session
      .trail()
      .events.filter(({ at }) => at === session.now)
      .map(({ key }) => key),
  ).toContain('raft.elected');
});
