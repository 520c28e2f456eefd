import { beforeAll, describe, expect, test } from 'vitest';
import { translator } from '../i18n/index';
import { lessonIds } from '../lessons';
import { begin, loadModules, type TestedSession } from '../tests/modules';
import type { Scenario } from './depiction';
import { depictionOf, protocolNames } from './registry';

beforeAll(loadModules);

function scenesOf(protocol: string): readonly Scenario[] {
  const { scenes, welcome } = depictionOf(protocol);
  return [...new Set([...scenes, ...welcome.tries])];
}

function scene(protocol: string, key: string): Scenario {
  const found = scenesOf(protocol).find((one) => one.key === key);
  if (!found) throw new Error(`there is no scene ${key}`);
  return found;
}

/** Plays it, and gives the lines. */
function play(session: TestedSession, { lines }: Scenario): readonly string[] {
  const wanted = lines(session.view()) ?? [];
  for (const line of wanted) session.command(line);
  return wanted;
}

function until(session: TestedSession, isSo: () => boolean, patience = 1000): boolean {
  const end = session.now + patience;
  while (!isSo() && session.now < end) session.advance(session.now + 1, 1e6);
  return isSo();
}

const leaders = (session: TestedSession) => session.view().nodes.filter(({ role }) => role === 'leader');

describe.each(protocolNames())('the scenes of %s', (protocol) => {
  test.each([1, 2, 3, 5, 9])('are never refused, whatever has happened before, with %i nodes', (nodes) => {
    const session = begin({ protocol, nodes, seed: 4 });
    let played = 0;
    for (const one of [...scenesOf(protocol), ...scenesOf(protocol)]) {
      played += play(session, one).length;
      session.advance(session.now + 137, 1e6);
    }
    expect(played).toBeGreaterThan(0);
  });

  test('have a name, and say what happens, and why not where not, in both languages', () => {
    for (const lang of ['en', 'zh'] as const) {
      const t = translator(lang, protocol);
      const keys = scenesOf(protocol).flatMap(({ key }) =>
        ['', '.says', '.not-now'].map((part) => `scene.${key}${part}`),
      );
      expect(keys.filter((key) => !t.has(key))).toEqual([]);
    }
  });

  test('the welcome has a tour that there is, and a sentence before and after something has happened', () => {
    const { welcome } = depictionOf(protocol);
    expect(lessonIds()).toContain(welcome.tour);
    const session = begin({ protocol, nodes: 3, seed: 1 });
    const says = () => welcome.says(session.view()).key;
    const before = says();
    for (const one of welcome.tries) play(session, one);
    session.advance(400, 1e6);
    for (const one of welcome.tries) play(session, one);
    session.advance(900, 1e6);
    expect(says()).not.toBe(before);
  });

  test('the welcome names a leader or a value only where the simulation itself says so of all', () => {
    const { welcome } = depictionOf(protocol);
    const session = begin({ protocol, nodes: 5, seed: 7 });
    session.advance(600, 1e6);
    for (const one of welcome.tries) play(session, one);
    session.advance(1200, 1e6);
    const view = session.view();
    const claims = welcome.says(view);
    expect(view.serving.ok).toBe(true);
    for (const [name, said] of Object.entries(claims.args))
      if (name !== 'count') expect(Object.values(view.serving.args)).toContain(said);
    const broken = { ...view.checks[0], ok: false } as (typeof view.checks)[number];
    expect(Object.keys(welcome.says({ ...view, checks: [broken] }).args)).toEqual(['count']);
    const down = { ok: false, since: 900, key: 'idle', args: {} };
    expect(Object.keys(welcome.says({ ...view, serving: down }).args)).toEqual(['count']);
  });
});

