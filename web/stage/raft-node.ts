/** What a Raft node wears and holds: crown, votes, its own vote, the end of its log. */

import { nothing, type SVGTemplateResult, svg } from 'lit';
import type { Translate } from '../i18n/index';
import { eraStyle } from '../theme/palette';
import type { LogEntry, RaftNode, View } from '../types';
import { headroom, type NodeSize } from './layout';
import { type AsidePlace, type NodeDrawing, type Pip, pips } from './node';

const CELLS = 5;

/** A candidate's votes, one for each node; `coming`: the voter has said yes, and the answer is in flight. */
export function votePips(node: RaftNode, flights: View['flights']): Pip[] {
  return node.votes.map(({ node: voter, state }) => {
    if (state === 'granted') return 'had';
    if (state === 'refused') return 'refused';
    const isComing = flights.some(
      ({ from, to, kind, answer, term }) =>
        from === voter && to === node.id && kind === 'RequestVoteReply' && answer === true && term === node.term,
    );
    return isComing ? 'coming' : 'empty';
  });
}

export const raftNode: NodeDrawing<RaftNode> = {
  asideSize: ({ radius }) => {
    const cell = cellSize(radius);
    return { width: cell * CELLS + cell * 0.9, height: cell * 1.15 };
  },

  dial: ({ role, timers }) =>
    timers.find(({ name }) => name === (role === 'leader' ? 'heartbeat' : 'election')) ?? null,

  key: (node, view) => (node.role === 'candidate' ? votePips(node, view.flights).join() : ''),

  marks: ({ role, term, votedFor, log, commitIndex }) => ({
    disc: `${role} ${term}`,
    rim: votedFor ?? '',
    aside: `${commitIndex} ${log.at(-1)?.index ?? 0} ${log.at(-1)?.term ?? 0}`,
  }),

  draw: (node, view, size, aside, t) => {
    const votes = node.role === 'candidate' ? votePips(node, view.flights) : [];
    const had = votes.filter((pip) => pip === 'had').length;
    return {
      words: [
        ...(node.up ? [t(`role.${node.role}`)] : []),
        t('stage.term', { term: node.term }),
        ...(votes.length > 0 ? [t('stage.votes', { had, all: votes.length })] : []),
        ...(node.votedFor ? [t('stage.voted-for', { node: node.votedFor })] : []),
      ],
      era: [t('stage.term', { term: node.term }), String(node.term)],
      border: node.role === 'leader' ? 'heavy' : node.role === 'candidate' ? 'dashed' : 'plain',
      shape: 'disc',
      head: node.role === 'leader' ? crown(size) : votes.length > 0 ? pips(votes, size) : nothing,
      rim: node.votedFor ? ballotSlip(node.votedFor, size, t) : nothing,
      aside: node.log.length > 0 ? logEnd(node.log, size, aside) : nothing,
    };
  },
};

function crown(size: NodeSize): SVGTemplateResult {
  const half = size.radius * 0.48;
  const height = headroom(size) - 4;
  const foot = -size.outer - 3;
  const tip = foot - height;
  return svg`<path class="stage-crown" d="M${-half} ${foot}L${-half * 1.16} ${tip + height * 0.2}L${-half * 0.48} ${foot - height * 0.42}L0 ${tip}L${half * 0.48} ${foot - height * 0.42}L${half * 1.16} ${tip + height * 0.2}L${half} ${foot}Z"></path>`;
}

/** Whom it voted for in its term, on a slip of paper at the rim: durable, so it survives a crash. */
function ballotSlip(votedFor: string, { radius }: NodeSize, t: Translate): SVGTemplateResult {
  const half = Math.max(7.5, radius * 0.25);
  const middle = radius * 0.82;
  return svg`
    <g class="stage-slip" transform="translate(${middle} ${middle})">
      <title>${t('stage.voted-for', { node: votedFor })}</title>
      <rect x=${-half} y=${-half} width=${half * 2} height=${half * 2} rx="2"></rect>
      <text font-size=${half * (votedFor.length > 1 ? 1 : 1.35)}>${votedFor}</text>
    </g>`;
}

function cellSize(radius: number): number {
  return Math.min(19, Math.max(12, radius * 0.38));
}

/** The last few entries of its log, each in the colour of its term; a dashed border: not committed, as far as it knows. */
function logEnd(log: readonly LogEntry[], { radius }: NodeSize, place: AsidePlace): SVGTemplateResult {
  const cell = cellSize(radius);
  const shown = log.slice(-CELLS);
  const hasMore = log.length > shown.length;
  const length = shown.length * cell;
  const left = {
    start: place.x - place.width / 2,
    middle: place.x - length / 2,
    end: place.x + place.width / 2 - length,
  }[place.align];
  const first = place.align === 'start' && hasMore ? left + cell * 0.8 : left;
  const top = place.y - (cell * 1.15) / 2;
  return svg`
    <g class="stage-log">
      ${hasMore ? svg`<text class="stage-more" x=${first - cell * 0.4} y=${place.y} font-size=${cell * 0.8}>…</text>` : nothing}
      ${shown.map(
        ({ term, committed }, at) => svg`
          <g class="stage-entry ${committed ? '' : 'stage-unsure'}" style=${eraStyle(term)}>
            <rect x=${first + at * cell + 1} y=${top + 1} width=${cell - 2} height=${cell * 1.15 - 2} rx="1.5"></rect>
            <text x=${first + (at + 0.5) * cell} y=${place.y} font-size=${cell * 0.68}>${term}</text>
          </g>`,
      )}
    </g>`;
}
