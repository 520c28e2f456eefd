/** What is loaded once for each protocol, however many ask for it. A load that failed is tried again by the next who asks. */

import type { ProtocolName } from './types';

export function once(load: (protocol: ProtocolName) => Promise<void>): (protocol: ProtocolName) => Promise<void> {
  const loading = new Map<ProtocolName, Promise<void>>();
  return async (protocol) => {
    const asked = loading.get(protocol) ?? load(protocol);
    loading.set(protocol, asked);
    try {
      await asked;
    } catch (error) {
      loading.delete(protocol);
      throw error;
    }
  };
}
