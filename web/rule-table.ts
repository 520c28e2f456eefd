/** Which rules an event names, and which have acted when: looked up in what the simulation's table says, nothing more. */

import type { EventView, Ms, RuleView } from './types';

/** A rule that an event names. */
export interface Named {
  readonly rule: RuleView;
  /** It is switched off: it would have acted here. */
  readonly isMissed: boolean;
}

/** The last time that a rule has acted. */
export interface Acted {
  readonly event: EventView;
  readonly isMissed: boolean;
}

export class RuleTable {
  private readonly named = new Map<string, Named[]>();

  constructor(readonly rules: readonly RuleView[]) {
    for (const rule of rules) {
      for (const key of rule.events) this.name(key, { rule, isMissed: false });
      for (const key of rule.missed) this.name(key, { rule, isMissed: true });
    }
  }

  private name(key: string, named: Named): void {
    this.named.set(key, [...(this.named.get(key) ?? []), named]);
  }

  /** In the order of the papers. */
  of(key: string): readonly Named[] {
    return this.named.get(key) ?? [];
  }

  /** By rule, as far as these events go back. */
  lastActs(events: readonly EventView[]): ReadonlyMap<string, Acted> {
    const acts = new Map<string, Acted>();
    for (const event of events) {
      for (const { rule, isMissed } of this.of(event.key)) acts.set(rule.id, { event, isMissed });
    }
    return acts;
  }

  /** Those that have acted since a moment, each once, the one that acted last at the end. */
  actedSince(since: Ms, events: readonly EventView[]): readonly Named[] {
    const acted = new Map<string, Named>();
    for (const { at, key } of events) {
      if (at < since) continue;
      for (const named of this.of(key)) {
        acted.delete(named.rule.id);
        acted.set(named.rule.id, named);
      }
    }
    return [...acted.values()];
  }
}

/** What is new of these events to who has seen them up to `seen`; where time has jumped, what happened at the last moment. */
export function newest(seen: EventView | null, events: readonly EventView[]): readonly EventView[] {
  const last = events.at(-1);
  if (!last) return [];
  const place = seen
    ? events.findIndex(({ serial, at, key }) => serial === seen.serial && at === seen.at && key === seen.key)
    : -1;
  return place >= 0 && place < events.length - 1 ? events.slice(place + 1) : events.filter(({ at }) => at === last.at);
}
