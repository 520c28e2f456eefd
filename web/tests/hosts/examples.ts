/** The pages of `examples/`, as the tests open them: served, or from the disk. */

import { test as base } from '@playwright/test';
import { folderOf, serve } from '../../../scripts/examples.mjs';

interface Served {
  readonly address: string;
  readonly close: () => void;
}

export const test = base.extend<object, { readonly served: (example: string) => Promise<string> }>({
  served: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are needed from the pattern.
    async ({}, use) => {
      const servers: Served[] = [];
      await use(async (example) => {
        const served = await serve(folderOf(example));
        servers.push(served);
        return served.address;
      });
      for (const { close } of servers) close();
    },
    { scope: 'worker' },
  ],
});
