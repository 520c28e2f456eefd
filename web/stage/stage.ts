/**
 * The stage: ring, messages, walls and clients. It has no clock and no say: a snapshot comes down and is drawn, wishes go
 * up. What moves is not drawn: `follow` tells how time goes, and the browser moves it.
 */

import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, render, type SVGTemplateResult, svg, type TemplateResult } from 'lit/html.js';
import { brokenFirst, isAbout } from '../alarm';
import type { Translate } from '../i18n/index';
import type { Act, Menu, Model } from '../model';
import type { Line } from '../pace';
import { depictionOf } from '../protocols/registry';
import { hands } from '../reach';
import type { Flight, Landing, MessageId, Ms, NodeName, NodeView, View } from '../types';
import type { Changes, FreshPart } from './changes';
import type { CutDrag } from './cut-drag';
import { dial } from './dial';
import type { Glide } from './glide';
import type { Glows } from './glows';
import type { Words } from './labels';
import { standsFor, strength } from './landing';
import {
  between,
  type ClientPlace,
  distance,
  type Layout,
  layout,
  type NodePlace,
  type Point,
  type Size,
} from './layout';
import { lettersOf } from './letters';
import type { Ground } from './menu-place';
import { directionOf, type MessageAct, message, shapeOf, shortLabel } from './message';
import { Motion } from './motion';
import { asidePlace, nodeFrame } from './node';
import { bend, hurdle, pathThrough, placeOn, way } from './path';
import { onRing } from './ring';
import { Seats } from './seats';
import { type Barrier, OPEN } from './stops';
import { TabStop } from './tab-stop';

/** At this speed and slower, words stand beside messages. */
const SLOW = 1 / 100;
/** More messages than this at once, and only those that are looked at get words. */
const LABELS_MAX = 12;
/** A smaller stage has room for fewer words. */
const ROOM_FOR_LABELS = 600;
const LOST_MAX = 12;
/** In a hall nothing on the stage is written smaller than this, in px. */
const HALL_TEXT = 16;
/** No hall is so low, in px: it is part of a slide. */
const HALL_HEIGHT = 320;
/** And on a slide, which a room reads. */
const SLIDE_TEXT = 12;

interface Shown {
  readonly model: Model;
  readonly act: Act;
  readonly t: Translate;
}

export class Stage {
  private readonly element = document.createElement('div');
  private line: Line | null = null;
  private box: Size = { width: 0, height: 0 };
  private letters = 1;
  private scene: Shown | null = null;
  private plan: { readonly key: string; readonly layout: Layout } | null = null;
  private parted: (Pick<View, 'cuts' | 'groups'> & { readonly plan: Layout; readonly stops: Barrier }) | null = null;
  private changes: Changes | null = null;
  private readonly seats = new Seats();
  private words: Words | null = null;
  private glows: Glows<FreshPart> | null = null;
  private readonly glowing = this.element.getElementsByClassName('stage-glow');
  private entered: Menu | null = null;
  /** Where Tab enters the ring, and the messages. */
  private readonly nodeStop = new TabStop();
  private readonly messageStop = new TabStop();
  /** As soon as what it is made of is there. */
  private drag: CutDrag | null = null;
  private readonly motion = new Motion(this.element);
  private glide: Glide | null = null;

  constructor(
    /** What stands in a menu; nothing until it is there. */
    private readonly menu: (model: Model, act: Act, t: Translate, ground: Ground) => unknown,
  ) {
    this.element.className = 'stage';
    // Not on the picture: Chromium takes an SVG that listens for this for one that wants the focus.
    this.element.addEventListener('focusin', this.onFocus);
    new ResizeObserver(() => this.measure()).observe(this.element);
  }

  /** Takes the room that there is; `unseen`: what it will have where it is not shown yet. */
  measure(unseen: Size | null = null): void {
    const { clientWidth, clientHeight } = this.element;
    const { width, height } = clientWidth === 0 && unseen ? unseen : { width: clientWidth, height: clientHeight };
    const letters = lettersOf(document.documentElement);
    if (width === this.box.width && height === this.box.height && letters === this.letters) return;
    this.box = { width, height };
    this.letters = letters;
    this.redraw();
  }

