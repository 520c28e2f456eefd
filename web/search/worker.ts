/** Searches in a thread of its own, so that the page goes on meanwhile. Whoever has enough of it ends the worker. */

import { initSync, Search as WasmSearch } from '../pkg/quorate_search.js';
import type { ProtocolName, Search, SearchBound, SearchModel, SearchStanding } from '../types';

/** What is to be searched. */
export interface Quest {
  readonly protocol: ProtocolName;
  readonly rule: string;
  /** `null`: the first that breaks without the rule. */
  readonly property: string | null;
  /** With the rule on nothing is to be found. */
  readonly on: boolean;
}

/** What the worker says: once what is searched, then again and again how it stands. */
export type Report = SearchPlace | SearchStanding;

interface SearchPlace {
  readonly property: string;
  readonly nodes: number;
  /** Other properties that break without the rule. */
  readonly others: readonly string[];
  readonly bounds: readonly SearchBound[];
}

/** How often the worker says how it stands, in real ms. */
const EVERY_MS = 100;

/** So many states are gone on from before the clock is looked at. */
const STATES_A_LOOK = 500;

addEventListener('message', ({ data: [module, quest] }: MessageEvent<[WebAssembly.Module, Quest]>) => {
  initSync({ module });
  for (const report of reports(quest)) postMessage(report);
});

function* reports({ protocol, rule, property: wanted, on }: Quest): Generator<Report> {
  const models: readonly SearchModel[] = WasmSearch.models(protocol);
  const about = models.filter((model) => model.rule === rule);
  const model = about.find(({ property }) => property === wanted) ?? about[0];
  if (!model) throw new Error(`no search is known for the rule ${rule}`);
  const { property, nodes } = model;
  const search = new WasmSearch(protocol, rule, property, on) as Search;
  const others = about.map((other) => other.property).filter((other) => other !== property);
  yield { property, nodes, others, bounds: search.bounds() };
  let standing: SearchStanding;
  do {
    const until = performance.now() + EVERY_MS;
    do standing = search.run(STATES_A_LOOK);
    while (standing.state === 'working' && performance.now() < until);
    yield standing;
  } while (standing.state === 'working');
}
