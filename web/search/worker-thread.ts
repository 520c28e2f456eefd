/** The worker as the page sees it: it is given the compiled module, as from a file it could not load one itself. */

import { fetchModule } from '../packed';
import moduleUrl from '../pkg/quorate_search_bg.wasm?url';
import type { Searcher } from './search';
import SearchWorker from './worker?worker&inline';

let compiled: Promise<WebAssembly.Module> | null = null;

/** Once for all searches; one that failed may be tried again. */
async function compile(): Promise<WebAssembly.Module> {
  compiled ??= fetchModule(moduleUrl).then(async (response) => WebAssembly.compile(await response.arrayBuffer()));
  try {
    return await compiled;
  } catch (error) {
    compiled = null;
    throw error;
  }
}

export const inWorker: Searcher = (quest, report, failed) => {
  let worker: Worker | null = null;
  let ended = false;
  const end = () => {
    ended = true;
    worker?.terminate();
  };
  const fail = (reason: string | null) => {
    if (!ended) failed({ reason });
    end();
  };
  compile().then(
    (module) => {
      if (ended) return;
      worker = new SearchWorker();
      worker.onmessage = ({ data }) => report(data);
      worker.onerror = ({ message }) => fail(message);
      worker.postMessage([module, quest]);
    },
    () => fail(null),
  );
  return end;
};
