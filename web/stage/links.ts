/** The links between nodes, to be pressed: under everything else, but wider than they are drawn. */

import { guard } from 'lit/directives/guard.js';
import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import type { NodeName, View } from '../types';
import type { Layout } from './layout';
import { pathThrough } from './path';

/** After the nodes, so that Tab comes to them first; the style puts it under them. */
export function linkLayer(plan: Layout, { view: { cuts }, menu, lang }: Model, act: Act, t: Translate): TemplateResult {
  const { width, height, nodes } = plan;
  const chosen = menu?.kind === 'link' ? menu.id : null;
  const links = nodes.flatMap((one, at) => nodes.slice(at + 1).map((other) => [one, other] as const));
  return html`
    <svg class="stage-picture stage-link-layer" viewBox="0 0 ${width} ${height}" width=${width} height=${height}>
      ${guard([plan, chosen, cuts, lang], () =>
        links.map(([one, other], at): SVGTemplateResult => {
          const id = `${one.id}-${other.id}`;
          const press = ({ detail }: MouseEvent) => act.menu({ kind: 'link', id, byKey: detail === 0 });
          return svg`<path class="stage-link" role="button" tabindex=${at === 0 ? 0 : -1} data-link=${id} data-sign=${signOfLink(cuts, one.id, other.id)}
            aria-label=${t('stage.link', { from: one.id, to: other.id })} aria-pressed=${chosen === id}
            d=${pathThrough([one, other])} @click=${press}></path>`;
        }),
      )}
    </svg>
  `;
}

/** What is told of a link: of one that is cut, that it is. */
export function signOfLink(cuts: View['cuts'], one: NodeName, other: NodeName): 'link' | 'one-way' | 'bar' {
  const isCut = (from: NodeName, to: NodeName) => cuts.some((cut) => cut.from === from && cut.to === to);
  const ways = Number(isCut(one, other)) + Number(isCut(other, one));
  return (['link', 'one-way', 'bar'] as const)[ways] ?? 'bar';
}
