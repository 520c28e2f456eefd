/** What of the run the space-time diagram shows, and where: the span of time, and the bands in it. */

import type { EventView, Flight, Landing, Lanes, Ms, NodeName, NodeView, View } from '../types';

export interface Span {
  readonly from: Ms;
  readonly to: Ms;
}

/** The pixels that a message of usual length takes along the axis of time: what fits, and what still looks good. */
const FLIGHT_MIN = 34;
const FLIGHT_MAX = 150;
/** Before there is any message, one is thought to take this long. */
const USUAL: Ms = 15;

/** How long messages usually take. */
export function usualFlight(messages: readonly Pick<Flight, 'sentAt' | 'arrivesAt'>[]): Ms {
  const lengths = messages.map(({ sentAt, arrivesAt }) => arrivesAt - sentAt).sort((a, b) => a - b);
  return Math.max(0.001, lengths[lengths.length >> 1] ?? USUAL);
}

/**
 * The span to show on so many pixels: all that there was, if messages can still be told apart then; else the end of it.
 * A little of the future has room, for what is still under way.
 */
export function shownSpan(landings: readonly Landing[], flights: readonly Flight[], now: Ms, pixels: number): Span {
  const usual = usualFlight([...landings, ...flights]);
  const future = 1.3 * usual;
  const longest = (pixels / FLIGHT_MIN) * usual;
  const shortest = (pixels / FLIGHT_MAX) * usual;
  const earliest = Math.min(
    now,
    ...[...landings, ...flights].map(({ sentAt }) => sentAt).filter((at) => at > now - longest),
  );
  const length = Math.min(longest, Math.max(shortest, now + future - earliest + usual * 0.5));
  return { from: now + future - length, to: now + future };
}

/** Round times for the axis, so many that their names have room. */
export function ticks({ from, to }: Span, pixels: number, room: number): Ms[] {
  const wanted = ((to - from) * room) / pixels;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= wanted) ?? 10);
  const first = Math.max(0, Math.ceil(from / step));
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, at) => (first + at) * step);
}

/** When a node was down, within the span. */
export function crashes(node: NodeView, events: readonly EventView[], span: Span, now: Ms): Span[] {
  const down: { from: Ms; to: Ms }[] = [];
  const own = events.filter((event) => event.node === node.id);
  let since: Ms | null =
    own.find(({ key }) => key === 'cluster.crashed' || key === 'cluster.restarted')?.key === 'cluster.restarted'
      ? span.from
      : null;
  for (const { key, at } of own) {
    if (key === 'cluster.crashed') since = at;
    if (key === 'cluster.restarted' && since !== null) {
      down.push({ from: since, to: at });
      since = null;
    }
  }
  if (!node.up) down.push({ from: since ?? span.from, to: now });
  return clipped(down, span);
}

export interface CutBand extends Span {
  /** As in the command: `A B | C D E`, `A>B`. */
  readonly text: string;
  readonly groups: readonly (readonly NodeName[])[];
}

/** When links were cut, within the span. */
export function cutBands(events: readonly EventView[], view: View, span: Span): CutBand[] {
  const bands: CutBand[] = [];
  let open: { from: Ms; parts: readonly string[]; groups: CutBand['groups'] } | null = null;
  const turn = (at: Ms, parts: readonly string[], groups: CutBand['groups']) => {
    if (open && open.parts.length > 0)
      bands.push({ from: open.from, to: at, text: open.parts.join(', '), groups: open.groups });
    open = { from: at, parts, groups };
  };
  for (const { key, at, args } of events) {
    const now: { parts: readonly string[]; groups: CutBand['groups'] } = open ?? { parts: [], groups: [] };
    if (key === 'cluster.partitioned') {
      const text = String(args.groups);
      turn(
        at,
        [text],
        text.split('|').map((group) => group.trim().split(/\s+/)),
      );
    }
    if (key === 'cluster.cut') turn(at, [...now.parts, String(args.link)], now.groups);
    if (key === 'cluster.mended')
      turn(
        at,
        now.parts.filter((part) => part !== String(args.link)),
        now.groups,
      );
    if (key === 'cluster.healed') turn(at, [], []);
  }
  if (view.cuts.length === 0) turn(view.now, [], []);
  // Nobody remembers when it was cut.
  else if (!open) turn(span.from, [view.groups.map((group) => group.join(' ')).join(' | ')], view.groups);
  turn(Math.max(view.now, span.from), [], []);
  return clipped(bands, span);
}

export interface EraSpan extends Span {
  readonly era: number;
}

/**
 * In which era a node was: an era begins for it with the first message of that era that it sends or gets. No node is
 * ahead of where it is now.
 */
export function eraSpans(
  node: NodeView,
  landings: readonly Landing[],
  flights: readonly Flight[],
  span: Span,
  now: Ms,
): EraSpan[] {
  const heard = [
    ...[...landings, ...flights].filter(({ from }) => from === node.id).map(({ sentAt, era }) => ({ at: sentAt, era })),
    ...landings
      .filter(({ to, outcome }) => to === node.id && outcome === 'delivered')
      .map(({ endedAt, era }) => ({ at: endedAt, era })),
  ].sort((a, b) => a.at - b.at);
  const spans: { from: Ms; to: Ms; era: number }[] = [
    { from: Math.min(0, span.from), to: now, era: heard[0] ? Math.min(heard[0].era, node.era) : node.era },
  ];
  for (const { at, era } of heard) {
    const last = spans.at(-1);
    if (!last || era <= last.era || era > node.era) continue;
    last.to = at;
    spans.push({ from: at, to: now, era });
  }
  return clipped(spans, span);
}

/** Who led when, on the way to where we are. */
export function reigns({ lanes }: Lanes, span: Span, now: Ms): (Span & { readonly leader: NodeName })[] {
  const present = lanes.find(({ current }) => current);
  const led = (present?.bands ?? []).flatMap(({ from, to, leader }) =>
    leader === null ? [] : [{ from, to: Math.min(to, now), leader }],
  );
  return clipped(led, span);
}

function clipped<T extends Span>(all: readonly T[], span: Span): T[] {
  const inside = all.map((one) => ({ ...one, from: Math.max(one.from, span.from), to: Math.min(one.to, span.to) }));
  return inside.filter(({ from, to }) => to > from);
}
