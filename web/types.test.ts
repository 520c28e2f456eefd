/** What the simulation really tells is what `types.ts` says: every field, and no other. */

import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { translator } from './i18n/index';
import initSearch, { Search as WasmSearch } from './pkg/quorate_search.js';
import type { PaxosNode } from './protocols/paxos/types';
import type { Configuration, LogEntry, RaftNode, Snapshot } from './protocols/raft/types';
import { protocolNames } from './protocols/registry';
import { boundsText } from './search/panel';
import { begin, loadModules } from './tests/modules';
import type {
  ActView,
  Band,
  Cell,
  Challenge,
  ChallengeGoal,
  CheckView,
  ClientView,
  Dial,
  EventView,
  FactView,
  FaultView,
  Flight,
  Forbidden,
  GoalProgress,
  Guess,
  Landing,
  Lane,
  Lanes,
  Ledger,
  LedgerMark,
  Lesson,
  LessonFocus,
  LessonQuestion,
  LessonStep,
  LessonStretch,
  Members,
  Reign,
  Search,
  SearchBound,
  SearchFinding,
  SearchModel,
  SearchStanding,
  Sentence,
  ServingView,
  SettingView,
  Tally,
  Timer,
  Trail,
  View,
} from './types';

const file = (path: string) => new URL(`../${path}`, import.meta.url);

beforeAll(async () => {
  await loadModules();
  await initSearch({ module_or_path: readFileSync(file('web/pkg/quorate_search_bg.wasm')) });
});

/** The compiler demands every field of `T` here, and refuses any other; the run demands them of what was told. */
function has<T extends object>(told: T, fields: Record<keyof T, true>): void {
  expect(Object.keys(told).sort()).toEqual(Object.keys(fields).sort());
}

function first<T>(list: readonly T[]): T {
  const item = list[0];
  if (item === undefined) throw new Error('there is nothing to look at');
  return item;
}

const FLIGHT: Record<keyof Flight, true> = {
  id: true,
  from: true,
  to: true,
  kind: true,
  era: true,
  eraLabel: true,
  label: true,
  answer: true,
  sentAt: true,
  arrivesAt: true,
  pacedFrom: true,
  turnedAt: true,
  walledAt: true,
  waits: true,
  fields: true,
};

const COMMON = {
  id: true,
  up: true,
  gone: true,
  suspendedAt: true,
  era: true,
  eraLabel: true,
  timers: true,
  dial: true,
  tallies: true,
  acts: true,
  facts: true,
  ledger: true,
  kind: true,
  role: true,
} as const;

