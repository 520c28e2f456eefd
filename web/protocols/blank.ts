/** A node of which there is nothing to tell: what samples and tests begin with. */

export const QUIET = {
  gone: false,
  suspendedAt: null,
  timers: [],
  dial: null,
  tallies: [],
  acts: [],
  facts: [],
  ledger: null,
} as const;
