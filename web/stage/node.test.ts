import { describe, expect, it } from 'vitest';
import { translator } from '../i18n/index';
import { paxosNode, tickPlace } from '../protocols/paxos/node';
import { raftNode } from '../protocols/raft/node';
import type { RaftNode } from '../protocols/raft/types';
import {
  election,
  log,
  membership,
  names,
  paxos,
  paxosNode as paxosFixture,
  raftNode as raftFixture,
  tally,
  view,
} from '../tests/fixtures';
import type { NodeView } from '../types';
import { breadth } from './breadth';
import { nodeSize } from './layout';
import { asidePlace, eraFont, nameFont, nodeName, pips, pipsOf, writtenEra } from './node';

const en = translator('en', 'raft');
const zh = translator('zh', 'raft');
const size = nodeSize(40);
const aside = asidePlace({ id: 'A', x: 100, y: 100, aside: { x: 200, y: 100, width: 80, height: 20 } });

/** A cluster of A only, as its view has it. */
const alone = { voters: ['A'], old: [], learners: [], index: 0, committed: true };

function raftName(node: RaftNode, t = en, nodes: readonly NodeView[] = [node]): string {
  return nodeName({ node }, raftNode.draw(node, view({ nodes }), size, aside, t), t);
}

describe('the name of a node', () => {
  it('says who it is, its role, its term, and that it is up', () => {
    expect(raftName(raftFixture('A', { role: 'leader', term: 2, configuration: alone }))).toBe(
      'Node A, leader, term 2, up',
    );
    expect(raftName(raftFixture('A', { role: 'leader', term: 2, configuration: alone }), zh)).toBe(
      '节点 A，领导者，任期 2，运行中',
    );
  });

  it('of a suspended one says that it is, and not that it crashed', () => {
    const frozen = raftFixture('A', { role: 'leader', term: 2, configuration: alone, suspendedAt: 40 });
    expect(raftName(frozen)).toBe('Node A, leader, term 2, suspended');
    expect(raftName(frozen, zh)).toBe('节点 A，领导者，任期 2，已挂起');
  });

  it('of a crashed one says what the disk still has', () => {
    const configuration = { ...alone, voters: ['D'] };
    const down = raftFixture('D', { up: false, role: 'down', term: 2, votedFor: 'D', configuration });
    expect(raftName(down)).toBe('Node D, term 2, voted for D, crashed');
  });

  it('of a candidate counts its votes', () => {
    const { view } = election();
    const candidate = view.nodes.find(({ id }) => id === 'C') as RaftNode;
    expect(raftName(candidate, en, view.nodes)).toBe(
      'Node C, candidate, term 2, 2 of 5 votes, 3 needed, voted for C, up',
    );
  });

  it('of one that asks for pre-votes says so, and what each half of a joint configuration has given', () => {
    const asking = raftFixture('C', {
      role: 'precandidate',
      tallies: ['ABC', 'CDE'].map((half, at) =>
        tally(
          [...half].map((node) => ({ node, state: node === 'C' ? 'granted' : 'pending' })),
          { key: 'pre-votes', part: at === 0 ? 'old' : 'new' },
        ),
      ),
      configuration: { voters: ['C', 'D', 'E'], old: names(3), learners: [], index: 4, committed: false },
    });
    expect(raftName(asking)).toBe(
      'Node C, pre-candidate, term 1, 1 of 3 votes of the old configuration, 2 needed, 1 of 3 votes of the new configuration, 2 needed, uses the configuration A B C D E, up',
    );
  });

  it('of a leader says what it does besides: lease, reads that wait, whom it hands over to', () => {
    const leader = raftFixture('A', { role: 'leader', lease: true, reads: 2, transfer: 'B', configuration: alone });
    expect(raftName(leader)).toBe(
      'Node A, leader, term 1, holds a lease: answers reads without asking, reads waiting for a majority: 2, leadership transfer to B, up',
    );
  });

  it('says whom it takes for members as soon as not all agree on everybody', () => {
    expect(raftName(raftFixture('A', { configuration: { ...alone, voters: ['A', 'B'] } }))).toContain(
      'uses the configuration A B',
    );
    expect(raftName(raftFixture('A', { configuration: alone }))).not.toContain('believes');
  });

  it('of a Paxos node says its roles, its promise, and what it accepted and knows', () => {
    const { view } = paxos();
    const inPaxos = translator('en', 'paxos');
    const [a, b] = view.nodes;
    if (a?.kind !== 'paxos' || b?.kind !== 'paxos') throw new Error('the fixture has Paxos nodes');
    const name = (node: typeof a) => nodeName({ node }, paxosNode.draw(node, view, size, aside, inPaxos), inPaxos);
    expect(name(b)).toBe(
      'Node B, acceptor and learner, promised ballot 2.A, accepted blue in ballot 2.A, knows that blue is chosen, up',
    );
  });
});

