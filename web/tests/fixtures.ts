/** Hand-made snapshots for the tests of the stage and of the space-time diagram. */

import type { Model } from '../model';
import type { LessonPlace } from '../player/lesson-walk';
import { node } from '../protocols/paxos/blank';
import { server } from '../protocols/raft/blank';
import type { RaftNode } from '../protocols/raft/types';
import type { ActView, ClientView, Flight, Landing, Ledger, NodeName, Tally, View } from '../types';

const LETTERS = 'ABCDEFGHI';

export function names(count: number): NodeName[] {
  return [...LETTERS.slice(0, count)];
}

export function raftNode(id: NodeName, some: Partial<RaftNode> & { readonly votes?: Votes } = {}): RaftNode {
  const { votes, timers = [{ name: 'election', setAt: 0, firesAt: 220 }], ...rest } = some;
  const timer = timers[0];
  return server(id, {
    configuration: { voters: names(5), old: [], learners: [], index: 0, committed: true },
    timers,
    acts: ['crash', 'restart', 'snapshot', 'transfer', 'remove'].map((key) => possible(key, `${key} ${id}`)),
    dial: timer ? { ...timer, full: timer.name === 'election' ? 300 : timer.firesAt - timer.setAt } : null,
    tallies: votes ? [tally(votes)] : [],
    ...rest,
    ledger: rest.ledger ?? ledger(rest.log ?? []),
  });
}

/** What a log holds: committed where its server knows it, else not. */
function ledger(log: RaftNode['log']): Ledger {
  const cells = log.map(
    ({ index, term, kind, command, committed }) =>
      ({
        at: index,
        era: term,
        eraLabel: `${term}`,
        kind,
        label: command,
        state: committed ? 'committed' : 'accepted',
      }) as const,
  );
  return { from: cells[0]?.at ?? 1, cells, marks: [] };
}

/** What may be done with these lines. */
export function possible(key: string, ...commands: string[]): ActView {
  return { key, commands, refusal: null };
}

type Votes = Tally['voters'];

/** A tally of these votes, of which more than half are needed. */
export function tally(voters: Votes, some: Partial<Tally> = {}): Tally {
  const had = voters.filter(({ state }) => state === 'granted').length;
  return { key: 'votes', part: 'all', voters, had, needed: Math.floor(voters.length / 2) + 1, ...some };
}

export const paxosNode = node;

export function log(terms: readonly number[], committed: number): RaftNode['log'] {
  return terms.map((term, at) => {
    const index = at + 1;
    return { index, term, kind: 'command', command: `SET x ${index}`, committed: at < committed };
  });
}

export function flight(id: string, from: string, to: string, kind: string, some: Partial<Flight> = {}): Flight {
  const era = some.era ?? 1;
  return {
    id,
    from,
    to,
    kind,
    era,
    eraLabel: era === 0 ? '' : String(era),
    label: '',
    answer: null,
    sentAt: 90,
    arrivesAt: 110,
    pacedFrom: some.sentAt ?? 90,
    turnedAt: null,
    walledAt: null,
    waits: null,
    fields: kind.startsWith('Client') ? [] : [{ name: 'term', value: String(era) }],
    ...some,
  };
}

export function landing(of: Flight, endedAt: number, outcome: Landing['outcome'] = 'delivered'): Landing {
  return { ...of, endedAt, outcome, place: (endedAt - of.sentAt) / (of.arrivesAt - of.sentAt) };
}

export function view(some: Partial<View> & Pick<View, 'nodes'>): View {
  return {
    protocol: some.nodes[0]?.kind ?? 'raft',
    seed: 1,
    now: 100,
    flights: [],
    flightsHidden: 0,
    cuts: [],
    groups: [],
    faults: [],
    clients: [],
    checks: [],
    serving: { ok: true, since: 0, key: 'raft.serving', args: { leader: 'A', term: 1 } },
    settings: [
      { name: 'election-timeout', kind: 'span', value: '150..300', default: '150..300', warning: null },
      { name: 'heartbeat', kind: 'ms', value: '50', default: '50', warning: null },
    ],
    acts: [],
    members: some.nodes[0]?.kind === 'paxos' ? null : members(some.nodes.length),
    ...some,
  };
}

