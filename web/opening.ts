/** Opens what is asked for, once for all that is asked in one go. What is asked while something loads is opened after it. */

export class Opening<Loaded> {
  private isAsked = false;
  private running: Promise<void> | null = null;

  constructor(
    /** Loads what is asked for at that moment. `isStale`: something else has been asked for since. */
    private readonly load: (isStale: () => boolean) => Promise<Loaded>,
    /** It is there, and nothing else has been asked for meanwhile. */
    private readonly open: (loaded: Loaded) => void,
  ) {}

  get isRunning(): boolean {
    return this.running !== null;
  }

  /** Gives when all is open that has been asked for until then. */
  ask(): Promise<void> {
    this.isAsked = true;
    this.running ??= Promise.resolve().then(() => this.run());
    return this.running;
  }

  private async run(): Promise<void> {
    try {
      while (this.isAsked) {
        this.isAsked = false;
        const loaded = await this.load(() => this.isAsked);
        if (!this.isAsked) this.open(loaded);
      }
    } finally {
      this.running = null;
    }
  }
}