test('a view of Raft', () => {
  const session = begin({ protocol: 'raft', nodes: 5, seed: 1 });
  session.advance(600, 1e6);
  session.command('request SET x 5');
  session.advance(700, 1e6);
  const view = session.view();
  has<View>(view, {
    protocol: true,
    seed: true,
    now: true,
    nodes: true,
    flights: true,
    flightsHidden: true,
    cuts: true,
    groups: true,
    faults: true,
    clients: true,
    checks: true,
    serving: true,
    settings: true,
    acts: true,
    members: true,
  });
  has<Members>(view.members as Members, { present: true, next: true, manners: true });
  has<Members['manners'][number]>(first(view.members?.manners ?? []), { key: true, command: true, stopped: true });
  has<ActView>(first(view.acts), { key: true, commands: true, refusal: true });
  const leader = view.nodes.find((node) => node.role === 'leader') as RaftNode;
  has<RaftNode>(leader, {
    ...COMMON,
    term: true,
    votedFor: true,
    leader: true,
    snapshot: true,
    log: true,
    configuration: true,
    commitIndex: true,
    lastApplied: true,
    progress: true,
    catchingUp: true,
    transfer: true,
    lease: true,
    reads: true,
    state: true,
  });
  has<RaftNode['configuration']>(leader.configuration, {
    voters: true,
    old: true,
    learners: true,
    index: true,
    committed: true,
  });
  has<LogEntry>(first(leader.log), { index: true, term: true, kind: true, command: true, committed: true });
  has<Timer>(first(leader.timers), { name: true, setAt: true, firesAt: true });
  has<Dial>(leader.dial as Dial, { name: true, setAt: true, firesAt: true, full: true });
  const votes = first(leader.tallies);
  has<Tally>(votes, { key: true, part: true, voters: true, had: true, needed: true });
  has<Tally['voters'][number]>(first(votes.voters), { node: true, state: true });
  const refused = leader.acts.find(({ refusal }) => refusal !== null);
  has<Sentence>(refused?.refusal as Sentence, { key: true, args: true });
  has<FactView>(first(leader.facts), { key: true, parts: true });
  expect(first(leader.facts).parts).toEqual([{ era: leader.era, eraLabel: leader.eraLabel }]);
  const ledger = leader.ledger as Ledger;
  has<Ledger>(ledger, { from: true, cells: true, marks: true });
  has<Cell>(first(ledger.cells), { at: true, era: true, eraLabel: true, kind: true, label: true, state: true });
  has<LedgerMark>(first(ledger.marks), { kind: true, node: true, at: true });
  has<Flight>(first(view.flights), FLIGHT);
  has<ClientView>(first(view.clients), {
    id: true,
    node: true,
    request: true,
    sentAt: true,
    state: true,
    answer: true,
    answeredAt: true,
    fate: true,
    costs: true,
    acts: true,
  });
  has<CheckView>(first(view.checks), { id: true, number: true, ok: true, violation: true });
  has<SettingView>(first(view.settings), {
    name: true,
    kind: true,
    value: true,
    default: true,
    warning: true,
  });
  has<ServingView>(view.serving, { ok: true, since: true, key: true, args: true });
  const trail = session.trail();
  has<Trail>(trail, { reset: true, unseen: true, landings: true, events: true });
  const landing = first(session.landings());
  expect(trail.landings.every(({ outcome }) => outcome !== 'delivered')).toBe(true);
  has<Landing>(landing, { ...FLIGHT, endedAt: true, outcome: true, place: true });
  has<EventView>(first(trail.events), {
    serial: true,
    at: true,
    key: true,
    node: true,
    args: true,
    section: true,
    era: true,
    eraLabel: true,
    milestone: true,
  });
  const lanes = session.lanes();
  has<Lanes>(lanes, { lanes: true, earliest: true });
  const lane = first(lanes.lanes);
  has<Lane>(lane, {
    id: true,
    parent: true,
    forkedAt: true,
    end: true,
    current: true,
    bands: true,
    marks: true,
    marksDropped: true,
  });
  has<Band>(first(lane.bands), { from: true, to: true, reigns: true });
  has<Reign>(first(first(lane.bands).reigns), { era: true, eraLabel: true, leader: true });
  has<Lane['marks'][number]>(first(lane.marks), {
    at: true,
    kind: true,
    serial: true,
    key: true,
    node: true,
    era: true,
    eraLabel: true,
    args: true,
  });
});

test('a view with faults at one place', () => {
  const session = begin({ protocol: 'raft', nodes: 3, seed: 1 });
  for (const line of ['suspend B', 'clock A 120%', 'hold A>C RequestVote', 'drop next A>C Heartbeat', 'timeout A'])
    session.command(line);
  const { faults, flights, nodes } = session.view();
  for (const fault of faults) has<FaultView>(fault, { key: true, args: true, undo: true });
  expect(faults.map(({ key, undo }) => [key, undo])).toEqual([
    ['fault.clock', 'clock A default'],
    ['fault.held', 'release A>C RequestVote'],
    ['fault.drop-next', 'release A>C Heartbeat'],
  ]);
  expect(faults[1]?.args).toEqual({ from: 'A', to: 'C', kind: 'RequestVote', count: 1 });
  expect(nodes.map(({ suspendedAt }) => suspendedAt)).toEqual([null, 0, null]);
  expect(flights.map(({ to, waits }) => [to, waits])).toEqual([
    ['B', null],
    ['C', 'held'],
  ]);
  session.advance(30, 1e6);
  expect(session.view().flights.map(({ to, waits }) => [to, waits])).toEqual([
    ['B', 'suspended'],
    ['C', 'held'],
  ]);
});

test('a view of Raft with a snapshot, and of one that adds a node', () => {
  const session = begin({ protocol: 'raft', nodes: 3, seed: 1 });
  session.advance(600, 1e6);
  session.command('request SET x 5');
  session.advance(800, 1e6);
  const leader = () => session.view().nodes.find(({ role }) => role === 'leader') as RaftNode;
  session.command(`snapshot ${leader().id}`);
  session.advance(830, 1e6);
  session.command('add D');
  session.advance(850, 1e6);
  const { snapshot, catchingUp } = leader();
  if (!snapshot || !catchingUp) throw new Error('the leader has a snapshot, and somebody catches up');
  has<Snapshot>(snapshot, { index: true, term: true, state: true, configuration: true });
  has<Configuration>(snapshot.configuration, { voters: true, old: true, learners: true });
  has<NonNullable<RaftNode['catchingUp']>>(catchingUp, { nodes: true, round: true });
});

