/** Who takes part in the broadcast. */

import { html } from 'lit/html.js';
import type { NodeTable } from '../../protocols/depiction';

export const table: NodeTable = {
  panel: ({ view }, act, t) => html`
    <ul aria-label=${t('broadcast.title')}>
      ${view.nodes.map(({ id }) => html`<li @click=${() => act.select({ kind: 'node', id })}>${id}</li>`)}
    </ul>
  `,
  styles: '',
};
