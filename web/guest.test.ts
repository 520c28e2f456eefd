import { expect, test } from 'vitest';
import { Guest, originAround } from './guest';

type Given = ConstructorParameters<typeof Guest>;

const ORIGIN = 'https://deck.example';

/** A stage that writes down what it is asked for, and a window around it that writes down what it is told. */
function guest(origin = ORIGIN) {
  const done: string[] = [];
  const told: { readonly message: unknown; readonly to: unknown }[] = [];
  const around = { postMessage: (message: unknown, to: unknown) => told.push({ message, to }) };
  const stage = Object.assign(new EventTarget(), {
    ready: Promise.resolve(),
    shown: Promise.resolve(),
    currentTime: 5,
    duration: 9,
    paused: true,
    ended: false,
    lesson: null,
    step: null,
    steps: null,
    play: () => done.push('play'),
    pause: () => done.push('pause'),
    next: () => void done.push('next'),
    seek: (ms: number) => void done.push(`seek ${ms}`),
    share: () => 'CODE',
    command: () => {
      throw new Error('there is no node Z');
    },
    setAttribute: (name: string, value: string) => {
      done.push(`${name}=${value}`);
      if (value === 'zab')
        stage.dispatchEvent(new CustomEvent('error', { detail: { message: 'protocol takes raft, not zab' } }));
    },
    removeAttribute: (name: string) => done.push(`no ${name}`),
  });
  const one = new Guest(stage as unknown as Given[0], around, origin);
  const says = (data: unknown, some: object = {}) =>
    one.hear({ source: around as unknown as Window, origin: ORIGIN, data, ...some });
  return { one, stage, says, done, told };
}

test('only the window around, of the origin that it has said, is heard, in this version', async () => {
  const { says, done, told } = guest();
  const play = { quorate: 1, id: 1, do: 'play' };
  await says(play, { source: {} });
  await says(play, { origin: 'https://other.example' });
  await says(play, { origin: 'null' });
  await says({ ...play, quorate: 2 });
  await says('play');
  await says(null);
  expect([done, told]).toEqual([[], []]);
  await says(play);
  expect(done).toEqual(['play']);
});

test('an answer names what it answers, and goes to that origin alone', async () => {
  const { says, done, told } = guest();
  await says({ quorate: 1, id: 'a', do: 'seek', ms: 70 });
  await says({ quorate: 1, id: 'b', do: 'share' });
  await says({ quorate: 1, id: 'c', do: 'command', line: 'crash Z' });
  await says({ quorate: 1, id: 'd', do: 'constructor' });
  expect(done).toEqual(['seek 70']);
  const place = { currentTime: 5, duration: 9, paused: true, ended: false, lesson: null, step: null, steps: null };
  expect(told.map(({ message }) => message)).toEqual([
    { quorate: 1, id: 'a', result: place },
    { quorate: 1, id: 'b', result: 'CODE' },
    { quorate: 1, id: 'c', error: 'there is no node Z' },
    {
      quorate: 1,
      id: 'd',
      error: '"do" is one of play, pause, next, back, seek, command, share, load, not constructor',
    },
  ]);
  expect(told.every(({ to }) => to === ORIGIN)).toBe(true);
});

test('another run takes the place of all that the one before was', async () => {
  const { says, done, told } = guest();
  await says({ quorate: 1, do: 'load', attributes: { lesson: 'raft/partition', step: 3 } });
  expect(done).toEqual(
    expect.arrayContaining(['lesson=raft/partition', 'step=3', 'no run', 'no protocol', 'no seed', 'no from']),
  );
  expect(done).not.toContain('no controls');
  done.length = 0;
  // What belongs to no run leaves the run as it is.
  await says({ quorate: 1, do: 'load', attributes: { loop: true, theme: 'dark', autoplay: false } });
  expect(done.sort()).toEqual(['loop=', 'no autoplay', 'theme=dark']);
  await says({ quorate: 1, id: 1, do: 'load', attributes: { protocol: 'zab' } });
  expect(told.at(-1)?.message).toEqual({ quorate: 1, id: 1, error: 'protocol takes raft, not zab' });
  done.length = 0;
  await says({ quorate: 1, id: 2, do: 'load', attributes: { lessons: 'raft/partition' } });
  expect(JSON.stringify(told.at(-1)?.message)).toContain('there is no attribute lessons');
  expect(done).toEqual([]);
});

