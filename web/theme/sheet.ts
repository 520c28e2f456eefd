/** Style sheets: what is shown together shares one. */

export function sheet(...texts: readonly string[]): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(texts.join(''));
  return made;
}
