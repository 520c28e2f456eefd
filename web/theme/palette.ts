/**
 * The one code that colour has: the era, which is a term, a ballot, a view, … Eight colours that come round again,
 * and a neutral one for "none yet". Panels put `.style=${eraStyle(era)}` on what belongs to an era and use the
 * properties `--era` (fill), `--era-line` (outline, and the only colour of what is hollow) and `--era-ink` (text on the fill).
 */

export interface EraColour {
  readonly fill: string;
  /** Tells the shape from the background and from its own fill. */
  readonly line: string;
  /** Text on the fill. */
  readonly ink: string;
}

export type Scheme = 'light' | 'dark';

const WHITE = '#ffffff';
const BLACK = '#14171c';

/** Before the first term or ballot. */
export const NEUTRAL: Readonly<Record<Scheme, EraColour>> = {
  light: { fill: '#e6e9ee', line: '#5a6472', ink: BLACK },
  dark: { fill: '#3a424e', line: '#98a3b3', ink: WHITE },
};

/**
 * The colours of Okabe and Ito with Tol's wine in place of their black, which would look like a dead node. In this order
 * the colours of two eras in a row are the farthest apart, for normal sight and for each kind of colour-blindness.
 */
export const PALETTE: Readonly<Record<Scheme, readonly EraColour[]>> = {
  light: [
    { fill: '#0072b2', line: '#00476e', ink: WHITE },
    { fill: '#e69f00', line: '#755100', ink: BLACK },
    { fill: '#009e73', line: '#00654a', ink: BLACK },
    { fill: '#f0e442', line: '#605b1a', ink: BLACK },
    { fill: '#56b4e9', line: '#2d5e79', ink: BLACK },
    { fill: '#882255', line: '#390e24', ink: WHITE },
    { fill: '#cc79a7', line: '#7a4964', ink: BLACK },
    { fill: '#d55e00', line: '#8d3e00', ink: BLACK },
  ],
  dark: [
    { fill: '#1478b8', line: '#70add4', ink: WHITE },
    { fill: '#e69f00', line: '#9f6e00', ink: BLACK },
    { fill: '#009e73', line: '#8ad2bf', ink: BLACK },
    { fill: '#f0e442', line: '#ada430', ink: BLACK },
    { fill: '#7cc4f0', line: '#5789a8', ink: BLACK },
    { fill: '#b93a84', line: '#d485b3', ink: WHITE },
    { fill: '#e29fc6', line: '#9e6f8b', ink: BLACK },
    { fill: '#d55e00', line: '#eaad7d', ink: BLACK },
  ],
};

/** Which colour an era has: 0 for none yet, else 1 to 8 round and round. */
export function eraSlot(era: number): number {
  return era <= 0 ? 0 : ((era - 1) % PALETTE.light.length) + 1;
}

/** For the property `style`, as no policy of a page forbids it: the colours of this era, for the element and all within. */
export function eraStyle(era: number): string {
  const slot = eraSlot(era);
  return `--era:var(--q-era-${slot});--era-line:var(--q-era-${slot}-line);--era-ink:var(--q-era-${slot}-ink)`;
}

/** The declarations of `--q-era-0` to `--q-era-8`, each following the colour scheme in force. */
export function paletteDeclarations(): string {
  const both = (name: string, light: string, dark: string) => `${name}: light-dark(${light}, ${dark});`;
  const declare = (slot: number, light: EraColour, dark: EraColour) =>
    both(`--q-era-${slot}`, light.fill, dark.fill) +
    both(`--q-era-${slot}-line`, light.line, dark.line) +
    both(`--q-era-${slot}-ink`, light.ink, dark.ink);
  const eras = PALETTE.light.map((light, at) => declare(at + 1, light, PALETTE.dark[at] ?? light));
  return [declare(0, NEUTRAL.light, NEUTRAL.dark), ...eras].join('\n');
}
