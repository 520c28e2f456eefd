/** The arrows of the space-time diagram: one for each message, in the signs of the stage. */

import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { nothing, type SVGTemplateResult, svg } from 'lit/html.js';
import { eyesOf } from '../eyes';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { depictionOf } from '../protocols/registry';
import type { Point } from '../stage/layout';
import { messageGlyph, messageName, repeats, type Shape, shapeOf, shortLabel } from '../stage/message';
import { progress } from '../stage/path';
import { eraStyle } from '../theme/palette';
import type { Ms } from '../types';
import type { CausalPast } from './causal-past';
import { type Arrow, type Grid, spot, to } from './space-time-grid';

/** The most arrows that are drawn; the oldest go first. */
const ARROWS_MAX = 240;
/** About how broad a letter of a label is. */
const LETTER = 6.2;
/** Two lines of words that are less apart than this lie over each other. */
const APART = 15;

export function arrows(model: Model, causes: CausalPast | null, act: Act, t: Translate, plan: Grid): unknown {
  const { view, past, selection, hovered, now, lang } = model;
  const { span, scale, pixels, isTall, gap, start, origin, lines, sequence } = plan;
  const all: Arrow[] = [...past.all.filter(({ endedAt }) => endedAt >= span.from), ...view.flights].slice(-ARROWS_MAX);
  const spared = repeats(all);
  const selected = selection?.kind === 'message' ? selection.id : null;
  const tabbable = all.some(({ id }) => id === selected) ? selected : all.at(-1)?.id;
  const width = lines.join();
  const { shapes, quiet = [] } = depictionOf(view.protocol);
  const eyes = eyesOf(model);
  // While only the pointer is on one, the others stay as they are.
  const looks = (one: Arrow): ArrowLook =>
    one.id === selected || one.id === hovered
      ? 'lit'
      : causes?.messages.has(one.id)
        ? 'cause'
        : (selected !== null && causes) || eyes.message(one.kind, one.from, one.to) === 'dim'
          ? 'aside'
          : 'plain';
  // In a sequence all that it says is written along it, where it is alone: at the far end of what goes to many, and at the near
  // end of what comes from many. What would stand over another's words is not written.
  const taken: Point[] = [];
  const words = (
    one: Arrow,
    from: number,
    end: number,
    isFirst: boolean,
  ): Pick<ArrowState, 'label' | 'worded' | 'at'> => {
    if (!sequence) return { label: shortLabel(one, t), worded: isFirst, at: 0.5 };
    const label = sequence.says(one, t);
    const half = 0.5 / Math.max(1, Math.abs(end - from));
    const at = one.answer === null ? 1 - half : half;
    const { x, y } = spot(plan, one.sentAt + at * (one.arrivesAt - one.sentAt), from + at * (end - from));
    const worded = isFirst && !taken.some((other) => Math.abs(other.x - x) < gap / 2 && Math.abs(other.y - y) < APART);
    if (worded) taken.push({ x, y });
    return { label, worded, at };
  };
  return repeat(
    all,
    ({ id }) => id,
    (one) => {
      const from = lines.indexOf(one.from);
      const end = lines.indexOf(one.to);
      if (from < 0 || end < 0) return nothing;
      const look = looks(one);
      const told = words(one, from, end, !spared.has(one.id));
      // What flies is drawn as far as it has come; what has landed stays as it is.
      const until = one.endedAt ?? now;
      const isTabbable = one.id === tabbable;
      return guard(
        [
          one.id,
          until,
          one.arrivesAt,
          one.pacedFrom,
          look,
          told.worded,
          selected === one.id,
          isTabbable,
          scale,
          gap,
          start,
          origin,
          isTall,
          width,
          lang,
        ],
        () => {
          const on = (at: Ms) => spot(plan, at, from + (end - from) * (at === one.sentAt ? 0 : progress(one, at)));
          const turn = one.turnedAt === null ? null : on(one.turnedAt);
          return arrow(
            one,
            { a: on(one.sentAt), turn, b: on(Math.min(until, one.arrivesAt)), whole: on(one.arrivesAt) },
            {
              shape: shapeOf(one.kind, shapes),
              isQuiet: quiet.includes(one.kind),
              look,
              selected: selected === one.id,
              tabbable: isTabbable,
              pixels,
              columns: sequence ? Math.abs(end - from) : null,
              ...told,
            },
            act,
            t,
          );
        },
      );
    },
  );
}

