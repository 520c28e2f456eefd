/**
 * The menu at a node, a message or a link: what may be done there, each with the line that does it, and why not where not.
 * `act.menu` opens it and closes it.
 */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Menu, Model } from '../model';
import type { ActView, View } from '../types';
import { messageName } from './message';

export function menuPanel({ menu, view }: Model, act: Act, t: Translate): TemplateResult {
  const acts = menu ? act.actsAt(menu.id) : [];
  if (!menu || acts.length === 0) return html`${nothing}`;
  return html`
    <div class="stage-menu" role="menu" aria-label=${title(menu, view, t)} @keydown=${(event: KeyboardEvent) => walk(event, menu, act)}>
      <p class="stage-menu-title" aria-hidden="true">${title(menu, view, t)}</p>
      ${acts.map((one) => item(one, menu, act, t))}
      ${
        menu.kind === 'link'
          ? nothing
          : html`<button type="button" role="menuitem" class="stage-menu-item" tabindex="-1" @click=${() => act.inspect()}>${t('menu.more')}</button>`
      }
    </div>
  `;
}

function title({ kind, id }: Menu, view: View, t: Translate): string {
  const flight = view.flights.find((flight) => flight.id === id);
  const [from = '', to = ''] = id.split('-');
  if (kind === 'link') return t('stage.link', { from, to });
  return kind === 'message' && flight ? messageName(flight, t) : t('stage.node', { node: id });
}

/** What is not possible can be reached all the same, to read why. */
function item({ key, commands, refusal }: ActView, menu: Menu, act: Act, t: Translate): TemplateResult {
  const press = (event: Event) => {
    if (refusal) return;
    // What is pressed goes away with the menu; who came by a key goes on where it was opened.
    if (menu.byKey) origin(event.currentTarget as Element, menu)?.focus();
    act.menu(null);
    for (const line of commands) if (act.command(line) !== null) return;
  };
  return html`
    <button type="button" role="menuitem" class="stage-menu-item" tabindex="-1" aria-disabled=${refusal !== null} @click=${press}>
      <span>${t(`act.${key}`)}</span>
      ${
        refusal
          ? html`<small>${t(refusal.key, refusal.args)}</small>`
          : html`<code aria-hidden="true" translate="no">${commands.join('; ')}</code>`
      }
    </button>
  `;
}

/** What the menu belongs to. */
function origin(inside: Element, { kind, id }: Menu): SVGElement | null {
  const mark = kind === 'message' ? 'flight' : kind;
  return (inside.getRootNode() as ShadowRoot).querySelector<SVGElement>(`[data-${mark}="${CSS.escape(id)}"]`);
}

/** Up and down walk the items, around both ends; Escape and Tab leave. */
function walk(event: KeyboardEvent, menu: Menu, act: Act): void {
  const items = [...(event.currentTarget as Element).querySelectorAll<HTMLElement>('[role="menuitem"]')];
  const here = items.indexOf(event.target as HTMLElement);
  const { length } = items;
  const places: Readonly<Record<string, number>> = {
    ArrowDown: (here + 1) % length,
    ArrowUp: (here - 1 + length) % length,
    Home: 0,
    End: length - 1,
  };
  const there = places[event.key];
  if (event.key === 'Escape' || event.key === 'Tab') {
    origin(event.currentTarget as Element, menu)?.focus();
    act.menu(null);
    if (event.key === 'Tab') return;
  } else if (there !== undefined) items[there]?.focus();
  else if (!event.key.startsWith('Arrow')) return;
  event.preventDefault();
  event.stopPropagation();
}
