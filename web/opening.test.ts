import { expect, test } from 'vitest';
import { Opening } from './opening';

/** Loads that end when the test says so. */
function loads() {
  const ends: ((loaded: string) => void)[] = [];
  const stale: (() => boolean)[] = [];
  const opened: string[] = [];
  const opening = new Opening<string>(
    (isStale) => {
      stale.push(isStale);
      return new Promise((resolve) => ends.push(resolve));
    },
    (loaded) => opened.push(loaded),
  );
  return { opening, ends, stale, opened };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 0));

test('all that is asked in one go is loaded once', async () => {
  const { opening, ends, opened } = loads();
  const asked = [opening.ask(), opening.ask()];
  await soon();
  expect(ends).toHaveLength(1);
  ends[0]?.('run');
  await Promise.all(asked);
  expect(opened).toEqual(['run']);
});

test('what is asked while something loads is loaded after it, and the first is not opened', async () => {
  const { opening, ends, stale, opened } = loads();
  const first = opening.ask();
  await soon();
  const second = opening.ask();
  expect(stale[0]?.()).toBe(true);
  ends[0]?.('old');
  await soon();
  expect([ends.length, opened, stale[1]?.()]).toEqual([2, [], false]);
  ends[1]?.('new');
  await Promise.all([first, second]);
  expect([opened, opening.isRunning]).toEqual([['new'], false]);
});

test('after it has failed it can be asked again', async () => {
  let fails = true;
  const opened: string[] = [];
  const opening = new Opening<string>(
    () => (fails ? Promise.reject(new Error('no')) : Promise.resolve('run')),
    (loaded) => opened.push(loaded),
  );
  await expect(opening.ask()).rejects.toThrow('no');
  fails = false;
  await opening.ask();
  expect(opened).toEqual(['run']);
});