describe('in Raft', () => {
  function led(nodes = 5): TestedSession {
    const session = begin({ protocol: 'raft', nodes, seed: 7 });
    expect(until(session, () => leaders(session).length === 1)).toBe(true);
    session.advance(session.now + 60, 1e6);
    return session;
  }

  test.each([3, 5, 7])('a split vote of %i servers is one: all stand at once, and that term has no leader', (nodes) => {
    const session = led(nodes);
    play(session, scene('raft', 'split-vote'));
    const standing = () => session.view().nodes.filter(({ role }) => role === 'candidate');
    expect(until(session, () => standing().length > 0)).toBe(true);
    expect(standing()).toHaveLength(nodes - 1);
    const term = standing()[0]?.era;
    until(session, () => leaders(session).some(({ era }) => era === term), 100);
    expect(leaders(session).filter(({ era }) => era === term)).toEqual([]);
  });

  test('a minority that is cut off has the leader in it, and the others elect another', () => {
    const session = led();
    const [old] = leaders(session);
    play(session, scene('raft', 'cut-off-minority'));
    const [few = [], many = []] = session.view().groups.toSorted((one, other) => one.length - other.length);
    expect([few.length, many.length]).toEqual([2, 3]);
    expect(few).toContain(old?.id);
    expect(until(session, () => leaders(session).length === 2)).toBe(true);
  });

  test('who is down is cut off with the leader, and with too many down nobody is cut off', () => {
    const session = led();
    const [old] = leaders(session);
    const [one, two, three] = session.view().nodes.filter(({ id }) => id !== old?.id);
    session.command(`crash ${one?.id}`);
    play(session, scene('raft', 'cut-off-minority'));
    expect(until(session, () => leaders(session).length === 2)).toBe(true);
    session.command('heal');
    expect(until(session, () => leaders(session).length === 1)).toBe(true);
    const follower = [two, three].find((node) => node && node.id !== leaders(session)[0]?.id);
    session.command(`crash ${follower?.id}`);
    expect(leaders(session)).toHaveLength(1);
    expect(scene('raft', 'cut-off-minority').lines(session.view())).toBeNull();
  });

  test('the welcome says that one leads while all follow it, and after a crash, behind a wall or without a leader no more', () => {
    const session = led();
    const says = () => depictionOf('raft').welcome.says(session.view());
    const go = (ms: number) => session.advance(session.now + ms, 1e6);
    expect(depictionOf('raft').welcome.says(begin({ protocol: 'raft', nodes: 5, seed: 7 }).view()).key).toBe(
      'welcome.unled',
    );
    expect(says()).toEqual({ key: 'welcome.led', args: { count: 5, node: leaders(session)[0]?.id } });
    play(session, scene('raft', 'cut-off-minority'));
    until(session, () => leaders(session).length === 2);
    expect(says().key).toBe('welcome.kept');
    session.command('heal');
    go(600);
    expect(says().key).toBe('welcome.led');
    play(session, scene('raft', 'crash-leader'));
    go(1);
    expect(says().key).toBe('welcome.kept');
    go(800);
    // Another leads, and one server is still down.
    expect(leaders(session)).toHaveLength(1);
    expect(says().key).toBe('welcome.kept');
  });

  test('before there is a leader the welcome waits for a timer only while nobody asks for votes', () => {
    const session = begin({ protocol: 'raft', nodes: 4, seed: 7 });
    const says = () => depictionOf('raft').welcome.says(session.view());
    expect(says().key).toBe('welcome.unled');
    session.command('timeout A');
    expect(says()).toEqual({ key: 'welcome.campaign', args: { count: 4, node: 'A' } });
    session.command('timeout B');
    expect(says()).toEqual({ key: 'welcome.compete', args: { count: 4, nodes: 'A B' } });
    session.command('latency 400..500');
    expect(says().key).toBe('welcome.kept');
  });

  test('without a leader there is none to crash, and it is said so', () => {
    const session = begin({ protocol: 'raft', nodes: 3, seed: 1 });
    expect(scene('raft', 'crash-leader').lines(session.view())).toBeNull();
  });

  test('each request asks for another value', () => {
    const session = led();
    const lines = [1, 2, 3].flatMap(() => play(session, scene('raft', 'request')));
    expect(lines).toEqual(['request SET x 1', 'request SET x 2', 'request SET x 3']);
  });
});

describe('in Paxos', () => {
  test('a duel has two ballots under way at once, and chooses one value at most', () => {
    const session = begin({ protocol: 'paxos', nodes: 3, seed: 2 });
    play(session, scene('paxos', 'duel'));
    expect(until(session, () => session.view().nodes.filter(({ role }) => role === 'proposer').length === 2)).toBe(
      true,
    );
    session.advance(5000, 1e6);
    expect(session.view().checks.filter(({ ok }) => !ok)).toEqual([]);
  });

  test('the opening stage has a client that may ask, until somebody has', () => {
    const { guest } = depictionOf('paxos');
    const session = begin({ protocol: 'paxos', nodes: 3, seed: 2 });
    expect(guest?.(session.view())).toBe('A');
    play(session, scene('paxos', 'propose'));
    expect(guest?.(session.view())).toBeNull();
    expect(session.view().clients[0]).toMatchObject({ id: 'c1', node: 'A' });
  });
});
