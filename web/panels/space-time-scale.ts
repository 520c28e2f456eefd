/** What of the run the space-time diagram shows, and where: the span of time, and the bands in it. */

import { LANDINGS_MAX } from '../constants';
import type { Model } from '../model';
import { onRing } from '../stage/ring';
import type { EventView, Flight, Landing, Lanes, MarkView, Ms, NodeName, NodeView, View } from '../types';
import { stretches } from './timeline-scale';

export interface TimeSpan {
  readonly from: Ms;
  readonly to: Ms;
}

/** The pixels that a message of usual length takes along the axis of time: what fits, and what still looks good. */
export const FLIGHT_MIN = 34;
const FLIGHT_MAX = 150;
/** Before there is any message, one is thought to take this long. */
const USUAL: Ms = 15;

/** How long messages usually take: as it is set, so that the scale is steady; else as long as they took. */
export function usualFlight(messages: readonly Pick<Flight, 'sentAt' | 'arrivesAt'>[], settings: View['settings']): Ms {
  const [min, max] = (settings.find(({ name }) => name === 'latency')?.value ?? '').split('..').map(Number);
  if (min && max) return (min + max) / 2;
  const lengths = messages.map(({ sentAt, arrivesAt }) => arrivesAt - sentAt).sort((a, b) => a - b);
  return Math.max(0.001, lengths[lengths.length >> 1] ?? USUAL);
}

/**
 * The span to show on so many pixels: all that is remembered, if messages can still be told apart then; else the end of
 * it. A little of the future has room, for what is still under way.
 */
export function shownSpan(first: Ms, now: Ms, usual: Ms, pixels: number, least = FLIGHT_MIN): TimeSpan {
  const longest = (pixels / least) * usual;
  const shortest = (pixels / FLIGHT_MAX) * usual;
  const future = 1.3 * usual;
  const length = Math.min(longest, Math.max(shortest, now + future - first + usual * 0.5));
  return { from: now + future - length, to: now + future };
}

/** Round times for the axis, so many that their names have room. */
export function ticks({ from, to }: TimeSpan, pixels: number, room: number): Ms[] {
  const wanted = ((to - from) * room) / pixels;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = power * ([1, 2, 5].find((factor) => factor * power >= wanted) ?? 10);
  const first = Math.max(0, Math.ceil(from / step));
  return Array.from({ length: Math.max(0, Math.floor(to / step) - first + 1) }, (_, at) => (first + at) * step);
}

