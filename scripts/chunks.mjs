// How the built code is cut into files.

/** What is loaded only when used has no styles and no parts of its own that would have to be fetched before it. */
export function noPreloading() {
  return {
    name: 'no-preloading',
    apply: 'build',
    enforce: 'pre',
    load: {
      filter: { id: /vite\/preload-helper/ },
      handler: () => 'export const __vitePreload = (load) => load();',
    },
  };
}

/** The name of the file for all that is loaded with that module at once: what everybody waits for comes in one file. */
export function loadedWith(entry, name) {
  return (id, graph) => {
    const users = new Set([id]);
    for (const user of users) for (const importer of graph.getModuleInfo(user)?.importers ?? []) users.add(importer);
    return [...users].some((user) => user.endsWith(entry)) ? name : null;
  };
}