/** `cause`: it lies in the past of the one that is looked at. `aside`: something else is looked at. */
type ArrowLook = 'lit' | 'cause' | 'aside' | 'plain';

interface ArrowState {
  readonly shape: Shape;
  /** Of a kind that is sent all the time. */
  readonly isQuiet: boolean;
  readonly look: ArrowLook;
  readonly selected: boolean;
  readonly tabbable: boolean;
  readonly pixels: number;
  /** In a sequence, how many columns it goes. */
  readonly columns: number | null;
  readonly label: string;
  /** Says what it is, where there is room. */
  readonly worded: boolean;
  /** Where on its way that is written. */
  readonly at: number;
}

function arrow(
  one: Arrow,
  { a, turn, b, whole }: { a: Point; turn: Point | null; b: Point; whole: Point },
  state: ArrowState,
  act: Act,
  t: Translate,
): SVGTemplateResult {
  const { shape, isQuiet, look, selected, tabbable, pixels, columns, label, worded, at } = state;
  const lit = look === 'lit';
  const last = turn ?? a;
  const angle = (Math.atan2(whole.y - last.y, whole.x - last.x) * 180) / Math.PI;
  const way = `M${to(a)}${turn ? `L${to(turn)}` : ''}L${to(b)}`;
  const isLost = one.outcome !== undefined && one.outcome !== 'delivered';
  const middle = { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  const isSequence = columns !== null;
  // Where it stands while the arrow is drawn is where it will stand.
  const end = isSequence ? whole : b;
  const place = { x: a.x + (end.x - a.x) * at, y: a.y + (end.y - a.y) * at };
  // Upright, whichever way the arrow goes.
  const slope = Math.abs(angle) > 90 ? angle - Math.sign(angle) * 180 : angle;
  const room = isSequence
    ? Math.hypot(whole.x - a.x, whole.y - a.y) / Math.max(1, columns)
    : Math.hypot(b.x - a.x, b.y - a.y);
  const hasRoom = Math.abs(slope) < 52 && (isSequence ? room > label.length * LETTER : room > 90 && pixels >= 84);
  const isTold = label !== '' && (lit || (worded && hasRoom));
  const hasGlyph = lit || (isSequence ? worded && !isTold && one.outcome === undefined : pixels >= 56);
  return svg`
    <g class="spacetime-message spacetime-${look} ${one.answer === null ? '' : 'spacetime-answer'} ${isQuiet ? 'spacetime-beat' : ''}"
      .style=${eraStyle(one.era)} role="button" tabindex=${tabbable ? 0 : -1} data-arrow=${one.id} data-sign=${one.kind} aria-label=${messageName(one, t)} aria-pressed=${selected}
      @click=${() => act.select({ kind: 'message', id: one.id })}
      @pointerenter=${() => act.hover(one.id)} @pointerleave=${() => act.hover(null)}
      @focus=${() => act.hover(one.id)} @blur=${() => act.hover(null)}>
      <path class="spacetime-hit" d=${way}></path>
      <path class="spacetime-way" d=${way}></path>
      ${one.outcome === undefined ? svg`<path class="spacetime-future" d="M${to(b)}L${to(whole)}"></path>` : nothing}
      ${
        isLost
          ? svg`<path class="stage-cross" transform="translate(${to(b)})" d="M-6 -6L6 6M-6 6L6 -6"></path>`
          : svg`<path class="spacetime-head" transform="translate(${to(one.outcome === undefined ? b : whole)}) rotate(${angle.toFixed(1)})" d="M0 0l-9 -4v8z"></path>`
      }
      ${hasGlyph ? svg`<g transform="translate(${to(middle)})">${messageGlyph(one, shape, 8.5)}</g>` : nothing}
      ${
        isTold
          ? svg`<text class="spacetime-label" transform="translate(${to(place)}) rotate(${slope.toFixed(1)})" y=${hasGlyph ? -14 : -7}>${label}</text>`
          : nothing
      }
    </g>`;
}
