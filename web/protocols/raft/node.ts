/** What a Raft node wears: crown, votes, its own vote, the ring that it believes in. What it holds is in `log-end`. */

import { nothing, type SVGTemplateResult, svg } from 'lit/html.js';
import type { Translate } from '../../i18n/index';
import { headroom, type NodeSize } from '../../stage/layout';
import { type AsidePlace, type DrawnCluster, type NodeArt, type NodeDrawing, pips, pipsOf } from '../../stage/node';
import { onRing } from '../../stage/ring';
import type { NodeName } from '../../types';
import { logEnd, logEndBox, logEndSize } from './log-end';
import { isAgreed, membersOf } from './membership';
import type { RaftNode } from './types';
import { wheel } from './wheel';

function isAsking({ role }: RaftNode): boolean {
  return role === 'candidate' || role === 'precandidate';
}

/** Whom each node of the ring takes for members is drawn as soon as not all agree on everybody. `null`: they do. */
function disputed({ nodes }: DrawnCluster): readonly NodeName[] | null {
  const ring = onRing(nodes);
  return isAgreed(ring) ? null : ring.map(({ id }) => id);
}

const BORDERS: Readonly<Record<RaftNode['role'], NodeArt['border']>> = {
  leader: 'heavy',
  candidate: 'dashed',
  precandidate: 'sparse',
  learner: 'dotted',
  follower: 'plain',
  outsider: 'plain',
  down: 'plain',
};

export const raftNode: NodeDrawing<RaftNode> = {
  asideSize: logEndSize,

  asideBox: logEndBox,

  key: (_, view) => disputed(view)?.join() ?? '',

  marks: ({ role, term, votedFor, log, ledger, commitIndex, snapshot, configuration }) => ({
    disc: `${role} ${term}`,
    rim: `${votedFor ?? ''} ${configuration.index} ${configuration.committed}`,
    aside: `${ledger?.cells.at(-1)?.state} ${commitIndex} ${log.at(-1)?.index ?? 0} ${log.at(-1)?.term ?? 0} ${snapshot?.index ?? 0}`,
  }),

  draw: (node, view, size, aside, t) => {
    const ring = disputed(view);
    const votes = isAsking(node) ? node.tallies : [];
    const members = t('stage.believes', { nodes: membersOf(node.configuration).join(' ') || '–' });
    return {
      words: [
        ...(node.up ? [t(`role.${node.role}`)] : []),
        t('stage.era', { era: node.term }),
        ...votes.map(({ part, had, voters: { length: all }, needed }) =>
          t(`stage.votes-${part}`, { had, all, needed }),
        ),
        ...(node.votedFor ? [t('stage.voted-for', { node: node.votedFor })] : []),
        ...(node.lease ? [t('stage.lease')] : []),
        ...(node.reads > 0 ? [t('stage.reads', { n: node.reads })] : []),
        ...(node.transfer ? [t('stage.transfer', { node: node.transfer })] : []),
        ...(ring ? [members] : []),
      ],
      era: [t('stage.era', { era: node.term }), String(node.term)],
      border: BORDERS[node.role],
      isFaint: node.role === 'outsider',
      shape: 'disc',
      head: head(node, size, aside, t),
      rim: svg`
        ${node.votedFor ? ballotSlip(node.votedFor, size, t) : nothing}
        ${ring ? wheel(node, ring, members, size) : nothing}`,
      aside: logEnd(node, size, aside),
    };
  },
};

function head(node: RaftNode, size: NodeSize, { left, right }: AsidePlace, t: Translate): NodeArt['head'] {
  if (node.role === 'leader') {
    return svg`
      ${crown(size)}
      ${node.lease ? lease(size) : nothing}
      ${node.reads > 0 ? waitingReads(node.reads, size, t) : nothing}`;
  }
  if (!isAsking(node)) return nothing;
  const count = node.tallies.map(({ had, needed }) => `${had}/${needed}`).join(' ');
  return pips(pipsOf(node.tallies), size, { count, left, right, isTrial: node.role === 'precandidate' });
}

function crown(size: NodeSize): SVGTemplateResult {
  const half = size.radius * 0.48;
  const height = headroom(size) - 4;
  const foot = -size.outer - 3;
  const tip = foot - height;
  return svg`<path class="stage-crown" data-sign="crown" d="M${-half} ${foot}L${-half * 1.16} ${tip + height * 0.2}L${-half * 0.48} ${foot - height * 0.42}L0 ${tip}L${half * 0.48} ${foot - height * 0.42}L${half * 1.16} ${tip + height * 0.2}L${half} ${foot}Z"></path>`;
}

/** A clock beside the crown: while the lease lasts, the leader answers reads by itself. */
function lease({ radius, outer }: NodeSize): SVGTemplateResult {
  const size = Math.max(7, radius * 0.2);
  return svg`
    <g class="stage-lease" data-sign="lease" transform="translate(${radius * 0.62 + size} ${-outer - 1 - size * 0.6})">
      <circle r=${size}></circle>
      <path d="M0 ${-size * 0.62}V0H${size * 0.5}"></path>
    </g>`;
}

/** Reads that wait for a majority to confirm the leader: how many, on the other side of the crown. */
function waitingReads(reads: number, { radius, outer, text }: NodeSize, t: Translate): SVGTemplateResult {
  const size = Math.max(7, radius * 0.2, text / 1.25);
  return svg`
    <g class="stage-reads" data-sign="reads" data-says=${t('stage.reads', { n: reads })} transform="translate(${-radius * 0.62 - size} ${-outer - 1 - size * 0.6})">
      <circle r=${size}></circle>
      <text font-size=${size * 1.25}>${reads}</text>
    </g>`;
}

/** Whom it voted for in its term, on a slip of paper at the rim: durable, so it survives a crash. */
function ballotSlip(votedFor: string, { radius, text }: NodeSize, t: Translate): SVGTemplateResult {
  const letter = votedFor.length > 1 ? 1 : 1.35;
  const half = Math.max(7.5, radius * 0.25, text / letter);
  // On a small node as far out as it must be for the number of its term to be read.
  const middle = Math.max(radius * 0.82, half + 6.5);
  return svg`
    <g class="stage-slip" data-sign="voted-for" data-says=${t('stage.voted-for', { node: votedFor })} transform="translate(${middle} ${middle})">
      <rect x=${-half} y=${-half} width=${half * 2} height=${half * 2} rx="2"></rect>
      <text font-size=${half * letter}>${votedFor}</text>
    </g>`;
}
