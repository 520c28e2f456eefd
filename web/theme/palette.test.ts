import { describe, expect, it } from 'vitest';
import { type EraColour, eraSlot, eraStyle, NEUTRAL, PALETTE, paletteDeclarations, type Scheme } from './palette';
import { COLOURS } from './tokens';

type Triple = readonly [number, number, number];

function linear(hex: string): Triple {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance(hex: string): number {
  const [red, green, blue] = linear(hex);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** As in WCAG 2. */
function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira, Fernandes 2009, full severity, on linear RGB. */
const SIGHTS: Readonly<Record<string, readonly [Triple, Triple, Triple]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function seenAs(hex: string, sight: readonly [Triple, Triple, Triple]): Triple {
  const colour = linear(hex);
  const [red, green, blue] = sight.map((row) =>
    Math.min(1, Math.max(0, row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2])),
  ) as [number, number, number];
  const root = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047);
  const y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue);
  const z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function difference(one: Triple, other: Triple): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]);
}

const SCHEMES: readonly Scheme[] = ['light', 'dark'];

describe.each(SCHEMES)('in the %s scheme', (scheme) => {
  const all: readonly EraColour[] = [NEUTRAL[scheme], ...PALETTE[scheme]];
  const grounds = [COLOURS.bg[scheme], COLOURS.surface[scheme], COLOURS.tint[scheme]];

  it('text on an era’s fill has a contrast of at least 4.5', () => {
    for (const { fill, ink } of all) expect(contrast(fill, ink), fill).toBeGreaterThanOrEqual(4.5);
  });

  it('an era’s outline has a contrast of at least 3 on every ground, so that hollow shapes are seen', () => {
    for (const { line } of all)
      for (const ground of grounds) expect(contrast(line, ground), `${line} on ${ground}`).toBeGreaterThanOrEqual(3);
  });

  it('an outline is told from its own fill', () => {
    for (const { fill, line } of all) expect(contrast(fill, line), fill).toBeGreaterThanOrEqual(1.85);
  });

  it('words have a contrast of at least 4.5 on every ground', () => {
    for (const name of ['ink', 'ink-soft', 'accent', 'danger', 'ok'] as const)
      for (const ground of grounds)
        expect(contrast(COLOURS[name][scheme], ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    expect(contrast(COLOURS.accent[scheme], COLOURS['accent-ink'][scheme])).toBeGreaterThanOrEqual(4.5);
    // What links and the ground of a group are told by.
    for (const name of ['bg', 'surface', 'tint'] as const)
      expect(contrast(COLOURS.edge[scheme], COLOURS[name][scheme]), `edge on ${name}`).toBeGreaterThanOrEqual(3);
  });

  it.each(Object.entries(SIGHTS))('with %s each era is told from the one before it, and any two apart', (_, sight) => {
    const seen = PALETTE[scheme].map(({ fill }) => seenAs(fill, sight));
    for (const [at, colour] of seen.entries()) {
      const next = seen[(at + 1) % seen.length];
      expect(next && difference(colour, next), `${at + 1} and the next`).toBeGreaterThanOrEqual(25);
      for (const other of seen.slice(at + 1)) expect(difference(colour, other)).toBeGreaterThanOrEqual(12);
    }
  });
});

describe('eras', () => {
  it('have eight colours that come round again, and a neutral one before the first', () => {
    expect([0, 1, 2, 8, 9, 17].map(eraSlot)).toEqual([0, 1, 2, 8, 1, 1]);
    expect(PALETTE.light).toHaveLength(8);
    expect(PALETTE.dark).toHaveLength(8);
  });

  it('style what belongs to them by properties that are declared', () => {
    const declared = paletteDeclarations();
    for (const era of [0, 1, 8, 9])
      for (const [, name] of eraStyle(era).matchAll(/var\((--[\w-]+)\)/g))
        expect(declared).toContain(`${name}: light-dark(`);
  });
});
