/** What was sent lately as a sequence diagram in the language of Mermaid, which many editors of text draw. */

import type { Translate } from '../i18n/index';
import { sentence } from '../i18n/sentence';
import { shortLabel } from '../stage/message';
import type { ClientView, EventView, Flight, Landing, Ms, NodeName } from '../types';

export interface SequencePart {
  readonly nodes: readonly { readonly id: NodeName }[];
  readonly clients: readonly Pick<ClientView, 'id'>[];
  /** What has arrived or was lost. */
  readonly landings: readonly Landing[];
  /** What is under way. */
  readonly flights: readonly Flight[];
  readonly events: readonly EventView[];
}

/** Arrows in the order in which they end: what is under way stands last, without a head. */
export function sequenceOf({ nodes, clients, landings, flights, events }: SequencePart, t: Translate): string {
  const names = [...new Set([...nodes.map(({ id }) => id), ...clients.map(({ id }) => id)])];
  const isThere = (flight: Flight) => names.includes(flight.from) && names.includes(flight.to);
  const first = landings[0]?.sentAt ?? 0;
  const said: { readonly at: Ms; readonly line: string }[] = [
    ...landings.filter(isThere).map((landing) => ({ at: landing.endedAt, line: arrow(landing, headOf(landing), t) })),
    ...events
      .filter(({ milestone, node, at }) => milestone && node !== null && names.includes(node) && at >= first)
      .map((event) => ({ at: event.at, line: `Note over ${event.node}: ${plain(sentence(event, t))}` })),
  ].sort((one, other) => one.at - other.at);
  const under = flights.filter(isThere).map((flight) => arrow(flight, '-)', t));
  const lines = [...names.map((name) => `participant ${name}`), ...said.map(({ line }) => line), ...under];
  return `sequenceDiagram\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function headOf({ outcome }: Landing): string {
  return outcome === 'delivered' ? '->>' : '-x';
}

function arrow(flight: Flight, head: string, t: Translate): string {
  return `${flight.from}${head}${flight.to}: ${plain(shortLabel(flight, t)) || flight.kind}`;
}

/** What means something in Mermaid is written by its number; marks that isolate a direction are for the page alone. */
function plain(text: string): string {
  return text
    .replaceAll(/[\u2066-\u2069]/g, '')
    .replaceAll(/[#;]/g, (sign) => `#${sign.charCodeAt(0)};`)
    .replaceAll(/\s+/g, ' ')
    .trim();
}
