/** For Vue 3: `import type {} from 'quorate/vue'` once in a project. */

import type { QuorateStageAttributes } from 'quorate';
import type { DefineComponent } from 'vue';

declare module 'vue' {
  interface GlobalComponents {
    'quorate-stage': DefineComponent<QuorateStageAttributes>;
  }
}