  /**
   * Draws the snapshot. After it `follow` is to be called: it alone knows the time. `snapshot` is the same as `model`, and is
   * kept to be compared with the next one.
   */
  template(model: Model, snapshot: Model, act: Act, t: Translate): TemplateResult {
    const of = hands();
    if (of) {
      this.changes ??= new of.Changes();
      this.glows ??= new of.Glows();
      this.glows.add(this.changes.see(snapshot));
    }
    this.scene = { model, act, t };
    this.draw(this.scene, snapshot.now);
    return html`${this.element}`;
  }

  /** From now on time goes along this line; without one it stands at `now`. */
  follow(line: Line | null, now: Ms): void {
    this.line = line;
    this.motion.follow(line, now);
  }

  /** Nobody sees it; it moves again when it is drawn again. */
  leave(): void {
    this.motion.leave();
    this.glows?.leave();
  }

  private redraw(): void {
    if (!this.scene) return;
    const { now } = this.scene.model;
    this.draw(this.scene, now);
    this.motion.follow(this.line, now);
  }

  private draw(scene: Shown, now: Ms): void {
    const { model, t } = scene;
    const { width, height } = this.box;
    // Hidden, or not yet in the page.
    if (width < 40 || height < 40) return;
    const of = hands();
    if (of) this.glide ??= new of.Glide(() => this.redraw());
    const wanted = this.layout(model);
    const plan = this.glide?.towards(wanted, !model.reducedMotion) ?? wanted;
    const stops = this.barrierOf(plan, model);
    const drag = this.cutDrag;
    const isChoosing = model.cutting !== null || model.draft !== null;
    const focused = this.focusedMessage();
    const picture = html`
      <div class="stage-floor ${isChoosing ? 'stage-is-choosing' : ''}"
        role="group" aria-label=${t('stage.ring', { count: onRing(model.view.nodes).length })}
        @keydown=${this.onKey} @pointerdown=${drag?.onDown} @pointermove=${drag?.onMove}
        @pointerup=${drag?.onUp} @pointercancel=${() => drag?.cancel()}>
        <svg class="stage-picture" viewBox="0 0 ${width} ${height}" width=${width} height=${height}>
          <defs>
            <pattern id="stage-hatching" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect class="stage-hatch-line" width="3.4" height="6"></rect>
            </pattern>
          </defs>
          ${this.scenery(scene, plan, stops)}
        </svg>
        ${this.dials(scene, plan)}
        <svg class="stage-picture stage-cast" viewBox="0 0 ${width} ${height}" width=${width} height=${height}>
          ${this.cast(scene, plan, stops, now)}
        </svg>
        ${of && this.glows?.pictures.map((parts) => guard([parts, plan], () => of.glowPicture(parts, model.view, plan)))}
        ${this.messages(scene, plan)}
        ${isChoosing ? nothing : (of?.linkLayer(plan, model, scene.act, t) ?? nothing)}
      </div>
      ${of?.stageTools(model, scene.act, t) ?? nothing}
      ${of?.stageChips(model, plan, scene.act, t) ?? nothing}
      ${this.openMenu(scene, plan, stops, now)}
    `;
    render(picture, this.element);
    this.enterMenu(model.menu);
    this.motion.collect(model, plan, stops);
    if (model.reducedMotion) this.glows?.leave();
    else this.glows?.show(this.glowing, model.paused);
    if (focused && !this.motion.flight(focused.id)) this.focusNext(focused);
  }

  private get cutDrag(): CutDrag | null {
    const of = hands();
    if (of)
      this.drag ??= new of.CutDrag(
        () => this.scene && this.plan && { ...this.scene, layout: this.plan.layout },
        () => this.redraw(),
      );
    return this.drag;
  }

  /** The same as long as nothing is parted otherwise: what stands on it need not be drawn anew. */
  private barrierOf(plan: Layout, { view: { cuts, groups } }: Model): Barrier {
    const of = hands();
    const { parted } = this;
    if (!of) return OPEN;
    if (parted?.plan === plan && parted.cuts === cuts && parted.groups === groups) return parted.stops;
    this.parted = { plan, cuts, groups, stops: of.barrier(plan, cuts, groups) };
    return this.parted.stops;
  }

