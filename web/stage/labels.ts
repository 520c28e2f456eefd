/** Which messages have words beside them: of what is said to many alike the first, and none whose words would lie over another's. */

import type { Flight, MessageId, Ms } from '../types';
import { breadth } from './breadth';
import { type Box, type Layout, overlap } from './layout';
import { directionOf, labelFont, labelPlace, repeats } from './message';
import { placeOn, progress, type Way, way } from './path';

/** At so many moments of its way it is looked whether a message's words stand free. */
const MOMENTS = 8;
/** At so many of them they may lie over nodes, clients or shapes: the words are read at the others. */
const COVERED_MAX = 3;

/** So far, in pixels, words may reach under a node, or under what else flies: they are read all the same. */
const COVER = 4;

/** What is written beside a message. */
type Says = (flight: Flight) => string;

/** A message with its words. */
interface Spoken {
  readonly flight: Flight;
  readonly path: Way;
  readonly width: number;
}

/** Where the words of a message stand. */
function wordsAt({ flight, path, width }: Spoken, { node: { glyph } }: Layout, now: Ms): Box {
  const { x, y } = placeOn(path, progress(flight, now));
  const beside = labelPlace(directionOf(path), glyph);
  const middle = { start: width / 2, middle: 0, end: -width / 2 }[beside.anchor];
  return { x: x + beside.x + middle, y: y + beside.y, width, height: 1.2 * labelFont(glyph) };
}

function shapeAt({ flight, path }: Omit<Spoken, 'width'>, { node: { glyph } }: Layout, now: Ms): Box {
  return { ...placeOn(path, progress(flight, now)), width: 1.6 * glyph, height: 1.6 * glyph };
}

function spoken(flight: Flight, plan: Layout, says: Says): Spoken | null {
  const path = way(plan, flight.from, flight.to);
  const words = path && says(flight);
  return path && words ? { flight, path, width: breadth(words, labelFont(plan.node.glyph)) } : null;
}

/** What a message may pass that stands still and is to be read: other nodes, what nodes hold, clients. */
function standing({ node: { outer }, nodes, clients }: Layout, { from, to }: Flight): readonly Box[] {
  const passed = nodes.filter(({ id }) => id !== from && id !== to);
  const discs = passed.map(({ x, y }) => ({ x, y, width: 1.7 * outer, height: 1.7 * outer }));
  return [...discs, ...nodes.map(({ aside }) => aside), ...clients];
}

/** Nodes cover what is written under them. */
function discs({ node: { outer }, nodes }: Layout): readonly Box[] {
  return nodes.map(({ x, y }) => ({ x, y, width: 1.7 * outer, height: 1.7 * outer }));
}

/** Whether words are not cut off by the stage's edge. */
function isInside({ x, width }: Box, stage: Layout): boolean {
  return x > width / 2 && x + width / 2 < stage.width;
}

/** What was sent with it: that can have the words in its place. */
function siblings({ id, from, sentAt }: Flight, flights: readonly Flight[]): readonly Flight[] {
  return flights.filter((other) => other.id !== id && other.from === from && other.sentAt === sentAt);
}

/** The messages without words, as they stand now. */
export function withoutWords(flights: readonly Flight[], plan: Layout, now: Ms, says: Says): ReadonlySet<MessageId> {
  const shapes = flights.flatMap((flight) => {
    const path = way(plan, flight.from, flight.to);
    return path ? [{ flight, box: shapeAt({ flight, path }, plan, now) }] : [];
  });
  const covers = discs(plan);
  const isCovered = (flight: Flight) => {
    const one = spoken(flight, plan, says);
    if (one === null) return false;
    const words = wordsAt(one, plan, now);
    const over = shapes.flatMap((other) => (other.flight === flight ? [] : [other.box]));
    return !isInside(words, plan) || [...covers, ...over].some((cover) => overlap(words, cover) > COVER);
  };
  const covered = new Set(flights.filter(isCovered));
  // Of what is said to many alike, one whose words are seen.
  const alike = repeats([...flights.filter((flight) => !covered.has(flight)), ...covered]);
  const silent = new Set(alike);
  const taken: Box[] = [...plan.clients];
  for (const flight of covered) silent.add(flight.id);
  for (const flight of flights) {
    const one = silent.has(flight.id) ? null : spoken(flight, plan, says);
    if (!one) continue;
    const words = wordsAt(one, plan, now);
    const beside = siblings(flight, flights).filter(({ id }) => !alike.has(id));
    const near = shapes.flatMap((other) => (beside.includes(other.flight) ? [other.box] : []));
    if ([...taken, ...near].some((other) => overlap(words, other) > 0)) silent.add(flight.id);
    else taken.push(words);
  }
  return silent;
}

/** While it plays, words come and go with their message alone: whether it has any is decided once, for all of its way. */
export class Words {
  private decided = new Map<MessageId, Spoken | null>();
  private plan: Layout | null = null;

  /** The messages without words. At most `most` fly while one gets any. */
  without(flights: readonly Flight[], plan: Layout, now: Ms, most: number, says: Says): ReadonlySet<MessageId> {
    const before = this.plan === plan ? this.decided : new Map<MessageId, Spoken | null>();
    this.plan = plan;
    this.decided = new Map(flights.flatMap(({ id }) => (before.has(id) ? [[id, before.get(id) ?? null]] : [])));
    const silent = repeats(flights);
    for (const flight of flights) {
      if (this.decided.has(flight.id)) continue;
      const one = silent.has(flight.id) || flights.length > most ? null : spoken(flight, plan, says);
      this.decided.set(flight.id, one && this.isFree(one, flights, plan, now) ? one : null);
    }
    return new Set(flights.flatMap(({ id }) => (this.decided.get(id) ? [] : [id])));
  }

  private isFree(one: Spoken, flights: readonly Flight[], plan: Layout, now: Ms): boolean {
    const others = [...this.decided.values()].filter((other) => other !== null);
    const still = standing(plan, one.flight);
    const ways = flights.flatMap((flight) => {
      const path = flight === one.flight ? null : way(plan, flight.from, flight.to);
      return path ? [{ flight, path }] : [];
    });
    const { arrivesAt } = one.flight;
    let covered = 0;
    for (let moment = 0; moment <= MOMENTS; moment += 1) {
      const at = now + ((arrivesAt - now) * moment) / MOMENTS;
      const words = wordsAt(one, plan, at);
      const isOver = (other: Spoken) => other.flight.arrivesAt >= at && overlap(words, wordsAt(other, plan, at)) > 0;
      if (others.some(isOver)) return false;
      const shapes = ways.flatMap((other) => (other.flight.arrivesAt >= at ? [shapeAt(other, plan, at)] : []));
      if ([...still, ...shapes].some((other) => overlap(words, other) > 2)) covered += 1;
    }
    return covered <= COVERED_MAX;
  }
}
