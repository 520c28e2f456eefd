/** Listens for keys: those that a stage gets while it has the focus, or all that the page gets. */

import { Focus } from './focus';
import { isTaken, type KeyUse } from './keys';

/** Does what the key stands for; says what has become of it. `isByPointer`: a pointer has put the focus where it is. */
type Press = (event: KeyboardEvent, isByPointer: boolean) => KeyUse;

export class Keyboard {
  private readonly focused = new Focus();
  /** Keys that are down, and were ours when they went down. */
  private readonly held = new Set<string>();

  constructor(
    private readonly host: HTMLElement,
    root: ShadowRoot,
    private readonly press: Press,
  ) {
    host.addEventListener('keydown', this.onKey);
    for (const name of ['keypress', 'keyup'] as const) host.addEventListener(name, this.onRest);
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

  /** What the stage uses goes no further: a deck that heard it as well would turn its slide. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const use = this.use(event);
    if (use === 'done' || (use === 'left' && event.composedPath().includes(this.host))) this.keep(event, use);
    else this.held.delete(event.code);
  };

  /** What follows on a key goes where it went. */
  private readonly onRest = (event: KeyboardEvent): void => {
    if (!this.held.has(event.code)) return;
    event.stopPropagation();
    if (event.type === 'keyup') this.held.delete(event.code);
  };

  /** Before what has the focus gets it: a button that a pointer has pressed keeps no key. */
  private readonly onTakenKey = (event: KeyboardEvent): void => {
    if (this.focused.isByPointer && isTaken(event) && this.use(event) === 'done') this.keep(event, 'done');
  };

  private use(event: KeyboardEvent): KeyUse {
    const isRepeated = event.repeat && this.held.has(event.code);
    return this.press(event, this.focused.isByPointer) ?? (isRepeated ? 'done' : null);
  }

  private keep(event: KeyboardEvent, use: KeyUse): void {
    this.held.add(event.code);
    if (use === 'done') event.preventDefault();
    event.stopPropagation();
  }
}