  private scenery({ model: { view, cutting } }: Shown, plan: Layout, stops: Barrier): SVGTemplateResult {
    const ids = onRing(view.nodes).map(({ id }) => id);
    const sides = cutting ? [cutting, ids.filter((id) => !cutting.includes(id))].filter((side) => side.length > 0) : [];
    const drawn = hands();
    return svg`
      <g class="stage-scenery">
        ${drawn && guard([plan, sides.length > 1 ? cutting : view.groups], () => drawn.grounds(plan, sides.length > 1 ? sides : view.groups))}
        <path class="stage-links" d=${guard([plan], () => links(plan))}></path>
        ${this.drag?.doomed(plan) ?? nothing}
        ${drawn && guard([stops, plan.node.glyph], () => drawn.walls(stops, plan.node.glyph))}
        ${sides.length > 1 ? (drawn?.plannedWalls(plan, sides) ?? nothing) : nothing}
        ${depictionOf(view.protocol).scenery?.(view, plan) ?? nothing}
      </g>
    `;
  }

  /** Behind the nodes, and each a picture of its own. */
  private dials({ model: { view } }: Shown, plan: Layout): unknown {
    const timed = plan.nodes.filter(({ id }) => view.nodes.some((node) => node.id === id && node.dial !== null));
    return repeat(
      timed,
      ({ id }) => id,
      (place) => guard([place, plan.node], () => dial(place.id, place, plan.node)),
    );
  }

  private cast(scene: Shown, plan: Layout, stops: Barrier, now: Ms): SVGTemplateResult {
    const { model, act, t } = scene;
    const { view } = model;
    const { shapes, brief = whole } = depictionOf(view.protocol);
    const of = hands();
    const selectedClient = model.selection?.kind === 'client' ? model.selection.id : null;
    return svg`
      ${plan.clients.map((place) => clientLine(place, plan))}
      ${repeat(
        plan.clients,
        ({ id }) => id,
        (place) => {
          if (!of) return nothing;
          const asked = view.clients.find(({ id }) => id === place.id);
          const press = () => act.select({ kind: 'client', id: place.id });
          if (asked) {
            const selected = selectedClient === asked.id;
            return guard([asked, place, selected, model.lang], () =>
              of.client(asked, brief(asked.request), place, selected, press, t),
            );
          }
          const lines = guestLines(view);
          return of.guest(brief(lines[0]?.replace('request ', '') ?? ''), place, () => act.commands(lines), t);
        },
      )}
      ${repeat(
        plan.nodes,
        ({ id }) => id,
        (place) => {
          const node = view.nodes.find(({ id }) => id === place.id);
          return node ? this.node(node, place, scene, plan) : nothing;
        },
      )}
      ${repeat(
        this.deaths(model, now),
        ({ id }) => id,
        (landing) => {
          const place = this.placeOfDeath(landing, plan, stops);
          return of && place ? of.lost(landing, place, shapeOf(landing.kind, shapes), plan.node.glyph) : nothing;
        },
      )}
      ${this.drag?.line() ?? nothing}
      ${hidden(view.flightsHidden, plan, t)}
    `;
  }

  private node(node: NodeView, place: NodePlace, { model, act, t }: Shown, plan: Layout): unknown {
    const { view, selection, hovered, cutting, draft, lang } = model;
    const drawing = depictionOf(view.protocol).node;
    const selected = selection?.kind === 'node' && selection.id === node.id;
    const pointed = hovered === node.id;
    const chosen = (cutting ?? draft?.members)?.includes(node.id) ?? null;
    const eye = hands()?.eyesOf(model).node(node.id) ?? '';
    const tabbable = node.id === this.nodeStop.among(plan.nodes.map(({ id }) => id));
    const alarmed = isAbout(brokenFirst(model)[0], node.id);
    const key = drawing.key(node, view);
    return guard([node, place, selected, pointed, chosen, eye, tabbable, alarmed, key, lang], () => {
      const art = drawing.draw(node, view, plan.node, asidePlace(place, plan.width), t);
      const frame = {
        node,
        place,
        size: plan.node,
        selected,
        pointed,
        chosen,
        eye,
        tabbable,
        alarmed,
      };
      return nodeFrame(frame, art, (event) => this.press(node.id, act, event), act.hover, t);
    });
  }

