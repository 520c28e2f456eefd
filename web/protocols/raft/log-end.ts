/** The end of a node's log, written beside it: the last few entries, each in the colour of its term. */

import { nothing, type SVGTemplateResult, svg } from 'lit/html.js';
import type { Box, NodeSize, Size } from '../../stage/layout';
import { type AsidePlace, trueMark } from '../../stage/node';
import { eraStyle } from '../../theme/palette';
import type { RaftNode } from './types';

const CELLS = 5;
/** In a crowd, so that a log stands beside its own node and no other. */
const CROWDED_CELLS = 3;
/** How many cells the sign of a snapshot takes. */
const SNAPSHOT_CELLS = 1.7;

function cellSize({ radius, text }: NodeSize): number {
  return Math.max(Math.min(19, Math.max(12, radius * 0.38)), radius * 0.33, text / 0.66);
}

function cellsOf({ isCrowded }: NodeSize): number {
  return isCrowded ? CROWDED_CELLS : CELLS;
}

export function logEndSize(size: NodeSize): Size {
  const cell = cellSize(size);
  return { width: cell * cellsOf(size) + cell * 0.9, height: cell * 1.15 };
}

type Held = Pick<RaftNode, 'ledger' | 'snapshot'>;

/** The entries that there is room for, and where they stand; `null`: there is nothing. */
function placed({ ledger, snapshot }: Held, size: NodeSize, place: AsidePlace) {
  const log = (ledger?.cells ?? []).filter(({ kind }) => kind !== 'snapshot');
  if (log.length === 0 && !snapshot) return null;
  const cell = cellSize(size);
  const height = cell * 1.15;
  const fits = cellsOf(size) - (snapshot ? 1 : 0);
  // Beside a snapshot, what is left out takes the place of an entry.
  const shown = log.slice(log.length > fits && snapshot ? 1 - fits : -fits);
  const hasMore = log.length > shown.length;
  const before = (snapshot ? SNAPSHOT_CELLS : 0) + (hasMore ? 0.8 : 0);
  const length = (before + shown.length) * cell;
  // Without a snapshot, the dots hang out of the row that is placed.
  const hangs = snapshot ? 0 : before * cell;
  const left = {
    start: place.x - place.width / 2,
    middle: place.x - (length + hangs) / 2,
    end: place.x + place.width / 2 - length,
  }[place.align];
  return { cell, height, shown, hasMore, left, length, first: left + before * cell, top: place.y - height / 2 };
}

/** What of the room beside a node is taken. */
export function logEndBox(node: Held, size: NodeSize, place: AsidePlace): Box | null {
  const row = placed(node, size, place);
  return row && { x: row.left + row.length / 2, y: place.y, width: row.length, height: row.height };
}

/**
 * A dashed border: not committed, as far as the node knows; within it a thin one where it is, all the same. What a snapshot stands for is one cell with a double border
 * and the index that it reaches.
 */
export function logEnd(node: Held, size: NodeSize, place: AsidePlace): SVGTemplateResult | typeof nothing {
  const row = placed(node, size, place);
  if (!row) return nothing;
  const { snapshot } = node;
  const { cell, height, shown, hasMore, left, first, top } = row;
  return svg`
    <g class="stage-log">
      ${
        snapshot
          ? svg`
            <g class="stage-snapshot" data-sign="snapshot" .style=${eraStyle(snapshot.term)}>
              <rect x=${left + 1} y=${top + 1} width=${cell * SNAPSHOT_CELLS - 2} height=${height - 2} rx="1.5"></rect>
              <rect class="stage-inner" x=${left + 3.5} y=${top + 3.5} width=${cell * SNAPSHOT_CELLS - 7} height=${height - 7} rx="1"></rect>
              <text x=${left + (cell * SNAPSHOT_CELLS) / 2} y=${place.y} font-size=${Math.max(size.text, cell * (snapshot.index < 100 ? 0.62 : 0.5))}>≤${snapshot.index}</text>
            </g>`
          : nothing
      }
      ${hasMore ? svg`<text class="stage-more" x=${first - cell * 0.4} y=${place.y} font-size=${cell * 0.8}>…</text>` : nothing}
      ${shown.map(
        ({ era, eraLabel, state }, at) => svg`
          <g class="stage-entry stage-${state}" data-sign="log" .style=${eraStyle(era)}>
            <rect x=${first + at * cell + 1} y=${top + 1} width=${cell - 2} height=${height - 2} rx="1.5"></rect>
            ${trueMark(state, first + at * cell + 1, top + 1, cell - 2, height - 2)}
            <text x=${first + (at + 0.5) * cell} y=${place.y} font-size=${cell * 0.68}>${eraLabel}</text>
          </g>`,
      )}
    </g>`;
}
