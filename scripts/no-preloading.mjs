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
