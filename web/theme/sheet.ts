/** Style sheets: what is shown together shares one. */

import { inLetters } from '../stage/letters';

export function sheet(...texts: readonly string[]): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(inLetters(texts.join('')));
  return made;
}