/** When a node was down, within the span. */
export function crashes(node: NodeView, events: readonly EventView[], span: TimeSpan, now: Ms): TimeSpan[] {
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

/** When a node came to the ring. Who was there from the start has always been. */
export function cameAt(node: NodeView, events: readonly EventView[]): Ms {
  const came = events.find((event) => event.key === 'cluster.installed' && event.node === node.id);
  return came?.at ?? Number.NEGATIVE_INFINITY;
}

/** Whose lines are drawn: who has left the ring has one for as long as some of its life is to be seen. */
export function linesOf(
  nodes: readonly NodeView[],
  events: readonly EventView[],
  span: TimeSpan,
  now: Ms,
): readonly NodeView[] {
  const ring = onRing(nodes);
  if (ring === nodes) return nodes;
  const lived = (node: NodeView) => crashes(node, events, span, now).every(({ from }) => from > span.from);
  return nodes.filter((node) => ring.includes(node) || lived(node));
}

export interface CutBand extends TimeSpan {
  /** As in the command: `A B | C D E`, `A>B`. */
  readonly text: string;
  readonly groups: readonly (readonly NodeName[])[];
}

/** When links were cut, within the span. */
export function cutBands(events: readonly EventView[], view: View, span: TimeSpan, now: Ms): CutBand[] {
  const bands: CutBand[] = [];
  let open: { from: Ms; parts: readonly string[]; groups: CutBand['groups'] } | null = null;
  const turn = (at: Ms, parts: readonly string[], groups: CutBand['groups']) => {
    if (open && open.parts.length > 0)
      bands.push({ from: open.from, to: at, text: open.parts.join(', '), groups: open.groups });
    open = { from: at, parts, groups };
  };
  for (const { key, at, args } of events) {
    const before: { parts: readonly string[]; groups: CutBand['groups'] } = open ?? { parts: [], groups: [] };
    if (key === 'cluster.partitioned') {
      const text = String(args.groups);
      turn(
        at,
        [text],
        text.split('|').map((group) => group.trim().split(/\s+/)),
      );
    }
    if (key === 'cluster.cut') turn(at, [...before.parts, String(args.link)], before.groups);
    if (key === 'cluster.mended')
      turn(
        at,
        before.parts.filter((part) => part !== String(args.link)),
        before.groups,
      );
    if (key === 'cluster.healed') turn(at, [], []);
  }
  if (view.cuts.length === 0) turn(now, [], []);
  // Nobody remembers when it was cut.
  else if (!open) turn(span.from, [view.groups.map((group) => group.join(' ')).join(' | ')], view.groups);
  turn(Math.max(now, span.from), [], []);
  return clipped(bands, span);
}

export interface EraSpan extends TimeSpan {
  readonly era: number;
  /** As it is written; empty before the first. */
  readonly label: string;
}

/**
 * In which era a node was: an era begins for it with the first message of that era that it sends or gets. No node is
 * ahead of where it is now. Before the first message that is remembered it was in the same era, unless that was new then.
 */
export function eraSpans(
  node: NodeView,
  landings: readonly Landing[],
  { view, lanes, now }: Pick<Model, 'view' | 'lanes' | 'now'>,
  span: TimeSpan,
): EraSpan[] {
  const sent = [...landings, ...view.flights].filter(({ from }) => from === node.id);
  const got = landings.filter(({ to, outcome }) => to === node.id && outcome === 'delivered');
  const heard = [
    ...sent.map(({ sentAt, era, eraLabel }) => ({ at: sentAt, era, label: eraLabel })),
    ...got.map(({ endedAt, era, eraLabel }) => ({ at: endedAt, era, label: eraLabel })),
  ]
    .filter(({ era }) => era > 0 && era <= node.era)
    .sort((a, b) => a.at - b.at);
  const bands = lanes.lanes.find(({ current }) => current)?.bands ?? [];
  const first = heard[0];
  const began = bands.findLast(({ reigns: [newest] }) => newest?.era === first?.era)?.from ?? 0;
  // As long as nothing is forgotten, what is not remembered was not.
  const isKnown = landings.length < LANDINGS_MAX;
  const wasNew = first !== undefined && (isKnown || first.at - began < 4 * usualFlight(landings, view.settings));
  const eras = bands.map(({ reigns: [newest] }) => ({ era: newest?.era ?? 0, label: newest?.eraLabel ?? '' }));
  const before = wasNew
    ? (eras.findLast(({ era }) => era < first.era) ?? { era: 0, label: '' })
    : (first ?? { era: node.era, label: node.eraLabel });
  const spans = [{ from: Math.min(0, span.from), to: now, era: before.era, label: before.label }];
  for (const { at, era, label } of heard) {
    const last = spans.at(-1);
    if (!last || era <= last.era) continue;
    last.to = at;
    spans.push({ from: at, to: now, era, label });
  }
  return clipped(spans, span);
}

/** Who led when, on the way to where we are. The last reign lasts: lanes do not grow with each moment. */
export function reigns({ lanes }: Lanes, span: TimeSpan, now: Ms): (TimeSpan & { readonly leader: NodeName })[] {
  const present = lanes.find(({ current }) => current);
  const led = (present?.bands ?? []).flatMap((band, at, all) => {
    const to = at === all.length - 1 ? now : Math.min(band.to, now);
    return band.reigns.flatMap(({ leader }) => (leader === null ? [] : [{ from: band.from, to, leader }]));
  });
  return clipped(led, span);
}

/** What was decided for good, where and when, on the way to where we are. */
export function decisions(
  all: Lanes,
  span: TimeSpan,
  now: Ms,
): (Pick<MarkView, 'at' | 'kind'> & { readonly node: NodeName })[] {
  const present = all.lanes.find(({ current }) => current);
  if (!present) return [];
  return stretches(all, present, now).flatMap(({ lane, from, to }) =>
    lane.marks.flatMap(({ at, kind, node }) =>
      (kind === 'commit' || kind === 'chosen') && node && at >= Math.max(from, span.from) && at <= to
        ? [{ at, kind, node }]
        : [],
    ),
  );
}

function clipped<T extends TimeSpan>(all: readonly T[], span: TimeSpan): T[] {
  const inside = all.map((one) => ({ ...one, from: Math.max(one.from, span.from), to: Math.min(one.to, span.to) }));
  return inside.filter(({ from, to }) => to > from);
}