  private press(id: NodeName, act: Act, event: MouseEvent): void {
    const { cutting = null, draft = null } = this.scene?.model ?? {};
    if (cutting) act.cutting(toggled(cutting, id));
    else if (draft) act.draft({ ...draft, members: toggled(draft.members, id) });
    else act.menu({ kind: 'node', id, byKey: isByKey(event) });
  }

  private openMenu({ model, act, t }: Shown, plan: Layout, stops: Barrier, now: Ms): unknown {
    return model.menu ? this.menu(model, act, t, { plan, stops, now }) : nothing;
  }

  /** A key that has opened a menu goes on in it, once it is there. */
  private enterMenu(menu: Menu | null): void {
    if (menu === this.entered) return;
    const first = this.element.querySelector<HTMLElement>('.stage-menu [role="menuitem"]:not([aria-disabled="true"])');
    if (menu && !first) return;
    this.entered = menu;
    if (menu?.byKey) first?.focus();
  }

  private messages({ model, act, t }: Shown, plan: Layout): unknown {
    const { view, selection, hovered, lang } = model;
    const { shapes } = depictionOf(view.protocol);
    const spared = this.withoutWords(model, plan, t);
    const eyes = hands()?.eyesOf(model);
    const wishes: MessageAct = {
      press: (id, event) => act.menu({ kind: 'message', id, byKey: isByKey(event) }),
      hover: (id) => act.hover(id),
    };
    const tabbed = this.messageStop.among(view.flights.map(({ id }) => id));
    return repeat(
      this.seats.take(view.flights),
      ({ place }) => place,
      (seat) => {
        const { flight, isEmpty } = seat;
        const path = way(plan, flight.from, flight.to);
        if (!path) return nothing;
        const selected = !isEmpty && selection?.kind === 'message' && selection.id === flight.id;
        const pointed = selected || (!isEmpty && hovered === flight.id);
        const eye = eyes?.message(flight.kind, flight.from, flight.to) ?? '';
        const tabbable = !isEmpty && flight.id === tabbed;
        const labelled = spared?.has(flight.id) === false;
        const angle = directionOf(path);
        const draw = () => {
          const shape = shapeOf(flight.kind, shapes);
          const { glyph } = plan.node;
          const art = { flight, shape, glyph, angle, labelled, pointed, eye, selected, tabbable, isEmpty };
          return message(art, wishes, t);
        };
        const key = [flight.id, flight.arrivesAt, flight.waits, plan, selected, pointed, eye, labelled, tabbable, lang];
        // What nobody sees is not kept as it would be.
        return guard(isEmpty ? [flight.id] : key, draw);
      },
    );
  }

  /** Messages without words beside them; `null`: none has any. */
  private withoutWords({ view, now, paused, speed }: Model, plan: Layout, t: Translate): ReadonlySet<MessageId> | null {
    const of = hands();
    const most = plan.width < ROOM_FOR_LABELS ? 3 : LABELS_MAX;
    const says = (flight: Flight) => shortLabel(flight, t);
    if (of && !paused && speed <= SLOW) {
      this.words ??= new of.Words();
      return this.words.without(view.flights, plan, now, most, says);
    }
    this.words = null;
    return of && paused && view.flights.length <= most ? of.withoutWords(view.flights, plan, now, says) : null;
  }

  private deaths(model: Model, now: Ms): Landing[] {
    const stands = standsFor(model);
    const moment = { now, cuts: model.view.cuts };
    return model.landings
      .slice(model.landings.findLastIndex(({ endedAt }) => endedAt <= now - stands) + 1)
      .filter((landing) => landing.outcome !== 'delivered' && strength(landing, moment, stands) > 0)
      .slice(-LOST_MAX);
  }

