/**
 * What put the focus where it is. A button that was pressed with a mouse or a finger has the focus, but nobody means it with the
 * next key; where keys have put the focus, they mean what has it.
 */

export class Focus {
  /** The focus came with a pointer: the keys of the page go before those of what has it. */
  isByPointer = false;
  private usedLast: 'pointer' | 'keys' = 'keys';
  private focused: EventTarget | null = null;

  watch(place: EventTarget): void {
    for (const [name, listener] of this.listeners) place.addEventListener(name, listener as EventListener, true);
  }

  leave(place: EventTarget): void {
    for (const [name, listener] of this.listeners) place.removeEventListener(name, listener as EventListener, true);
  }

  private readonly onPointer = (event: PointerEvent): void => {
    this.usedLast = 'pointer';
    if (this.focused && event.composedPath().includes(this.focused)) this.isByPointer = !isList(this.focused);
  };

  private readonly onFocus = (event: FocusEvent): void => {
    const [target = null] = event.composedPath();
    // A window that comes back gives the focus to what had it.
    if (target === this.focused) return;
    this.focused = target;
    this.isByPointer = this.usedLast === 'pointer' && !isList(target);
  };

  /** An open list is walked by keys, however it was opened; once something was chosen with a pointer, it is done with. */
  private readonly onChange = (event: Event): void => {
    if (this.usedLast === 'pointer' && isList(event.composedPath()[0] ?? null)) this.isByPointer = true;
  };

  private readonly onKey = (): void => {
    this.usedLast = 'keys';
  };

  private readonly listeners = [
    ['pointerdown', this.onPointer],
    ['focusin', this.onFocus],
    ['change', this.onChange],
    ['keydown', this.onKey],
  ] as const;
}

function isList(target: EventTarget | null): boolean {
  return target instanceof HTMLSelectElement;
}
