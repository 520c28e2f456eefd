/** A list that is one stop of Tab, with arrows inside. The list itself has `tabindex="0"`, what is in it `-1`. */

const last = new WeakMap<Element, HTMLElement>();

/** For `focusin` of the list: whoever comes to it comes to where he was in it last, or to its beginning. */
export function enterList(event: FocusEvent): void {
  const list = event.currentTarget as HTMLElement;
  const target = event.target as HTMLElement;
  if (target !== list) last.set(list, target);
  else {
    const known = last.get(list);
    (known && list.contains(known) ? known : itemsOf(list)[0])?.focus();
  }
}

/** For `keydown` of the list. */
export function walkList(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const list = event.currentTarget as HTMLElement;
  if (event.key === 'Tab' && event.shiftKey) {
    // Back over the list, not back to it.
    list.tabIndex = -1;
    setTimeout(() => {
      list.tabIndex = 0;
    });
    return;
  }
  const items = itemsOf(list);
  const here = items.indexOf(event.target as HTMLElement);
  const there = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: items.length - 1 }[event.key];
  if (here < 0 || there === undefined) return;
  items[Math.min(Math.max(there, 0), items.length - 1)]?.focus();
  event.preventDefault();
  event.stopPropagation();
}

function itemsOf(list: HTMLElement): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[tabindex="-1"]')].filter((item) => item.offsetParent !== null);
}
