/** Nothing but its messages is explained. */

import type { Guide } from '../../protocols/depiction';

export const guide: Guide = {
  nodes: [],
  messages: [
    { kind: 'Announce', era: 1, eraLabel: '1', answer: null },
    { kind: 'Acknowledge', era: 1, eraLabel: '1', answer: true },
  ],
};