test('of two runs that are asked for at once each answer is about its own', async () => {
  const { says, stage, told } = guest();
  const refuse = (reason: string, message: string) =>
    stage.dispatchEvent(new CustomEvent('error', { detail: { reason, message } }));
  let show = (): void => {};
  stage.shown = new Promise((resolve) => {
    show = resolve;
  });
  const answers = [
    says({ quorate: 1, id: 1, do: 'load', attributes: { lesson: 'raft/leader-crash' } }),
    says({ quorate: 1, id: 2, do: 'load', attributes: { protocol: 'zab' } }),
    says({ quorate: 1, id: 3, do: 'load', attributes: { lesson: 'raft/nope' } }),
    says({ quorate: 1, id: 4, do: 'load', attributes: { theme: 'dark' } }),
  ];
  refuse('attribute', 'speed takes 1/1000 … 60, not x');
  refuse('run', 'There is no lesson raft/nope.');
  show();
  await Promise.all(answers);
  const said = new Map(told.map(({ message }) => [(message as { id: number }).id, JSON.stringify(message)]));
  const overtaken = 'another run was asked for before this one was shown';
  expect(said.get(1)).toContain(overtaken);
  expect(said.get(2)).toContain(overtaken);
  expect(said.get(3)).toContain('"error":"There is no lesson raft/nope."');
  expect(said.get(4)).toContain('"result"');
});

test('events are told with what they say', () => {
  const { one, stage, told } = guest();
  one.tellEvents();
  stage.dispatchEvent(new CustomEvent('quorate-lessonstep', { detail: { step: 2 } }));
  expect(told[0]?.message).toEqual({ quorate: 1, event: 'quorate-lessonstep', detail: { step: 2 } });
});

test('keys that the stage does not use are handed back, to reveal.js in its own way as well', async () => {
  const { one, says, done, told } = guest();
  const key = { key: 'Escape', code: 'Escape', keyCode: 27, shiftKey: false, ctrlKey: false, altKey: false } as const;
  const pressed = { ...key, metaKey: false, repeat: false, defaultPrevented: false, isComposing: false };
  one.handBack({ ...pressed, defaultPrevented: true } as KeyboardEvent);
  one.handBack({ ...pressed, isComposing: true } as KeyboardEvent);
  expect(told).toEqual([]);
  one.handBack(pressed as KeyboardEvent);
  expect(told.map(({ message }) => message)).toEqual([expect.objectContaining({ event: 'key', key: 'Escape' })]);
  await says('slide:start');
  await says('slide:stop');
  expect(done).toEqual(['play', 'pause']);
  one.handBack(pressed as KeyboardEvent);
  one.handBack({ ...pressed, ctrlKey: true } as KeyboardEvent);
  const toReveal = told.map(({ message }) => message).filter((message) => typeof message === 'string');
  expect(toReveal).toEqual(['{"method":"triggerKey","args":[27]}']);
});

test('the origin is the one that the address names, else that of the page around', async () => {
  expect(originAround('https://deck.example/a', 'https://other.example/', 'https:')).toBe('https://deck.example');
  expect(originAround(null, 'https://deck.example/talk?x', 'https:')).toBe('https://deck.example');
  expect(originAround('no origin', 'https://deck.example/', 'https:')).toBe(null);
  expect(originAround(null, '', 'https:')).toBe(null);
  // A deck and a page on one disk.
  expect(originAround(null, '', 'file:')).toBe('null');
  const { says, done, told } = guest('null');
  await says({ quorate: 1, do: 'play' }, { origin: 'file://' });
  expect([done, told[0]?.to]).toEqual([['play'], '*']);
});
