/** A still picture of each lesson, made when the page is built. Loaded with the catalogue. */

import type { Still } from './still';

const STILLS = import.meta.glob<Still | null>('../lessons/**/*.lesson', {
  query: '?still',
  import: 'default',
  eager: true,
});

export function stillOf(id: string): Still | null {
  return STILLS[`../lessons/${id}.lesson`] ?? null;
}
