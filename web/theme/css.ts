/** Style sheets: a part says as text how it looks, and what is shown together shares one sheet. */

/** The text of a style sheet. The tag is for editors, which colour it, and for the build, which makes it smaller. */
export function css(literals: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: literals }, ...values);
}

export function sheet(...texts: readonly string[]): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(texts.join(''));
  return made;
}
