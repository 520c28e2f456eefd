import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { raftNode } from '../protocols/raft/node';
import { names } from '../tests/fixtures';
import { blend, Glide } from './glide';
import { type Layout, layout } from './layout';

const box = { width: 900, height: 500 };
const plan = (nodes: readonly string[], size = box) => layout({ nodes, clients: [] }, size, raftNode.asideSize);
const place = ({ nodes }: Layout, id: string) => nodes.find((node) => node.id === id);

describe('between two rings', () => {
  const [five, six] = [plan(names(5)), plan(names(6))];

  it('those who stay are on a straight way from place to place', () => {
    const [from, to, half] = [place(five, 'B'), place(six, 'B'), place(blend(five, six, 0.5), 'B')];
    expect(half?.x).toBeCloseTo(((from?.x ?? 0) + (to?.x ?? 0)) / 2);
    expect(half?.y).toBeCloseTo(((from?.y ?? 0) + (to?.y ?? 0)) / 2);
  });

  it('who comes stands at its place already, and who leaves still does', () => {
    expect(place(blend(five, six, 0.25), 'F')).toMatchObject({ ...place(six, 'F'), presence: 0.25 });
    expect(place(blend(six, five, 0.25), 'F')).toMatchObject({ ...place(six, 'F'), presence: 0.75 });
    expect(place(five, 'F')).toBeUndefined();
  });
});

describe('a glide', () => {
  let now = 0;
  let frames: (() => void)[] = [];
  beforeEach(() => {
    now = 1000;
    frames = [];
    vi.stubGlobal('performance', { now: () => now });
    vi.stubGlobal('requestAnimationFrame', (callback: () => void) => frames.push(callback));
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it('asks to be drawn in each frame until it is over, and then is the layout itself', () => {
    const [five, six] = [plan(names(5)), plan(names(6))];
    let drawn = 0;
    const glide = new Glide(() => {
      drawn += 1;
    });
    expect(glide.towards(five, true)).toBe(five);
    expect(frames).toHaveLength(0);
    expect(glide.towards(six, true)).not.toBe(six);
    frames.pop()?.();
    expect(drawn).toBe(1);
    now += 1000;
    expect(glide.towards(six, true)).toBe(six);
    expect(frames).toHaveLength(0);
  });

  it('goes on to another end when the room changes on the way', () => {
    const [five, six, lower] = [plan(names(5)), plan(names(6)), plan(names(6), { width: 900, height: 460 })];
    const glide = new Glide(() => undefined);
    glide.towards(five, true);
    const start = place(glide.towards(six, true), 'B');
    expect(place(glide.towards(lower, true), 'B')).toEqual({ ...start, aside: expect.anything() });
    now += 1000;
    expect(glide.towards(lower, true)).toBe(lower);
  });

  it('is none where less motion is wanted, or only the room has changed', () => {
    const [five, six] = [plan(names(5)), plan(names(6))];
    const glide = new Glide(() => undefined);
    glide.towards(five, true);
    expect(glide.towards(six, false)).toBe(six);
    const wider = plan(names(6), { width: 1000, height: 500 });
    expect(glide.towards(wider, true)).toBe(wider);
    expect(frames).toHaveLength(0);
  });
});