/** The first nodes are members, and what may become of them is what Raft's leader can do. */
function members(count: number): NonNullable<View['members']> {
  return {
    present: names(count),
    next: [...LETTERS.slice(count)],
    manners: [
      { key: 'joint', command: 'configure', stopped: false },
      { key: 'naive', command: 'configure naive', stopped: false },
      { key: 'stopped', command: 'configure stopped', stopped: true },
    ],
  };
}

export function model(of: View, some: Partial<Model> = {}): Model {
  return {
    view: of,
    now: of.now,
    duration: of.now,
    line: null,
    progress: null,
    challenge: null,
    paused: true,
    speed: 1 / 30,
    lanes: { lanes: [], earliest: 0 },
    landings: [],
    past: { all: [] },
    events: [],
    vanished: [],
    prompt: { text: '', offers: [], marked: -1, history: [], recalled: null, refusal: null, answer: null, ran: [] },
    lesson: null,
    lessonStep: 0,
    walk: null,
    lang: 'en',
    ruleSearch: null,
    rule: null,
    reducedMotion: false,
    letterKeys: true,
    controls: 'full',
    presenting: false,
    selection: null,
    hovered: null,
    menu: null,
    cutting: null,
    draft: null,
    ...some,
  };
}

/** The cuts of a partition into these groups. */
export function cutsBetween(groups: readonly (readonly NodeName[])[]): View['cuts'] {
  return groups.flatMap((group) =>
    group.flatMap((from) =>
      groups.filter((other) => other !== group).flatMap((other) => other.map((to) => ({ from, to }))),
    ),
  );
}

const NOT_NOW = { key: 'error.nothing-to-retry', args: { client: 'c1' } };

export function client(id: string, node: NodeName, some: Partial<ClientView> = {}): ClientView {
  return {
    id,
    node,
    request: 'SET x 5',
    sentAt: 80,
    state: 'waiting',
    answer: null,
    answeredAt: null,
    fate: null,
    costs: null,
    acts: [{ key: 'retry', commands: [`retry ${id}`], refusal: some.state === 'unknown' ? null : NOT_NOW }],
    ...some,
  };
}

/** C asks for votes in term 2: A has said yes, B's yes is on its way, D says no, E has not heard yet. */
export function election(): Model {
  const candidate = raftNode('C', {
    role: 'candidate',
    term: 2,
    votedFor: 'C',
    votes: [
      { node: 'A', state: 'granted' },
      { node: 'B', state: 'coming' },
      { node: 'C', state: 'granted' },
      { node: 'D', state: 'refused' },
      { node: 'E', state: 'pending' },
    ],
    log: log([1, 1], 2),
    timers: [{ name: 'election', setAt: 60, firesAt: 290 }],
  });
  const nodes = [
    raftNode('A', { term: 2, votedFor: 'C', log: log([1, 1], 2) }),
    raftNode('B', {
      term: 2,
      votedFor: 'C',
      log: log([1, 1], 2),
      timers: [{ name: 'election', setAt: 0, firesAt: 160 }],
    }),
    candidate,
    raftNode('D', {
      term: 2,
      votedFor: 'D',
      log: log([1, 1, 1], 2),
      timers: [{ name: 'election', setAt: 0, firesAt: 310 }],
    }),
    raftNode('E', { term: 1, log: log([1], 1), timers: [{ name: 'election', setAt: 0, firesAt: 190 }] }),
  ];
  const flights = [
    flight('m7', 'B', 'C', 'RequestVoteReply', { era: 2, answer: true, sentAt: 92, arrivesAt: 108 }),
    flight('m8', 'C', 'E', 'RequestVote', { era: 2, sentAt: 88, arrivesAt: 112 }),
    flight('m9', 'D', 'C', 'RequestVoteReply', { era: 2, answer: false, sentAt: 93, arrivesAt: 105 }),
  ];
  return model(view({ nodes, flights }));
}

