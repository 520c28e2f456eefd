import { describe, expect, it } from 'vitest';
import { translator } from '../i18n/index';
import { client } from '../tests/fixtures';
import type { ClientFate } from '../types';
import { clip } from './breadth';
import { clientSample, sized, told } from './client';

const t = translator('en');

describe('a client', () => {
  it('knows what it was told and no more', () => {
    expect(told(client('c1', 'A'), t)).toBe('waiting');
    expect(told(client('c1', 'A', { state: 'ok', answer: '5' }), t)).toBe('5');
    expect(told(client('c1', 'A', { state: 'ok' }), t)).toBe('done');
    expect(told(client('c1', 'A', { state: 'stale', answer: '5' }), t)).toBe('5, may be stale');
    expect(told(client('c1', 'A', { state: 'ok', answer: '✓' }), t)).toBe('done');
    expect(told(client('c1', 'A', { state: 'unknown' }), t)).toBe('timed out');
    expect(told(client('c1', 'A', { state: 'failed' }), t)).toBe('refused');
  });

  it.each([
    ['en', 'raft'],
    ['zh', 'raft'],
    ['en', 'paxos'],
    ['zh', 'paxos'],
  ] as const)('has room on its card for all that it was told, in %s of %s', (lang, protocol) => {
    const words = translator(lang, protocol);
    const place = { id: 'c1', node: 'A', x: 0, y: 0, width: 96, height: 36 };
    for (const state of ['waiting', 'ok', 'stale', 'other', 'redirected', 'failed', 'unknown'] as const)
      for (const value of ['1', 'none', '-12345']) {
        const one = client('c1', 'A', {
          state,
          answer: state === 'ok' || state === 'stale' || state === 'other' ? value : null,
        });
        const card = written(clientSample(one, place, words));
        // What is too long for one line stands in two.
        for (const part of told(one, words).split(/[,，] ?| /)) expect(card, `${state} ${value}`).toContain(part);
      }
  });

  it('that was told nothing is shown with what became of its request, once that can be said', () => {
    const inRaft = translator('en', 'raft');
    const fate = (key: string, what: string, settled: ClientFate['settled']) =>
      told(client('c1', 'A', { state: 'unknown', fate: { key, args: { what }, settled } }), inRaft);
    expect(fate('raft.fate-done', '3', 'done')).toBe('index 3');
    expect(fate('raft.fate-overwritten', '3', 'never')).toBe('replaced');
    expect(fate('raft.fate-open', '3', 'open')).toBe('timed out');
  });

  it('whose value lost is told which was chosen, and not that it is done', () => {
    const inPaxos = translator('en', 'paxos');
    expect(told(client('c1', 'A', { state: 'other', answer: 'y' }), inPaxos)).toBe('chosen: y');
    expect(told(client('c1', 'A', { state: 'other', answer: 'y' }), t)).toBe('y instead');
  });

  it('that was refused is told why, in words; that got a value, the value as it is', () => {
    const inRaft = translator('zh', 'raft');
    expect(told(client('c1', 'A', { state: 'failed', answer: 'nobody-left' }), inRaft)).not.toMatch(/[a-z]/);
    expect(told(client('c1', 'A', { state: 'ok', answer: 'nobody-left' }), inRaft)).toBe('nobody-left');
  });

  it('is told whom to ask instead, if anybody knows', () => {
    expect(told(client('c1', 'A', { state: 'redirected', answer: '→ B' }), t)).toBe('ask B');
    expect(told(client('c1', 'A', { state: 'redirected', answer: '→ ?' }), t)).toBe('no leader');
  });
});

describe('a text that is too long', () => {
  it('is cut where the room ends', () => {
    expect(clip('SET x 5', 200, 12)).toBe('SET x 5');
    expect(clip('SET counter 123456789', 60, 12)).toMatch(/^SET c.*…$/);
  });

  it('is written smaller instead, if that is enough', () => {
    expect(sized('{ABC}', 60, 12)).toEqual(['{ABC}', 12]);
    expect(sized('{ABCDEFG}', 60, 12)).toEqual(['{ABCDEFG}', expect.closeTo(9.9, 1)]);
    expect(sized('{ABCDEFGHI}', 60, 12)).toEqual([clip('{ABCDEFGHI}', 60, 12), 12]);
  });

  it('needs more room for capitals', () => {
    expect(clip('abcdefgh', 56, 12)).toBe('abcdefgh');
    expect(clip('ABCDEFGH', 56, 12)).toMatch(/^ABC.*…$/);
  });

  it('in Chinese needs more room for each sign', () => {
    expect([...clip('没有人答复它的请求', 60, 12)].length).toBeLessThan([...clip('nobody answers', 60, 12)].length);
  });
});

/** All that is written in a drawing. */
function written(drawing: unknown): string {
  if (Array.isArray(drawing)) return drawing.map(written).join('\n');
  if (typeof drawing !== 'object' || drawing === null) return String(drawing);
  return 'values' in drawing ? written(drawing.values) : '';
}
