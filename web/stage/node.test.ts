import { describe, expect, it } from 'vitest';
import { translator } from '../i18n/index';
import type { RaftNode } from '../types';
import {
  election,
  flight,
  log,
  paxos,
  paxosNode as paxosFixture,
  raftNode as raftFixture,
  replication,
  view,
} from './fixtures';
import { nodeSize } from './layout';
import { arcLeft, asidePlace, fullArc, nodeName } from './node';
import { paxosNode } from './paxos-node';
import { raftNode, votePips } from './raft-node';

const en = translator('en');
const zh = translator('zh');
const size = nodeSize(40);
const aside = asidePlace({ id: 'A', x: 100, y: 100, aside: { x: 200, y: 100, width: 80, height: 20 } });

function raftName(node: RaftNode, t = en): string {
  return nodeName({ node }, raftNode.draw(node, view({ nodes: [node] }), size, aside, t), t);
}

describe('the name of a node', () => {
  it('says who it is, its role, its term, and that it is up', () => {
    expect(raftName(raftFixture('A', { role: 'leader', term: 2 }))).toBe('Node A, leader, term 2, up');
    expect(raftName(raftFixture('A', { role: 'leader', term: 2 }), zh)).toBe('节点 A，领导者，任期 2，运行中');
  });

  it('of a crashed one says what the disk still has', () => {
    const down = raftFixture('D', { up: false, role: 'down', term: 2, votedFor: 'D' });
    expect(raftName(down)).toBe('Node D, term 2, voted for D, crashed');
  });

  it('of a candidate counts its votes', () => {
    const { view } = election();
    const candidate = view.nodes.find(({ id }) => id === 'C') as RaftNode;
    expect(raftName(candidate)).toBe('Node C, candidate, term 2, 2 of 5 votes, voted for C, up');
  });

  it('of a Paxos node says its roles, its promise, and what it accepted and knows', () => {
    const { view } = paxos();
    const [a, b] = view.nodes;
    if (a?.kind !== 'paxos' || b?.kind !== 'paxos') throw new Error('the fixture has Paxos nodes');
    const name = (node: typeof a) => nodeName({ node }, paxosNode.draw(node, view, size, aside, en), en);
    expect(name(b)).toBe(
      'Node B, acceptor and learner, promised ballot 2.A, accepted blue in ballot 2.A, knows that blue is chosen, up',
    );
  });
});

describe('a node is drawn by its role', () => {
  const border = (node: RaftNode) => raftNode.draw(node, view({ nodes: [node] }), size, aside, en).border;

  it('in Raft: a leader heavy, a candidate dashed', () => {
    expect(
      ['leader', 'candidate', 'follower', 'down'].map((role) =>
        border(raftFixture('A', { role: role as RaftNode['role'] })),
      ),
    ).toEqual(['heavy', 'dashed', 'plain', 'plain']);
  });

  it('in Paxos: a mere proposer is a hexagon, a mere learner has a dotted ring', () => {
    const art = (roles: ReturnType<typeof paxosFixture>['roles']) => {
      const node = paxosFixture('A', { roles });
      const { shape, border } = paxosNode.draw(node, view({ nodes: [node] }), size, aside, en);
      return `${shape} ${border}`;
    };
    expect(art(['proposer'])).toBe('hexagon plain');
    expect(art(['learner'])).toBe('disc dotted');
    expect(art(['proposer', 'acceptor', 'learner'])).toBe('disc plain');
  });
});

describe('a candidate’s pips', () => {
  const candidate = (some: Partial<RaftNode> = {}) => ({ ...(election().view.nodes[2] as RaftNode), ...some });

  it('are had, on their way, refused or empty', () => {
    expect(votePips(candidate(), election().view.flights)).toEqual(['had', 'coming', 'had', 'refused', 'empty']);
  });

  it('do not take a vote of another term, or a no, for one on its way', () => {
    const stale = [
      flight('m1', 'B', 'C', 'RequestVoteReply', { era: 1, answer: true }),
      flight('m2', 'E', 'C', 'RequestVoteReply', { era: 2, answer: false }),
    ];
    expect(votePips(candidate(), stale)).toEqual(['had', 'empty', 'had', 'refused', 'empty']);
  });

  it('are a reason to draw the node anew when one sets out', () => {
    const { view } = election();
    expect(raftNode.key(candidate(), view)).not.toBe(raftNode.key(candidate(), { ...view, flights: [] }));
  });
});

describe('the arc', () => {
  const timer = { name: 'election', setAt: 100, firesAt: 300 };
  const { settings } = replication().view;

  it('of every node has the same measure, so that the shortest runs out first', () => {
    expect(fullArc(timer, settings)).toBe(300);
    expect(fullArc({ name: 'heartbeat', setAt: 0, firesAt: 50 }, settings)).toBe(50);
  });

  it('of a timer that no setting is about is full when it is set', () => {
    expect(fullArc({ name: 'retry', setAt: 10, firesAt: 90 }, settings)).toBe(80);
  });

  it('runs down to nothing', () => {
    expect([100, 200, 300, 310].map((now) => arcLeft(timer, 200, now))).toEqual([1, 0.5, 0, 0]);
    expect(arcLeft(timer, 100, 100)).toBe(1);
  });

  it('shows a leader’s heartbeat and anybody else’s election timer', () => {
    const timers = [timer, { name: 'heartbeat', setAt: 0, firesAt: 50 }];
    expect(raftNode.dial(raftFixture('A', { role: 'leader', timers }))?.name).toBe('heartbeat');
    expect(raftNode.dial(raftFixture('A', { timers }))?.name).toBe('election');
    expect(raftNode.dial(raftFixture('A', { timers: [] }))).toBeNull();
  });
});

describe('what a node holds', () => {
  it('has changed when its commit index has', () => {
    const marks = (commitIndex: number) => raftNode.marks(raftFixture('A', { log: log([1, 1], 2), commitIndex })).aside;
    expect(marks(1)).not.toBe(marks(2));
  });
});
