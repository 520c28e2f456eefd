/** New cells of the ledgers glow: above the table, so that it stays one picture while they do. */

import { Glows } from '../stage/glows';

interface GlowPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export class LedgerGlows {
  /** Live: cheaper than a search after each drawing. */
  private readonly cells: HTMLCollectionOf<Element>;
  private readonly sheets: HTMLCollectionOf<Element>;
  private readonly known = new WeakSet<Element>();
  /** What the last drawing has added. */
  private added: readonly Element[] = [];
  private readonly glows = new Glows<GlowPlace>();

  constructor(ledger: HTMLElement) {
    this.cells = ledger.getElementsByClassName('ledger-cell');
    this.sheets = ledger.getElementsByClassName('ledger-glows');
  }

  /**
   * Before each drawing: what was new in the last one glows. By now the browser has laid it out, and its place costs nothing; to ask
   * for it right after it was drawn would have all of the page laid out twice.
   */
  place(): void {
    const [sheet] = this.sheets;
    if (!sheet || this.added.length === 0) return;
    this.glows.add(placesOf(this.added, sheet));
    this.added = [];
    for (const [at, places] of this.glows.pictures.entries()) draw(pictureOf(sheet, at), places);
  }

  /** After each drawing, also where the ledgers were as before. */
  show(isPaused: boolean, isDrawn: boolean): void {
    const [sheet] = this.sheets;
    if (!sheet) return;
    if (isDrawn) this.see(isPaused);
    this.glows.show(sheet.children, isPaused);
  }

  private see(isPaused: boolean): void {
    this.added = [...this.cells].filter((cell) => !this.known.has(cell));
    for (const cell of this.added) this.known.add(cell);
    // Where nothing moves, nothing may be drawn for long.
    if (isPaused && this.added.length > 0)
      requestAnimationFrame(() => {
        this.place();
        this.show(isPaused, false);
      });
  }

  /** Nobody sees it. */
  leave(): void {
    this.added = [];
    this.glows.leave();
  }
}

function placesOf(cells: readonly Element[], sheet: Element): readonly GlowPlace[] {
  if (cells.length === 0) return [];
  const from = sheet.getBoundingClientRect();
  return cells.map((cell) => {
    const { left, top, width, height } = cell.getBoundingClientRect();
    return { left: left - from.left, top: top - from.top, width, height };
  });
}

function pictureOf(sheet: Element, at: number): Element {
  const known = sheet.children[at];
  if (known) return known;
  const added = document.createElement('div');
  added.className = 'ledger-glow';
  sheet.append(added);
  return added;
}

const drawn = new WeakMap<Element, readonly GlowPlace[]>();

function draw(picture: Element, places: readonly GlowPlace[]): void {
  if (drawn.get(picture) === places) return;
  drawn.set(picture, places);
  while (picture.children.length > places.length) picture.lastElementChild?.remove();
  for (const [at, { left, top, width, height }] of places.entries()) {
    const box = (picture.children[at] ?? picture.appendChild(document.createElement('i'))) as HTMLElement;
    box.style.cssText = `left:${left}px;top:${top}px;width:${width}px;height:${height}px`;
  }
}
