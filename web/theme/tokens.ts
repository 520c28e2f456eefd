/** What all parts look alike by: CSS custom properties for both colour schemes, and the faces. */

import { paletteDeclarations, type Scheme } from './palette';
import rest from './tokens.css?inline';

/** Grounds and inks. Greys throughout: hues belong to eras, but for danger and "all is well". */
export const COLOURS = {
  /** The page. */
  bg: { light: '#f3f5f8', dark: '#101318' },
  /** What lies on the page: the stage, cards, fields. */
  surface: { light: '#ffffff', dark: '#171b21' },
  /** A neutral tint: the ground of a group of nodes, a row under the pointer. */
  tint: { light: '#e8ecf2', dark: '#262c35' },
  ink: { light: '#14171c', dark: '#f1f4f8' },
  'ink-soft': { light: '#4d5766', dark: '#b3bdca' },
  /** Hairlines, which carry no meaning of their own. */
  line: { light: '#d3d9e1', dark: '#39414d' },
  /** Lines that carry a meaning: links, the border of a group. */
  edge: { light: '#7d8794', dark: '#7a8593' },
  /** What is selected, focused or the main thing to press. */
  accent: { light: '#27364d', dark: '#d7e2f2' },
  'accent-ink': { light: '#ffffff', dark: '#14171c' },
  danger: { light: '#b3181d', dark: '#ff8f87' },
  ok: { light: '#1c6b3c', dark: '#74d39a' },
} as const satisfies Record<string, Record<Scheme, string>>;

const colourDeclarations = Object.entries(COLOURS)
  .map(([name, { light, dark }]) => `--q-${name}: light-dark(${light}, ${dark});`)
  .join('\n');

/**
 * For the element's shadow root and, as text, for a whole page: `theme` is `light`, `dark` or `auto`, which is what the
 * reader's system prefers.
 */
export function tokens(): string {
  return `${rest}:host,:root{${colourDeclarations}${paletteDeclarations()}}`;
}