it.each(['en', 'zh'] as const)('the names of all that a cluster in change shows are complete in %s', (lang) => {
  const { view } = membership();
  const t = translator(lang, 'raft');
  for (const node of view.nodes) if (node.kind === 'raft') expect(raftName(node, t, view.nodes)).not.toContain('⟦');
});

describe('a node is drawn by its role', () => {
  const border = (node: RaftNode) => raftNode.draw(node, view({ nodes: [node] }), size, aside, en).border;

  it('in Raft: a leader heavy, a candidate dashed, one that only asks sparse, a learner dotted', () => {
    const roles = ['leader', 'candidate', 'precandidate', 'learner', 'follower', 'down'] as const;
    expect(roles.map((role) => border(raftFixture('A', { role })))).toEqual([
      'heavy',
      'dashed',
      'sparse',
      'dotted',
      'plain',
      'plain',
    ]);
  });

  it('in Raft: who belongs to nobody’s cluster is faint', () => {
    const isFaint = (role: RaftNode['role']) => {
      const node = raftFixture('A', { role });
      return raftNode.draw(node, view({ nodes: [node] }), size, aside, en).isFaint;
    };
    expect([isFaint('outsider'), isFaint('follower'), isFaint('learner')]).toEqual([true, false, false]);
  });

  it('in Paxos: a mere proposer is a hexagon, a mere learner has a dotted ring', () => {
    const art = (roles: ReturnType<typeof paxosFixture>['roles']) => {
      const node = paxosFixture('A', { roles });
      const { shape, border } = paxosNode.draw(node, view({ nodes: [node] }), size, aside, translator('en', 'paxos'));
      return `${shape} ${border}`;
    };
    expect(art(['proposer'])).toBe('hexagon plain');
    expect(art(['learner'])).toBe('disc dotted');
    expect(art(['proposer', 'acceptor', 'learner'])).toBe('disc plain');
  });
});

describe('a candidate’s pips', () => {
  const voters = (names: string) => [...names].map((node) => ({ node, state: 'granted' as const }));

  it('are had, on their way, refused or empty', () => {
    const { tallies } = election().view.nodes[2] as RaftNode;
    expect(pipsOf(tallies)).toEqual(['had', 'coming', 'had', 'refused', 'empty']);
  });

  it('stand there once for a voter that counts towards two majorities', () => {
    const joint = [tally(voters('AB'), { part: 'old' }), tally(voters('BC'), { part: 'new' })];
    expect(pipsOf(joint)).toEqual(['had', 'had', 'had']);
  });
});

