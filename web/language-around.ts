/** The language that a page says it is in, around an element: through the shadow roots that it stands in, up to the page. */

/** What the nearest element around it says; nothing where none says anything. */
export function languageAround(element: Element): string {
  const found = element.closest<HTMLElement>('[lang]');
  const root = element.getRootNode();
  return found?.lang ?? (root instanceof ShadowRoot ? languageAround(root.host) : '');
}
