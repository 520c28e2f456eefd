import { beforeEach, expect, test } from 'vitest';
import { translator } from '../i18n/index';
import type { SearchStanding } from '../types';
import { boundsText } from './panel';
import { CounterexampleSearch, failed, type SearchFailure, type SearchStage } from './search';
import type { Quest, Report } from './worker';

/** A search elsewhere, as far as the test lets it come. */
interface Errand {
  readonly quest: Quest;
  readonly report: (report: Report) => void;
  readonly failed: (failure: SearchFailure) => void;
  ended: boolean;
}

const t = translator('en', 'raft');

let errands: Errand[];
let shown: string[];
let said: string[];
let time: number;

function search(): CounterexampleSearch {
  const stage: SearchStage = {
    redraw: () => {},
    say: (text) => said.push(text(t)),
    show: (script, text) => shown.push(`${script}: ${text(t)}`),
  };
  const searcher = (quest: Quest, report: Errand['report'], failed: Errand['failed']) => {
    const errand = { quest, report, failed, ended: false };
    errands.push(errand);
    return () => {
      errand.ended = true;
    };
  };
  return new CounterexampleSearch('raft', 'majority', stage, searcher, () => time);
}

function errand(): Errand {
  const last = errands.at(-1);
  if (!last) throw new Error('nobody searches');
  return last;
}

const PLACE: Report = {
  property: 'raft.election-safety',
  nodes: 4,
  others: ['raft.log-matching'],
  bounds: [
    { what: 'given', most: 0 },
    { what: 'steps', most: 7 },
    { what: 'election', most: 2 },
    { what: 'crashes', most: 0 },
  ],
};

function standing(special: Partial<SearchStanding>): SearchStanding {
  return { state: 'working', states: 10, depth: 3, frontier: 4, found: null, ...special };
}

const FOUND = standing({ state: 'found', found: { property: 'raft.election-safety', steps: 6, script: 'a run' } });

/** All that the panel says, without its tags. */
function words(of: CounterexampleSearch): string {
  const texts = (part: unknown): string => {
    if (Array.isArray(part)) return part.map(texts).join(' ');
    if (typeof part === 'string' || typeof part === 'number') return String(part);
    if (typeof part !== 'object' || part === null || !('values' in part)) return '';
    return texts(part.values as unknown[]);
  };
  return texts(of.panel(t));
}

beforeEach(() => {
  [errands, shown, said, time] = [[], [], [], 0];
});

test('while it searches it says how far it is', () => {
  const one = search();
  expect(said).toEqual(['Looking for a counterexample …']);
  errand().report(PLACE);
  errand().report(standing({ states: 1234, depth: 5 }));
  expect(one.busy).toBe(true);
  expect(words(one)).toContain('1,234 states so far, step 5 of at most 7');
});

test('what was found is on the stage at once, and again when somebody wants it', () => {
  const one = search();
  errand().report(PLACE);
  time = 1500;
  errand().report(FOUND);
  expect(one.busy).toBe(false);
  expect(errand().ended).toBe(true);
  expect(shown).toEqual(['a run: The search found this counterexample: “Election Safety” breaks at step 6.']);
  expect(words(one)).toContain('10 states tried in 1.50 s.');
  if (FOUND.found) one.show(FOUND.found);
  expect(shown).toHaveLength(2);
});

test('with the rule on the same search is to find nothing, and says within which bounds', () => {
  const one = search();
  errand().report(PLACE);
  errand().report(FOUND);
  one.control();
  expect(errand().quest).toEqual({ protocol: 'raft', rule: 'majority', property: 'raft.election-safety', on: true });
  errand().report(PLACE);
  errand().report(standing({ state: 'exhausted', states: 7543 }));
  expect(said.at(-1)).toContain('With the rule on');
  expect(words(one)).toContain('7,543 states');
  expect(words(one)).toContain('Bounds: 4 nodes, steps searched ≤ 7, Election timer ≤ 2.');
  expect(shown).toHaveLength(1);
});

test('another property that breaks without the rule can be searched for, and only one at a time', () => {
  const one = search();
  errand().report(PLACE);
  one.another('raft.log-matching');
  expect(errands.map(({ ended }) => ended)).toEqual([true, false]);
  expect(errand().quest).toMatchObject({ property: 'raft.log-matching', on: false });
});

test('a search that fails says why', () => {
  const one = search();
  errand().failed({ reason: 'out of memory' });
  expect(one.busy).toBe(false);
  expect(words(one)).toContain('out of memory');
});

test('bounds name only what may happen', () => {
  expect(boundsText([{ what: 'requests', most: 0 }], t)).toBe('');
  expect(boundsText([{ what: 'election', most: 1 }], t)).toBe('Election timer ≤ 1');
  expect(boundsText([{ what: 'given', most: 3 }], t)).toBe('first 3 steps given');
});

test('what cannot be loaded is said in one sentence of the reader’s language, and aloud', () => {
  const begun = search();
  errand().failed({ reason: null });
  expect(said.at(-1)).toBe(t('frame.not-loaded'));
  expect(begun.busy).toBe(false);
  const zh = translator('zh', 'raft');
  expect(failed({ reason: null }, zh)).toBe(zh('frame.not-loaded'));
});
