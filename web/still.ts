/**
 * A small picture of one moment of a run, as data: who is there, what each holds, what is cut and what is under way. It is
 * made when the page is built, for lists of lessons, and in the page, for handouts; `panels/still-picture.ts` draws it.
 */

import type { Cell, Lanes, Lesson, LessonFocus, LessonStep, Ms, NodeName, NodeView, Session, View } from './types';

export interface StillNode {
  readonly id: NodeName;
  readonly era: number;
  readonly label: string;
  /** As it is drawn: what leads has a crown, what asks for votes a dashed rim. */
  readonly form: 'plain' | 'leads' | 'asks' | 'down';
  readonly cells: readonly StillCell[];
}

/** Era and, where it is committed as far as its node knows, so. */
interface StillCell {
  readonly era: number;
  readonly label: string;
  readonly committed: boolean;
}

export interface Still {
  readonly nodes: readonly StillNode[];
  readonly cuts: readonly (readonly [NodeName, NodeName])[];
  /** Who sends to whom, and how far it is, 0 to 1. */
  readonly flights: readonly {
    readonly from: NodeName;
    readonly to: NodeName;
    readonly era: number;
    readonly place: number;
  }[];
  /** The logs are what the lesson speaks of. */
  readonly ofLogs: boolean;
}

/** What has room. */
const CELLS_MAX = 9;
const FLIGHTS_MAX = 12;

function stillOfView(view: View, leaders: readonly NodeName[], ofLogs: boolean): Still {
  const nodes = view.nodes.filter(({ gone }) => !gone);
  const isNode = (name: NodeName) => nodes.some(({ id }) => id === name);
  return {
    nodes: nodes.map((node) => nodeOf(node, leaders)),
    cuts: view.cuts.filter(({ from, to }) => isNode(from) && isNode(to)).map(({ from, to }) => [from, to]),
    flights: view.flights
      .filter(({ from, to }) => from !== to && isNode(from) && isNode(to))
      .slice(0, FLIGHTS_MAX)
      .map(({ from, to, era, sentAt, arrivesAt }) => ({ from, to, era, place: share(view.now, sentAt, arrivesAt) })),
    ofLogs,
  };
}

function nodeOf({ id, era, eraLabel, up, tallies, ledger }: NodeView, leaders: readonly NodeName[]): StillNode {
  const asks = tallies.some(({ had, needed }) => had < needed);
  const form = !up ? 'down' : leaders.includes(id) ? 'leads' : asks ? 'asks' : 'plain';
  return { id, era, label: eraLabel, form, cells: (ledger?.cells ?? []).slice(-CELLS_MAX).map(cellOf) };
}

function cellOf({ era, eraLabel, state }: Cell): StillCell {
  return { era, label: eraLabel, committed: state === 'committed' };
}

function share(now: Ms, from: Ms, to: Ms): number {
  return Math.round(Math.min(0.95, Math.max(0.05, (now - from) / (to - from || 1))) * 100) / 100;
}

/** What the lesson looks at there. */
function focusAt(step: LessonStep, at: Ms): LessonFocus | undefined {
  return step.focus.findLast((focus) => focus.at <= at);
}

/** The moment at the end of each step. */
export function stillsOfSteps(session: Session, lesson: Lesson): readonly Still[] {
  return lesson.steps.map((step) => stillAt(session, step, step.to));
}

/** The moment that a lesson turns on: where it asks last. Where nothing has happened by then, its end. */
export function stillOfLesson(session: Session, lesson: Lesson): Still | null {
  const asked = lesson.steps.findLast(({ question }) => question !== null);
  const turn = asked?.question && stillAt(session, asked, asked.question.at);
  if (turn?.nodes.some(({ era }) => era > 0)) return turn;
  const last = lesson.steps.at(-1);
  return last ? stillAt(session, last, last.to) : null;
}

function stillAt(session: Session, step: LessonStep, at: Ms): Still {
  session.seek(at);
  while (session.progress !== undefined) session.proceed(SLICE);
  return stillOfView(session.view(), leadersAt(session.lanes(), session.now), focusAt(step, at)?.view === 'logs');
}

/** Who leads then; nobody where nobody is elected. */
function leadersAt({ lanes }: Lanes, now: Ms): readonly NodeName[] {
  const lane = lanes.find(({ current }) => current);
  if (!lane?.marks.some(({ kind }) => kind === 'election')) return [];
  const band = lane.bands.findLast(({ from }) => from <= now);
  return (band?.reigns ?? []).flatMap(({ leader }) => leader ?? []);
}

/** Steps at a time, of a run that is short. */
const SLICE = 10_000;
