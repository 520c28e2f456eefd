/**
 * The protocols that there are. Nothing outside their folders names one: a new one is its folder, its words in the folders of
 * the languages, and an entry here. What is in a folder is loaded when a run of that protocol opens.
 */

import type { ProtocolName } from '../types';
import type { Depiction, Guide, NodeTable, OwnViews } from './depiction';

export interface RegistryEntry {
  readonly name: ProtocolName;
  /** What it is called, in all languages. */
  readonly title: string;
  readonly load: () => Promise<{ readonly depiction: Depiction }>;
  /** What all nodes hold: loaded as soon as the picture is there. */
  readonly table: () => Promise<{ readonly table: NodeTable }>;
  /** What explains its signs, and its keys: loaded as soon as the picture is there. */
  readonly guide: () => Promise<{ readonly guide: Guide }>;
  /** Its own pictures of a run, if it has any: loaded when somebody looks at one. */
  readonly views?: () => Promise<{ readonly views: OwnViews }>;
}

/** In the order in which they are offered; a run of which nobody says the protocol is one of the first. */
export const REGISTRY: RegistryEntry[] = [
  {
    name: 'raft',
    title: 'Raft',
    load: () => import('./raft/index'),
    table: () => import('./raft/log-table'),
    guide: () => import('./raft/guide'),
    views: () => import('./raft/views'),
  },
  {
    name: 'paxos',
    title: 'Paxos',
    load: () => import('./paxos/index'),
    table: () => import('./paxos/table'),
    guide: () => import('./paxos/guide'),
    views: () => import('./paxos/views'),
  },
];

export function protocolNames(): readonly ProtocolName[] {
  return REGISTRY.map(({ name }) => name);
}

/** Throws where there is no such protocol. */
function entryOf(name: ProtocolName): RegistryEntry {
  const entry = REGISTRY.find((entry) => entry.name === name);
  if (!entry) throw new Error(`there is no protocol ${name}`);
  return entry;
}

const loaded = new Map<ProtocolName, Depiction>();

/** Loads what a protocol's folder gives, once. */
export async function loadDepiction(name: ProtocolName): Promise<void> {
  if (!loaded.has(name)) loaded.set(name, (await entryOf(name).load()).depiction);
}

/** Only after `loadDepiction`. */
export function depictionOf(name: ProtocolName): Depiction {
  const depiction = loaded.get(name);
  if (!depiction) throw new Error(`the folder of ${name} is not loaded`);
  return depiction;
}

const tables = new Map<ProtocolName, NodeTable>();

/** Loads the table of a protocol, once. */
export async function loadTable(name: ProtocolName): Promise<void> {
  if (!tables.has(name)) tables.set(name, (await entryOf(name).table()).table);
}

/** `null` before `loadTable`. */
export function tableOf(name: ProtocolName): NodeTable | null {
  return tables.get(name) ?? null;
}

const guides = new Map<ProtocolName, Guide>();

/** Loads what explains a protocol's signs, and its keys, once. */
export async function loadGuide(name: ProtocolName): Promise<void> {
  if (!guides.has(name)) guides.set(name, (await entryOf(name).guide()).guide);
}

/** `null` before `loadGuide`. */
export function guideOf(name: ProtocolName): Guide | null {
  return guides.get(name) ?? null;
}

const views = new Map<ProtocolName, OwnViews>();

/** Loads a protocol's own pictures of a run, once. */
export async function loadViews(name: ProtocolName): Promise<void> {
  const loaded = views.has(name) ? null : await entryOf(name).views?.();
  if (loaded) views.set(name, loaded.views);
}

/** `null` before `loadViews`, and where there are none. */
export function viewsOf(name: ProtocolName): OwnViews | null {
  return views.get(name) ?? null;
}
