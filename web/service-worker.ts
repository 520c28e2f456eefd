/**
 * Keeps the page for when there is no network. Built to `sw.js`, registered by `web/offline.ts`. It answers for the page alone: what
 * other pages of the same folder load, as the element by itself, is fetched as if it were not there.
 */

/** As much as is used of what a service worker has: TypeScript knows it only where it does not know the DOM. */
interface Worker {
  readonly registration: { readonly scope: string };
  readonly clients: { get(id: string): Promise<{ readonly url: string } | undefined> };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', listener: (event: Lasting) => void): void;
  addEventListener(name: 'fetch', listener: (event: Fetching) => void): void;
}

interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching {
  readonly request: Request;
  readonly clientId: string;
  respondWith(response: Promise<Response>): void;
}

/** Written here by the build (`scripts/offline.mjs`): the page's files, and what tells this build from any other. */
declare const BUILT: { readonly files: readonly string[]; readonly version: string };

const worker = self as unknown as Worker;
const { scope } = worker.registration;
const ours = `quorate ${scope} `;
const cacheName = ours + BUILT.version;
const files: ReadonlySet<string> = new Set(BUILT.files.map((file) => new URL(file, scope).href));
const page = new URL('./', scope).href;

/** Without what says how the page is to be shown. */
function placeOf(address: string): string {
  const { origin, pathname } = new URL(address);
  const place = origin + pathname;
  return place === `${page}index.html` ? page : place;
}

/** Past the browser's own store, which may hold files of the same name that are older. */
async function keep(): Promise<void> {
  const kept = await caches.open(cacheName);
  await kept.addAll([...files].map((file) => new Request(file, { cache: 'no-cache' })));
  // The next load is of this version.
  await worker.skipWaiting();
}

/** Pages that are open may still ask for what the version before had, and for nothing older. */
async function tidy(): Promise<void> {
  const before = (await caches.keys()).filter((other) => other.startsWith(ours) && other !== cacheName);
  await Promise.all(before.slice(0, -1).map((other) => caches.delete(other)));
}

async function answer(request: Request, clientId: string): Promise<Response> {
  const asking = request.mode === 'navigate' ? request.url : (await worker.clients.get(clientId))?.url;
  if (asking === undefined || placeOf(asking) !== page) return fetch(request);
  const place = placeOf(request.url);
  return (await (await caches.open(cacheName)).match(place)) ?? (await caches.match(place)) ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(keep()));
worker.addEventListener('activate', (event) => event.waitUntil(tidy()));
worker.addEventListener('fetch', (event) => {
  const { request, clientId } = event;
  const place = placeOf(request.url);
  // A file of an older version is one of those that have their content in their name.
  if (request.method !== 'GET' || !(files.has(place) || place.startsWith(`${page}assets/`))) return;
  event.respondWith(answer(request, clientId));
});
