/** Where Tab enters what arrows walk: it stays where the focus was last, for as long as that is there. */
export class TabStop {
  private at: string | null = null;

  /** The focus is there. */
  enter(id: string): void {
    this.at = id;
  }

  /** The one of these that Tab enters: the first, until the focus has been at another. */
  among(ids: readonly string[]): string | null {
    if (this.at === null || !ids.includes(this.at)) this.at = ids[0] ?? null;
    return this.at;
  }
}
