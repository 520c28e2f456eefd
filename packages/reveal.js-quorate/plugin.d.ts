/** A plugin for reveal.js: `plugins: [RevealQuorate]`. */
export default function RevealQuorate(): {
  readonly id: 'quorate';
  /** Resolves when it is known how many steps the lessons of the deck have. */
  init(deck: unknown): Promise<void>;
};