/** A and B on one side with the old leader A, the others with a new one: two leaders in different terms. */
export function partition(
  groups: readonly (readonly NodeName[])[] = [
    ['A', 'B'],
    ['C', 'D', 'E'],
  ],
): Model {
  const nodes = [
    raftNode('A', {
      role: 'leader',
      term: 1,
      votedFor: 'A',
      log: log([1, 1, 1], 1),
      timers: [{ name: 'heartbeat', setAt: 60, firesAt: 110 }],
    }),
    raftNode('B', { term: 1, votedFor: 'A', log: log([1, 1, 1], 1) }),
    raftNode('C', { term: 2, votedFor: 'D', log: log([1, 2], 2) }),
    raftNode('D', {
      role: 'leader',
      term: 2,
      votedFor: 'D',
      log: log([1, 2], 2),
      timers: [{ name: 'heartbeat', setAt: 80, firesAt: 130 }],
    }),
    raftNode('E', { term: 2, votedFor: 'D', log: log([1, 2], 2) }),
  ];
  const flights = [
    flight('m40', 'A', 'B', 'Heartbeat', { sentAt: 94, arrivesAt: 108 }),
    flight('m41', 'A', 'C', 'AppendEntries', { sentAt: 94, arrivesAt: 112 }),
    flight('m43', 'D', 'E', 'Heartbeat', { era: 2, sentAt: 95, arrivesAt: 107 }),
    flight('m44', 'D', 'C', 'Heartbeat', { era: 2, sentAt: 92, arrivesAt: 106 }),
  ];
  const dead = [
    landing(flight('m42', 'A', 'D', 'AppendEntries', { sentAt: 84, arrivesAt: 108 }), 96, 'wall'),
    landing(flight('m45', 'D', 'B', 'Heartbeat', { era: 2, sentAt: 86, arrivesAt: 104 }), 95, 'wall'),
  ];
  return model(view({ nodes, flights, groups, cuts: cutsBetween(groups) }), { landings: dead, past: { all: dead } });
}

/** Proposer A in phase 2 with three acceptors: B has accepted, C's answer flies; D learns only. */
export function paxos(): Model {
  const nodes = [
    paxosNode('A', {
      role: 'proposer',
      roles: ['proposer', 'acceptor', 'learner'],
      era: 2,
      eraLabel: '2.A',
      promised: '2.A',
      accepted: { ballot: '2.A', era: 2, value: 'blue' },
      proposer: {
        phase: 'accept',
        ballot: '2.A',
        wants: 'red',
        value: 'blue',
        adopted: true,
        reported: [{ node: 'B', ballot: '1.B', value: 'blue' }],
      },
      tallies: [
        tally(
          [
            { node: 'A', state: 'granted' },
            { node: 'B', state: 'coming' },
            { node: 'C', state: 'pending' },
          ],
          { key: 'acceptances' },
        ),
      ],
      timers: [{ name: 'retry', setAt: 60, firesAt: 160 }],
      dial: { name: 'retry', setAt: 60, firesAt: 160, full: 100 },
    }),
    paxosNode('B', {
      era: 2,
      eraLabel: '2.A',
      promised: '2.A',
      accepted: { ballot: '2.A', era: 2, value: 'blue' },
      chosen: 'blue',
    }),
    paxosNode('C', { era: 2, eraLabel: '2.A', promised: '2.A', accepted: { ballot: '1.B', era: 1, value: 'blue' } }),
  ];
  const flights = [
    flight('m5', 'A', 'C', 'Accept', { era: 2, eraLabel: '2.A', label: 'blue', sentAt: 92, arrivesAt: 108 }),
    flight('m6', 'B', 'A', 'Accepted', { era: 2, eraLabel: '2.A', answer: true, sentAt: 94, arrivesAt: 110 }),
    flight('m7', 'C', 'B', 'PrepareRefused', { era: 2, eraLabel: '2.A', answer: false, sentAt: 90, arrivesAt: 110 }),
    flight('m8', 'B', 'C', 'Learned', { era: 2, eraLabel: '2.A', label: 'blue', sentAt: 95, arrivesAt: 110 }),
  ].map((message) => ({ ...message, fields: [{ name: 'ballot', value: '2.A' }] }));
  return model(view({ nodes, flights, clients: [client('c1', 'A', { request: 'red' })] }));
}

/**
 * A leads five with a lease, adds F, which catches up, and hands its leadership to B; C has a snapshot and asks for pre-votes; E was removed and
 * does not know it; reads wait.
 */
