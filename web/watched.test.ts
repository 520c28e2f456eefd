import { expect, test } from 'vitest';
import { Watched } from './watched';

interface Picture {
  readonly now: number;
  readonly view: { readonly nodes: readonly object[]; readonly checks: readonly object[] };
}

const [node, other, check] = [{}, {}, {}];
const picture = (some: Partial<Picture> = {}): Picture => ({
  now: 0,
  view: { nodes: [node], checks: [check] },
  ...some,
});

test('what was never drawn is stale', () => {
  expect(new Watched<Picture>({ view: true }).isStale(picture())).toBe(true);
});

test('only what was read makes it stale', () => {
  const watched = new Watched<Picture>({ view: true });
  watched.draw(picture(), ({ view }) => view.nodes);
  expect(watched.isStale(picture({ now: 5, view: { nodes: [node], checks: [] } }))).toBe(false);
  expect(watched.isStale(picture({ view: { nodes: [other], checks: [check] } }))).toBe(true);
});

test('lists are the same when what stands in them is', () => {
  const watched = new Watched<Picture>({ view: true });
  watched.draw(picture(), ({ view }) => view.nodes);
  expect(watched.isStale(picture({ view: { nodes: [node, other], checks: [] } }))).toBe(true);
  expect(watched.isStale(picture({ view: { nodes: [node], checks: [] } }))).toBe(false);
});

test('what is no longer read no longer counts', () => {
  const watched = new Watched<Picture>();
  watched.draw(picture(), (shown) => shown.now);
  watched.draw(picture(), () => null);
  expect(watched.isStale(picture({ now: 7 }))).toBe(false);
});

test('what is read later is of the newest, and counts from then on', () => {
  const watched = new Watched<Picture>();
  const press = watched.draw(picture(), (shown) => () => shown.now);
  expect(watched.isStale(picture({ now: 7 }))).toBe(false);
  expect(press()).toBe(7);
  expect(watched.isStale(picture({ now: 8 }))).toBe(true);
});