describe('what a node holds', () => {
  it('is drawn anew, as everybody’s is, when one of the ring believes in another configuration', () => {
    const [a, b] = names(2).map((id) => raftFixture(id, { configuration: { ...alone, voters: ['A', 'B'] } }));
    if (!a || !b) throw new Error('there are two');
    const other = { ...b, configuration: alone };
    expect(raftNode.key(a, view({ nodes: [a, other] }))).not.toBe(raftNode.key(a, view({ nodes: [a, b] })));
  });

  it('has changed when it has another snapshot, or another configuration', () => {
    const snapshot = { index: 2, term: 1, state: [], configuration: alone };
    const marks = (some: Partial<RaftNode>) => raftNode.marks(raftFixture('A', some));
    expect(marks({ snapshot }).aside).not.toBe(marks({}).aside);
    expect(marks({ configuration: { ...alone, index: 3 } }).rim).not.toBe(marks({ configuration: alone }).rim);
  });

  it('has changed when its commit index has', () => {
    const marks = (commitIndex: number) => raftNode.marks(raftFixture('A', { log: log([1, 1], 2), commitIndex })).aside;
    expect(marks(1)).not.toBe(marks(2));
  });
});

describe('what glows beside a node', () => {
  const ledger = (count: number) => ({
    from: 1,
    marks: [],
    cells: Array.from({ length: count }, (_, at) => ({
      at: at + 1,
      era: 1,
      eraLabel: '1',
      kind: 'command' as const,
      label: 'SET x 1',
      state: 'accepted' as const,
    })),
  });
  const wide = { x: 100, y: 0, width: 112, height: 20, left: 400, right: 400 };

  it('has the size of what is written there, on the side of the node', () => {
    const box = (count: number, align: 'start' | 'middle' | 'end') =>
      raftNode.asideBox(raftFixture('A', { ledger: ledger(count) }), size, { ...wide, align });
    const [one, two] = [box(1, 'start'), box(2, 'start')];
    expect(two?.width).toBeCloseTo(2 * (one?.width ?? 0));
    expect((one?.x ?? 0) - (one?.width ?? 0) / 2).toBeCloseTo(wide.x - wide.width / 2);
    const end = box(1, 'end');
    expect((end?.x ?? 0) + (end?.width ?? 0) / 2).toBeCloseTo(wide.x + wide.width / 2);
    expect(box(1, 'middle')?.x).toBeCloseTo(wide.x);
  });

  it('is nothing where nothing is written', () => {
    expect(raftNode.asideBox(raftFixture('A'), size, { ...wide, align: 'start' })).toBeNull();
    const learner = paxosFixture('A', { roles: ['learner'], chosen: null });
    expect(paxosNode.asideBox(learner, size, { ...wide, align: 'start' })).toBeNull();
  });
});

/** A drawing as it is written. */
function drawn(part: unknown): string {
  if (Array.isArray(part)) return part.map(drawn).join('');
  const { strings, values } = Object(part) as { strings?: readonly string[]; values?: readonly unknown[] };
  return strings ? strings.map((text, at) => text + drawn(values?.[at] ?? '')).join('') : String(part);
}

