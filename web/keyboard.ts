/** Listens for keys: those that a stage gets while it has the focus, or all that the page gets. */

import { Focus } from './focus';
import { isTaken } from './keys';

/** Does what the key stands for; says whether it stands for anything. `isByPointer`: a pointer has put the focus where it is. */
type Press = (event: KeyboardEvent, isByPointer: boolean) => boolean;

export class Keyboard {
  private readonly focused = new Focus();

  constructor(
    host: HTMLElement,
    root: ShadowRoot,
    private readonly press: Press,
  ) {
    host.addEventListener('keydown', this.onKey);
    // Within the stage, as a focus that moves inside of it is not told outside.
    this.focused.watch(root);
    root.addEventListener('keydown', this.onTakenKey as EventListener, true);
  }

  /** From now on, or no longer, all keys of the page. */
  listenToPage(isWanted: boolean): void {
    document.removeEventListener('keydown', this.onTakenKey, true);
    document.removeEventListener('keydown', this.onKey);
    this.focused.leave(document);
    if (!isWanted) return;
    document.addEventListener('keydown', this.onTakenKey, true);
    document.addEventListener('keydown', this.onKey);
    this.focused.watch(document);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (this.press(event, this.focused.isByPointer)) event.preventDefault();
  };

  /** Before what has the focus gets it: a button that a pointer has pressed keeps no key. */
  private readonly onTakenKey = (event: KeyboardEvent): void => {
    if (!this.focused.isByPointer || !isTaken(event)) return;
    this.onKey(event);
    if (event.defaultPrevented) event.stopPropagation();
  };
}
