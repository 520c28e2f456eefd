import { expect, test, vi } from 'vitest';
import { type Loaded, loadRun, type RunWish } from './loading';

const said = vi.hoisted(() => [] as string[]);

vi.mock('./page-clock', () => ({ PAGE_CLOCK: {} }));
vi.mock('./engine', () => ({
  loadEngine: () => Promise.reject(new TypeError('Failed to fetch')),
  loadWholeEngine: () => Promise.reject(new TypeError('Failed to fetch')),
}));
vi.mock('./i18n/index', () => ({
  speak: async (lang: string) => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (lang === 'fr') throw new Error('offline');
    said.push(lang);
  },
  speakOfPanels: async () => {},
}));

function load(lang: string): Promise<Loaded> {
  const wish: RunWish = {
    protocol: 'raft',
    isPlain: true,
    options: {},
    lesson: null,
    language: () => lang as ReturnType<RunWish['language']>,
    isStale: () => false,
    isConnected: () => true,
    progress: () => {},
  };
  return loadRun(wish);
}

test('where the simulation cannot be loaded, the words that say so are there in the reader’s language', async () => {
  expect(await load('zh')).toEqual({ unloaded: new TypeError('Failed to fetch') });
  expect(said).toContain('zh');
});

test('where the words cannot be loaded either, it is the simulation that is missed', async () => {
  expect(await load('fr')).toEqual({ unloaded: new TypeError('Failed to fetch') });
});