describe('the pips of a node at the edge of the stage', () => {
  const all = Array.from({ length: 9 }, () => 'had' as const);
  const size = nodeSize(20, 0, true);
  /** Where they stand, from the node's middle. */
  const xs = (style: Parameters<typeof pips>[2]) =>
    [...drawn(pips(all, size, style)).matchAll(/stage-pip-had" transform="translate\((\S+) /g)].map(([, x]) =>
      Number(x),
    );

  it('stand within it, and in the middle where there is room', () => {
    const free = xs({});
    expect(free).toHaveLength(9);
    expect(free[0]).toBeCloseTo(-(free[8] ?? 0));
    expect(free[0]).toBeLessThan(-30);
    expect(Math.min(...xs({ left: 30, right: 300 }))).toBeGreaterThanOrEqual(-30 + 3.8);
    expect(Math.max(...xs({ left: 300, right: 30 }))).toBeLessThanOrEqual(30 - 3.8);
  });
});

describe('what stands at the rim of a small node', () => {
  it.each(['1.A', '9.I', '12.B'])('leaves the ballot %s to be read', (ballot) => {
    for (const radius of [12, 16, 18, 20, 22, 24, 30, 60]) {
      const [tick, small] = [Math.max(8, radius * 0.27), nodeSize(radius)];
      const middle = tickPlace(small, ballot, tick);
      const font = eraFont(small, false);
      const [right, top, bottom] = [breadth(ballot, font) / 2, radius * 0.4 - font / 2, radius * 0.4 + font / 2];
      const nearest = Math.min(bottom, Math.max(top, middle));
      expect(Math.hypot(middle - right, middle - nearest), `radius ${radius}`).toBeGreaterThan(tick);
    }
  });

  it.each([12, 14, 16, 20, 30, 60])('leaves the number of its era to be read, with a radius of %i', (radius) => {
    const size = nodeSize(radius);
    const voted = raftFixture('A', { role: 'follower', term: 12, votedFor: 'B', configuration: alone });
    const { values } = raftNode.draw(voted, view({ nodes: [voted] }), size, aside, en).rim as { values: unknown[] };
    const [slip] = values as { strings: readonly string[]; values: unknown[] }[];
    const at = slip?.strings.findIndex((text) => text.includes('translate(')) ?? -1;
    const [middle, halfWidth] = [slip?.values[at] as number, -(slip?.values[at + 2] as number)];
    // Two digits, as `body` writes them.
    const digits = Math.max(10, radius * 0.42) * 0.62;
    const isBeside = middle - halfWidth > digits - 0.5;
    const isBelow = middle - halfWidth > radius * 0.4 + digits * 0.6;
    expect(isBeside || isBelow).toBe(true);
  });
});

it('what a candidate counts stands where the stage has room for it', () => {
  const { view } = election();
  const candidate = view.nodes.find(({ id }) => id === 'C') as RaftNode;
  const count = (right: number) => {
    const head = raftNode.draw(candidate, view, size, { ...aside, right }, en).head;
    return JSON.stringify(head).match(/"(start|end)"/)?.[1];
  };
  expect([count(400), count(20)]).toEqual(['start', 'end']);
});

describe('what is written in a node', () => {
  const eras = [
    ['term 0', '0'],
    ['term 128', '128'],
    ['任期 12', '12'],
    ['12.A', '12.A'],
  ] as const;

  it.each([16, 20, 30, 45, 49, 60, 96])(
    'stands in the disc, and in the core of a crashed one of a radius of %i',
    (radius) => {
      for (const era of eras)
        for (const up of [true, false]) {
          const size = nodeSize(radius);
          const [words, font] = writtenEra(era, size, up);
          // Half of a capital's height below the middle of the line.
          const corner = Math.hypot(breadth(words, font) / 2, radius * 0.4 + font * 0.36);
          // In the smallest nodes no letters can be read that would fit.
          const room = Math.max(radius * (up ? 1 : 0.7), up ? 0 : 15);
          expect(corner, `${words}, ${up ? 'up' : 'crashed'}`).toBeLessThanOrEqual(room);
        }
    },
  );

  it('has the word of its era where there is room, also when it has crashed', () => {
    const [term] = eras;
    const written = (radius: number, up: boolean) => writtenEra(term, nodeSize(radius), up)[0];
    expect([written(20, true), written(40, true), written(49, false), written(96, false)]).toEqual([
      '0',
      'term 0',
      '0',
      '0',
    ]);
    expect(writtenEra(['任期 1', '1'], nodeSize(60), false)[0]).toBe('1');
  });

  it('has a larger name for who reads large letters, and never over its number', () => {
    const name = (letters: number, up = true) => nameFont('A', nodeSize(40, 0, false, letters), up);
    expect([name(1.25) / name(1), name(2) / name(1)]).toEqual([1.25, expect.closeTo(1.31)]);
    expect(name(2, false)).toBe(name(1, false));
    for (const letters of [1, 1.5, 2, 4])
      expect(-10 + 0.36 * name(letters)).toBeLessThan(16 - 0.36 * eraFont(size, false));
  });
});
