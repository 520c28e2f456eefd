import { describe, expect, it } from 'vitest';
import type { Model } from '../model';
import { flight, landing, log, model, raftNode, view } from '../tests/fixtures';
import { Changes } from './changes';
import type { NodePart } from './node';

const before = raftNode('A');

function at(now: number, node = before, some: Partial<Model> = {}): Model {
  return model(view({ now, nodes: [node] }), { speed: 1, ...some });
}

function seenAfter(...models: readonly Model[]) {
  const changes = new Changes();
  const seen = models.flatMap((one) => changes.see(one));
  const times = (wanted: NodePart) => seen.filter(({ node, part }) => node === 'A' && part === wanted).length;
  return { disc: times('disc'), rim: times('rim'), aside: times('aside'), landing: times('landing') };
}

describe('what has just changed', () => {
  const same = { disc: 0, rim: 0, aside: 0, landing: 0 };

  it('is nothing at first sight, and nothing when nothing has', () => {
    expect(seenAfter(at(0))).toEqual(same);
    expect(seenAfter(at(0), at(1000))).toEqual(same);
  });

  it('is the disc for a new term or role, the rim for a vote, what is beside for the log', () => {
    expect(seenAfter(at(0), at(1000, raftNode('A', { term: 2 })))).toEqual({ ...same, disc: 1 });
    expect(seenAfter(at(0), at(1000, raftNode('A', { role: 'leader' })))).toEqual({ ...same, disc: 1 });
    expect(seenAfter(at(0), at(1000, raftNode('A', { votedFor: 'B' })))).toEqual({ ...same, rim: 1 });
    expect(seenAfter(at(0), at(1000, raftNode('A', { log: log([1], 0) })))).toEqual({ ...same, aside: 1 });
  });

  it('is an arrival where a message arrived since', () => {
    const arrived = landing(flight('m1', 'B', 'A', 'Heartbeat', { sentAt: 980, arrivesAt: 995 }), 995);
    expect(seenAfter(at(990), at(1000, before, { landings: [arrived] }))).toEqual({ ...same, landing: 1 });
    expect(seenAfter(at(998), at(1000, before, { landings: [arrived] }))).toEqual(same);
    const died = { ...arrived, outcome: 'loss' as const };
    expect(seenAfter(at(990), at(1000, before, { landings: [died] }))).toEqual(same);
  });

  it('is nothing after a jump back, in another run, or with reduced motion', () => {
    const changed = raftNode('A', { term: 2 });
    expect(seenAfter(at(2000), at(1000, changed))).toEqual(same);
    const other = at(1000, changed);
    expect(seenAfter(at(0), { ...other, view: { ...other.view, seed: 2 } })).toEqual(same);
    expect(seenAfter(at(0), at(1000, changed, { reducedMotion: true }))).toEqual(same);
  });

  it('is marked at most three times a second', () => {
    const models = Array.from({ length: 100 }, (_, term) => at(term * 10, raftNode('A', { term })));
    expect(seenAfter(...models).disc).toBeLessThanOrEqual(3);
  });
});