test('a view of Paxos', () => {
  const session = begin({ protocol: 'paxos', nodes: 3, seed: 1 });
  session.command('request @A X');
  session.advance(45, 1e6);
  const view = session.view();
  const node = first(view.nodes) as PaxosNode;
  has<PaxosNode>(node, {
    ...COMMON,
    roles: true,
    promised: true,
    accepted: true,
    chosen: true,
    proposer: true,
    learned: true,
  });
  has<NonNullable<PaxosNode['proposer']>>(node.proposer as NonNullable<PaxosNode['proposer']>, {
    phase: true,
    ballot: true,
    wants: true,
    value: true,
    adopted: true,
    reported: true,
  });
  has<Flight>(first(view.flights), FLIGHT);
});

test('a violation says when and what', () => {
  const session = begin({ protocol: 'raft', nodes: 4, seed: 1 });
  for (const line of ['rule majority off', 'partition A B | C D', 'timeout A', 'timeout C']) session.command(line);
  session.advance(100, 1e6);
  const broken = session.view().checks.find((check) => !check.ok);
  expect(broken?.id).toBe('raft.election-safety');
  has<NonNullable<CheckView['violation']>>(broken?.violation as NonNullable<CheckView['violation']>, {
    at: true,
    key: true,
    args: true,
    nodes: true,
    slot: true,
  });
  expect(broken?.violation?.nodes).toEqual(['A', 'C']);
});

test('a challenge', () => {
  const text = readFileSync(file('lessons/challenge/figure-8.lesson'), 'utf8');
  const session = begin({ lesson: text });
  const { challenge } = session.lesson() as Lesson;
  has<Challenge>(challenge as Challenge, { goals: true, forbidden: true, hints: true });
  has<ChallengeGoal>(first((challenge as Challenge).goals), { text: true, held: true });
  has<Forbidden>(first((challenge as Challenge).forbidden), { kind: true, words: true, most: true });
  has<GoalProgress>(first(session.goals()), { reached: true, since: true, isMissed: true });
  expect(session.goals()).toEqual([{ reached: null, since: null, isMissed: false }]);
  expect(session.goals(), 'it has not changed').toBe(session.goals());
  expect(() => session.command('rule majority off')).toThrow('the rule majority stays on');
  session.command('crash S1');
  const again = begin({ lesson: text, script: session.script() });
  expect(again.script()).toBe(session.script());
  expect(again.goals()).toHaveLength(1);
  expect(() => begin({ lesson: text, script: session.script().replace('seed 71', 'seed 72') })).toThrow('seed 71');
  expect(begin({ script: session.script() }).goals(), 'nobody looks on').toEqual([]);
});

test('a lesson', () => {
  const session = begin({ lesson: readFileSync(file('lessons/raft/leader-crash.lesson'), 'utf8') });
  const lesson = session.lesson() as Lesson;
  has<Lesson>(lesson, { id: true, title: true, note: true, toTry: true, steps: true, challenge: true });
  const step = lesson.steps.find(({ question }) => question !== null) as LessonStep;
  has<LessonStep>(step, {
    from: true,
    to: true,
    say: true,
    after: true,
    question: true,
    focus: true,
    stretches: true,
  });
  has<LessonQuestion>(step.question as LessonQuestion, { at: true, ask: true, choices: true });
  has<Guess>(first((step.question as LessonQuestion).choices), { text: true, why: true, isRight: true });
  has<LessonFocus>(first(step.focus), { at: true, view: true, names: true });
  has<LessonStretch>(first(step.stretches), { to: true, lasts: true, isPassed: true });
  expect(first(lesson.title)).toEqual({ lang: 'en', text: 'The leader crashes' });
});

test('whoever takes over a lesson has a branch of their own', () => {
  const session = begin({ lesson: readFileSync(file('lessons/raft/leader-crash.lesson'), 'utf8') });
  session.branch();
  expect(session.lanes().lanes.map(({ parent, current }) => [parent, current])).toEqual([
    [null, false],
    [0, true],
  ]);
});

test('what is told is frozen, and a node that has not changed is the same object', () => {
  const session = begin({ protocol: 'raft', nodes: 3, seed: 1 });
  const [before, after] = [session.view(), session.view()];
  expect(Object.isFrozen(before) && Object.isFrozen(before.nodes) && Object.isFrozen(first(before.nodes))).toBe(true);
  expect(first(after.nodes)).toBe(first(before.nodes));
});

