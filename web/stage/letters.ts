/** How large the reader has all that is written. */

/** As many px as one letter is high when nobody has chosen another size. */
const USUAL_PX = 16;

/** Beside the usual size; our page makes it larger on a large screen. What another page does with its own letters is its own. */
export function lettersOf(root: Element): number {
  return isOurs() ? Number.parseFloat(getComputedStyle(root).fontSize) / USUAL_PX : 1;
}

/** Styles whose lengths are those of our page, which are px in any other. */
export function inLetters(css: string): string {
  return isOurs() ? css : css.replace(/([\d.]+)rem\b/g, (_, letters) => `${letters * USUAL_PX}px`);
}

function isOurs(): boolean {
  return document.documentElement.dataset.page === 'quorate';
}