export function membership(): Model {
  const known = { voters: ['A', 'B', 'C', 'D'], old: [], learners: [], index: 6, committed: true };
  const entries = log([1, 1, 2, 2, 2, 3, 3], 6);
  const snapshot = {
    index: 4,
    term: 2,
    state: [
      { name: 'x', value: 4 },
      { name: 'y', value: 12 },
    ],
    configuration: { voters: names(5), old: [], learners: [] },
  };
  const nodes = [
    raftNode('A', {
      role: 'leader',
      term: 3,
      votedFor: 'A',
      log: entries,
      configuration: known,
      catchingUp: { nodes: ['F'], round: 2 },
      transfer: 'B',
      lease: true,
      reads: 2,
      timers: [{ name: 'heartbeat', setAt: 70, firesAt: 120 }],
    }),
    raftNode('B', { term: 3, votedFor: 'A', log: entries.slice(4), snapshot, configuration: known }),
    raftNode('C', {
      role: 'precandidate',
      term: 3,
      votedFor: 'A',
      log: entries.slice(0, 6),
      configuration: { ...known, committed: false },
      votes: [
        { node: 'A', state: 'refused' },
        { node: 'B', state: 'pending' },
        { node: 'C', state: 'granted' },
        { node: 'D', state: 'pending' },
      ],
    }),
    raftNode('D', {
      role: 'candidate',
      term: 4,
      votedFor: 'D',
      log: entries.slice(0, 6),
      configuration: {
        voters: ['A', 'B', 'C', 'F', 'G'],
        old: ['A', 'B', 'C', 'D', 'E'],
        learners: [],
        index: 7,
        committed: false,
      },
      tallies: (['old', 'new'] as const).map((part) =>
        tally(
          [...(part === 'old' ? 'ABCDE' : 'ABCFG')].map((node) => ({
            node,
            state: node === 'D' ? 'granted' : 'pending',
          })),
          { part },
        ),
      ),
    }),
    raftNode('E', { term: 2, votedFor: 'D', role: 'outsider', log: entries.slice(0, 4) }),
    raftNode('F', {
      role: 'learner',
      term: 3,
      log: [],
      snapshot,
      configuration: { ...snapshot.configuration, index: 4, committed: true },
    }),
    raftNode('G', { role: 'down', up: false, gone: true }),
  ];
  const flights = [
    flight('m50', 'A', 'F', 'InstallSnapshot', { era: 3, sentAt: 90, arrivesAt: 112 }),
    flight('m51', 'F', 'A', 'InstallSnapshotReply', { era: 3, answer: true, sentAt: 90, arrivesAt: 108 }),
    flight('m52', 'A', 'B', 'TimeoutNow', { era: 3, sentAt: 92, arrivesAt: 110 }),
    flight('m53', 'C', 'B', 'RequestPreVote', { era: 4, sentAt: 92, arrivesAt: 110 }),
    flight('m54', 'D', 'C', 'RequestPreVoteReply', { era: 4, answer: true, sentAt: 90, arrivesAt: 110 }),
    flight('m55', 'B', 'C', 'RequestPreVoteReply', { era: 4, answer: false, sentAt: 96, arrivesAt: 110 }),
  ];
  const clients = [
    client('c1', 'D', { state: 'failed', request: 'remove D' }),
    client('c2', 'B', { state: 'unknown' }),
  ];
  return model(view({ nodes, flights, clients }));
}

/** As many nodes as asked for, the first of them leading and beating. */
export function crowd(count: number): Model {
  const [leader = 'A', ...others] = names(count);
  const nodes = [
    raftNode(leader, {
      role: 'leader',
      votedFor: leader,
      log: log([1, 1, 1], 3),
      timers: [{ name: 'heartbeat', setAt: 60, firesAt: 110 }],
    }),
    ...others.map((id, at) =>
      raftNode(id, {
        term: 1 + (at % 3),
        votedFor: leader,
        log: log([1, 1, 1], 2),
        timers: [{ name: 'election', setAt: 0, firesAt: 150 + at * 25 }],
      }),
    ),
  ];
  return model(
    view({
      nodes,
      flights: others.map((to, at) =>
        flight(`m${at + 1}`, leader, to, 'Heartbeat', { sentAt: 92, arrivesAt: 106 + at }),
      ),
    }),
  );
}

/** A lesson that is being shown. */
export const WALK: LessonPlace = {
  phase: 'acting',
  answer: null,
  isShown: false,
  answered: 0,
  right: 0,
  passed: null,
  waits: null,
  pace: 1,
  isAuto: false,
  isLeft: false,
};