  private placeOfDeath(landing: Landing, plan: Layout, stops: Barrier): Point | null {
    const path = way(plan, landing.from, landing.to);
    const wall = hurdle(landing, stops.stop(landing.from, landing.to));
    return path && placeOn(path, wall === null ? landing.place : bend(landing.place, wall));
  }

  /** The layout stays as it is, down to the identity of its parts, until the cast or the box changes. */
  private layout({ view, presenting, controls }: Model): Layout {
    const ring = onRing(view.nodes);
    const clients = view.clients.map(({ id, node }) => ({ id, node }));
    const host = guestLines(view).length > 0 ? depictionOf(view.protocol).guest?.(view) : null;
    const cast = {
      nodes: ring.map(({ id }) => id),
      // The first who asks will have this name.
      clients: host ? [{ id: 'c1', node: host }] : clients,
      hasChips: hands()?.isUnusual(view) ?? false,
      hasFreeCorner: !depictionOf(view.protocol).hasTools,
      letters: Math.max(1, this.letters),
    };
    const isHall = presenting && this.box.height > HALL_HEIGHT;
    const smallest = isHall ? HALL_TEXT : presenting || controls !== 'full' ? SLIDE_TEXT : 0;
    const key = JSON.stringify([view.protocol, cast, this.box, smallest]);
    if (this.plan?.key !== key) {
      this.plan = {
        key,
        layout: layout(cast, this.box, depictionOf(view.protocol).node.asideSize, smallest),
      };
    }
    return this.plan.layout;
  }

  private focusedMessage(): Flight | null {
    const root = this.element.getRootNode() as Document | ShadowRoot;
    return this.motion.flight((root.activeElement as SVGElement | null)?.dataset?.flight);
  }

  /** From a message that has arrived to another; from the last one to where it came. Tab goes on from there as it would have. */
  private focusNext({ to }: Flight): void {
    const node = `[data-node="${CSS.escape(to)}"]`;
    const next = this.element.querySelector<SVGElement>('[data-flight][tabindex="0"]');
    (next ?? this.element.querySelector<SVGElement>(node))?.focus();
  }

  private readonly onFocus = (event: FocusEvent): void => {
    const { node, flight } = (event.target as SVGElement).dataset;
    if (node) this.nodeStop.enter(node);
    if (flight) this.messageStop.enter(flight);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const { cutting, draft } = this.scene?.model ?? {};
    if (event.key === 'Escape' && (this.drag?.isActive || cutting || draft)) {
      this.drag?.cancel();
      this.scene?.act.cutting(null);
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    hands()?.pressStageKey(event, this.element);
  };
}

/** How many messages are under way that are not drawn: in the middle of the ring. */
function hidden(count: number, { centre }: Layout, t: Translate): SVGTemplateResult | typeof nothing {
  if (count === 0) return nothing;
  return svg`<text class="stage-hidden" x=${centre.x} y=${centre.y}>${t('stage.hidden', { count })}</text>`;
}

/** What a client would ask for next. */
function guestLines({ acts }: View): readonly string[] {
  return acts.find(({ key, refusal }) => key === 'request' && refusal === null)?.commands ?? [];
}

/** From a client to the node that it talks to. */
function clientLine(place: ClientPlace, { nodes, node: { outer } }: Layout): SVGTemplateResult | typeof nothing {
  const node = nodes.find(({ id }) => id === place.node);
  if (!node) return nothing;
  const rim = between(node, place, (outer + 2) / (distance(node, place) || 1));
  return svg`<path class="stage-client-line" d=${pathThrough([place, rim])}></path>`;
}

/** A click without a pointer. */
function isByKey({ detail }: MouseEvent): boolean {
  return detail === 0;
}

/** As it was asked. */
function whole(request: string): string {
  return request;
}

function toggled(chosen: readonly NodeName[], id: NodeName): readonly NodeName[] {
  return chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
}

function links({ nodes }: Layout): string {
  return nodes.flatMap((one, at) => nodes.slice(at + 1).map((other) => pathThrough([one, other]))).join('');
}
