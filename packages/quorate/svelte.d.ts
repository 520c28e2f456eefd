/** For Svelte 5: `import type {} from 'quorate/svelte'` once in a project. */

import type { QuorateStage, QuorateStageAttributes, QuorateStageEvent } from 'quorate';
import type { HTMLAttributes } from 'svelte/elements';

type Handlers = { readonly [Name in QuorateStageEvent as `on${Name}`]?: (event: CustomEvent) => void };

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'quorate-stage': HTMLAttributes<QuorateStage> & QuorateStageAttributes & Handlers;
  }
}
