/** How large the reader has all that is written. */

/** As many px as one letter is high when nobody has chosen another size. */
const USUAL_PX = 16;

/** Beside the usual size; the page makes it larger on a large screen. */
export function lettersOf(root: Element): number {
  return Number.parseFloat(getComputedStyle(root).fontSize) / USUAL_PX;
}
