/** For React 19 and newer: `import type {} from 'quorate/react'` once in a project. */

import type { QuorateStage, QuorateStageAttributes, QuorateStageEvent } from 'quorate';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Handlers = { readonly [Name in QuorateStageEvent as `on${Name}`]?: (event: CustomEvent) => void };

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'quorate-stage': DetailedHTMLProps<HTMLAttributes<QuorateStage>, QuorateStage> &
        QuorateStageAttributes &
        Handlers;
    }
  }
}
