/** Hears of it when a page says another language. */

/** Hears when anything in the roots that an element stands in says another language. */
export class LanguageWatch {
  private readonly observer: MutationObserver;

  constructor(
    private readonly element: Element,
    changed: () => void,
  ) {
    this.observer = new MutationObserver(changed);
  }

  watch(): void {
    let at: Element | null = this.element;
    while (at) {
      const root: Node = at.getRootNode();
      this.observer.observe(root, { subtree: true, attributeFilter: ['lang'] });
      at = root instanceof ShadowRoot ? root.host : null;
    }
  }

  leave(): void {
    this.observer.disconnect();
  }
}
