/** The page works without a network from the second visit on. Loaded when the first one has shown what it is for. */

/** What somebody sees and presses first is not to wait for what is kept for later. In real ms. */
const AFTER_MS = 3000;

/** Where the browser forbids it, or the server has no worker, the page works as it does without one. */
export function keepOffline(): void {
  const { connection } = navigator as { readonly connection?: { readonly saveData?: boolean } };
  // All that there is is three times what the first visit has loaded.
  if (location.protocol === 'file:' || !('serviceWorker' in navigator) || connection?.saveData) return;
  setTimeout(() => {
    navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' }).catch(() => {});
  }, AFTER_MS);
}