test.each(protocolNames())('of a view of %s, what has not changed is the same object', (protocol) => {
  const session = begin({ protocol, seed: 1 });
  session.advance(400, 1e6);
  const before = session.view();
  expect({ ...session.view() }).toEqual({ ...before });
  const { now: _, ...sections } = before;
  for (const [name, section] of Object.entries(session.view())) {
    if (name !== 'now') expect(section, name).toBe(sections[name as keyof typeof sections]);
  }
  session.command('cut A>B');
  const cut = session.view();
  expect(cut.cuts).toEqual([{ from: 'A', to: 'B' }]);
  for (const name of ['checks', 'settings', 'clients', 'flights'] as const) expect(cut[name], name).toBe(before[name]);
  session.command('loss 5%');
  const lossy = session.view();
  expect(lossy.settings).not.toBe(cut.settings);
  expect(lossy.cuts).toBe(cut.cuts);
});

test('at most 300 messages in flight are told of, and how many more there are', () => {
  const session = begin({ protocol: 'raft', nodes: 9, seed: 1 });
  for (const line of ['latency 2000..2000', 'heartbeat 5', 'client-timeout 60000', 'timeout A']) session.command(line);
  session.advance(6000, 1e6);
  const { flights, flightsHidden } = session.view();
  expect(flights.length).toBe(300);
  expect(flightsHidden).toBeGreaterThan(0);
  expect(session.trail().events.length).toBeLessThanOrEqual(60);
});

test('what arrives is told of by itself only if a view had shown it on its way', () => {
  const session = begin({ protocol: 'raft', nodes: 5, seed: 1 });
  session.advance(1000, 1e6);
  const seen = new Set(session.view().flights.map(({ id }) => id));
  session.trail();
  let told = 0;
  for (let at = 1005; at < 1500; at += 5) {
    session.advance(at, 1e6);
    const { unseen, landings } = session.trail();
    expect(unseen, 'each message flies for longer than a beat').toBe(false);
    for (const { id } of landings) expect(seen, id).toContain(id);
    told += landings.length;
    for (const { id } of session.view().flights) seen.add(id);
  }
  session.advance(4000, 1e6);
  session.view();
  const { unseen, landings } = session.trail();
  expect(unseen).toBe(true);
  for (const { id } of landings) expect(seen, id).toContain(id);
  expect(told).toBeGreaterThan(10);
  expect(session.landings().filter(({ id }) => !seen.has(id)).length).toBeGreaterThan(10);
});

test('in another time a message of the same number is told anew', () => {
  const session = begin({ protocol: 'raft', nodes: 3, seed: 1 });
  session.advance(10, 1e6);
  session.command('timeout A');
  expect(first(session.view().flights)).toMatchObject({ id: 'm1', from: 'A' });
  session.seek(5);
  session.command('timeout B');
  session.advance(10, 1e6);
  expect(first(session.view().flights)).toMatchObject({ id: 'm1', from: 'B' });
});

test('the page and the simulation know the same protocols', () => {
  const known = () => begin({ script: 'protocol none' });
  const args = expect.objectContaining({ word: 'none', known: protocolNames().join(' ') });
  expect(known).toThrow(expect.objectContaining({ args }));
});

test('a search', () => {
  const model = first<SearchModel>(WasmSearch.models('raft'));
  has<SearchModel>(model, { rule: true, property: true, nodes: true });
  const search = new WasmSearch('raft', 'majority', 'raft.election-safety', false) as Search;
  has<SearchBound>(first(search.bounds()), { what: true, most: true });
  const working = search.run(1);
  has<SearchStanding>(working, { state: true, states: true, depth: true, frontier: true, found: true });
  expect(working).toMatchObject({ state: 'working', found: null });
  const { state, found } = search.run(1_000_000);
  expect(state).toBe('found');
  has<SearchFinding>(found as SearchFinding, { property: true, steps: true, script: true });
  const stage = begin({ script: found?.script ?? '' });
  expect(stage.view().checks.find(({ id }) => id === found?.property)?.ok).toBe(false);
  expect(() => new WasmSearch('raft', 'majority', 'paxos.agreement', false)).toThrow('nothing is known');
});

test.each(protocolNames())('every rule of %s can be searched for what breaks without it', (protocol) => {
  const rules = begin({ protocol })
    .view()
    .settings.flatMap(({ name, kind }) => (kind === 'rule' ? [name.replace('rule ', '')] : []));
  expect(rules).toContain('majority');
  const models: readonly SearchModel[] = WasmSearch.models(protocol);
  expect(rules.filter((rule) => models.every((model) => model.rule !== rule))).toEqual([]);
});

test.each(protocolNames())('what bounds a search of %s has words in both languages', (protocol) => {
  for (const { rule, property } of WasmSearch.models(protocol) as readonly SearchModel[]) {
    const bounds = new WasmSearch(protocol, rule, property, false).bounds() as readonly SearchBound[];
    expect(boundsText(bounds, translator('en', protocol))).not.toContain('⟦');
    expect(boundsText(bounds, translator('zh', protocol))).not.toContain('⟦');
  }
});
