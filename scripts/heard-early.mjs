// What the page around a frame says before the code that listens has come: reveal.js tells its frames once that their slide is
// shown, also while they load.

/** In the page. `web/guest.ts` takes it over. */
function hear() {
  if (!location.hash.includes('embed')) return;
  const heard = [];
  window.quorateHeard = heard;
  addEventListener('message', (message) => heard.push(message));
}

export const HEARS = `(${hear})();`;

/** For the page as one file. Served, it stands in the script that asks early. */
export function heardEarly() {
  return {
    name: 'heard-early',
    transformIndexHtml: () => [{ tag: 'script', children: HEARS, injectTo: 'head-prepend' }],
  };
}
