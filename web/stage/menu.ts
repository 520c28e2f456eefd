/**
 * The menu at a node, a message or a link: what may be done there, each with the line that does it, and why not where not.
 * `act.menu` opens it and closes it.
 */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Controls } from '../constants';
import { firstSentence } from '../i18n/first-sentence';
import type { Translate } from '../i18n/index';
import type { Act, Menu, Model } from '../model';
import { depictionOf } from '../protocols/registry';
import type { ActView, View } from '../types';
import { originOf } from './menu-marks';
import { type Ground, menuPlace } from './menu-place';
import { messageName } from './message';

export function menuPanel(
  { menu, view, controls }: Model,
  act: Act,
  t: Translate,
  ground: Ground | null,
): TemplateResult {
  const place = menu && ground && menuPlace(menu, view, ground);
  const shown =
    menu && (menu.kind === 'scenes' ? scenesMenu(menu, view, act, t) : actsMenu(menu, view, controls, act, t));
  return place && shown
    ? html`<div class="stage-menu-place" .style=${place.across}><i .style="flex-basis:${place.down}px"></i>${shown}</div>`
    : html`${nothing}`;
}

function actsMenu(menu: Menu, view: View, controls: Controls, act: Act, t: Translate): TemplateResult | null {
  const acts = act.actsAt(menu.id);
  if (acts.length === 0) return null;
  return html`
    <div class="stage-menu" role="menu" aria-label=${title(menu, view, t)} @keydown=${(event: KeyboardEvent) => walk(event, menu, act)}>
      <p class="stage-menu-title" aria-hidden="true">${title(menu, view, t)}</p>
      ${acts.map((one) => item(one, menu, controls, act, t))}
      ${
        // On a slide there is nothing that would show more.
        menu.kind === 'link' || controls !== 'full'
          ? nothing
          : html`<button type="button" role="menuitem" class="stage-menu-item" tabindex="-1" @click=${() => act.show('inspector')}>${t('menu.more')}</button>`
      }
    </div>
  `;
}

/** What one press plays, and beginning anew. */
function scenesMenu(menu: Menu, view: View, act: Act, t: Translate): TemplateResult {
  const { scenes } = depictionOf(view.protocol);
  const entry = (name: string, says: string, isPossible: boolean, press: () => void) => html`
    <button type="button" role="menuitem" class="stage-menu-item" tabindex="-1" title=${says} aria-disabled=${!isPossible} @click=${press}>
      <span>${name}</span>${isPossible ? nothing : html`<small>${says}</small>`}
    </button>
  `;
  const over = (seed: 'same' | 'new') =>
    entry(t(`scenes.over-${seed}`), t(`scenes.over-${seed}.says`), true, () => act.startOver(seed));
  return html`
    <div class="stage-menu" role="menu" aria-label=${t('scenes.title')} @keydown=${(event: KeyboardEvent) => walk(event, menu, act)}>
      ${scenes.map((scene) => {
        const isPossible = scene.lines(view) !== null;
        const says = t(`scene.${scene.key}.${isPossible ? 'says' : 'not-now'}`);
        return entry(t(`scene.${scene.key}`), says, isPossible, () => isPossible && act.scene(scene));
      })}
      ${over('same')} ${over('new')}
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
function item(
  { key, commands, refusal }: ActView,
  menu: Menu,
  controls: Controls,
  act: Act,
  t: Translate,
): TemplateResult {
  const why = refusal && t(refusal.key, refusal.args);
  const press = (event: Event) => {
    if (refusal) return;
    // What is pressed goes away with the menu; who came by a key goes on where it was opened.
    if (menu.byKey) origin(event.currentTarget as Element, menu)?.focus();
    act.menu(null);
    act.commands(commands);
  };
  return html`
    <button type="button" role="menuitem" class="stage-menu-item" tabindex="-1" aria-disabled=${refusal !== null} @click=${press}>
      <span>${t(`act.${key}`, { way: wayOf(commands) })}</span>
      ${
        refusal
          ? html`<small>${controls === 'full' ? why : firstSentence(why ?? '')}</small>`
          : html`<code aria-hidden="true" translate="no">${commands.join('; ')}</code>`
      }
    </button>
  `;
}

/** Which of two directions it is about, where it is about one: as in `cut A>B`. */
function wayOf([line = '']: readonly string[]): string {
  return line.replace(/^\S+ /, '').replace('>', ' → ');
}

/** What the menu belongs to. */
function origin(inside: Element, menu: Menu): SVGElement | null {
  return (inside.getRootNode() as ShadowRoot).querySelector<SVGElement>(originOf(menu));
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
