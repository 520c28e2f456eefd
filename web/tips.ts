/**
 * What a sign means is told where it stands: under the pointer, at the focus, under a finger that stays. What carries a
 * `data-sign` has a sentence of that name, `data-says` or its own label what it is just now.
 */

import type { Translate } from './i18n/index';
import { type Rect, tipPlace } from './tip-place';

/** The pointer, or the focus, rests so long before anything is told; in real ms. */
const REST_MS = 450;
const HOLD_MS = 500;

/** On a stage that is lower than this, in px, only what something is just now is told. */
const LOW = 340;

export class Tips {
  private readonly box = document.createElement('div');
  private about: Element | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Where the pointer was seen last. */
  private last = { x: -1, y: -1 };
  /** A finger has stayed long enough to be told: lifted, it has pressed nothing. */
  private isHeld = false;

  constructor(
    private readonly root: ShadowRoot,
    private readonly t: () => Translate,
  ) {
    this.box.className = 'tip';
    this.box.setAttribute('role', 'tooltip');
    this.box.hidden = true;
    root.append(this.box);
    root.addEventListener('pointerover', (event) => this.onOver(event as PointerEvent));
    // What lies below the slider of the timeline is entered and left within it.
    root.addEventListener('pointermove', (event) => {
      if ((event.target as Element).matches('.timeline-slider')) this.onOver(event as PointerEvent);
    });
    root.addEventListener('pointerdown', (event) => this.onDown(event as PointerEvent));
    root.addEventListener('pointerup', (event) => this.onUp(event as PointerEvent));
    for (const press of ['click', 'contextmenu']) root.addEventListener(press, (event) => this.onPress(event), true);
    root.addEventListener('pointercancel', () => this.hide());
    root.addEventListener('focusin', (event) => this.onFocus(event));
    root.addEventListener('focusout', () => this.hide());
    root.addEventListener('scroll', () => this.hide(), { capture: true, passive: true });
    (root.host as HTMLElement).addEventListener('pointerleave', () => this.hide());
  }

  /** What was pointed at while this was loaded, if it still is. */
  begin(target: EventTarget | null): void {
    const sign = target instanceof Element ? target.closest('[data-sign]') : null;
    if (sign?.matches(':hover')) this.showSoon(sign);
  }

  private onOver({ target, pointerType, clientX, clientY }: PointerEvent): void {
    // One may go onto what is told, to read it. A pointer that rests while things move under it points at nothing new.
    const rests = clientX === this.last.x && clientY === this.last.y;
    this.last = { x: clientX, y: clientY };
    if (rests || pointerType === 'touch' || (target as Element).closest('.tip')) return;
    const sign = this.signAt(target as Element, clientX, clientY);
    if (sign === this.about && sign) return;
    this.hide();
    if (sign) this.showSoon(sign);
  }

  private onDown({ target, pointerType, clientX, clientY }: PointerEvent): void {
    this.hide();
    const sign = this.signAt(target as Element, clientX, clientY);
    this.isHeld = false;
    if (!sign || pointerType !== 'touch') return;
    this.about = sign;
    this.timer = setTimeout(() => {
      this.isHeld = true;
      this.show(sign);
    }, HOLD_MS);
  }

  /** What has been drawn with the pointer is to be seen: of what lies under it now nothing is told until it moves on. */
  private onUp({ clientX, clientY }: PointerEvent): void {
    clearTimeout(this.timer);
    this.last = { x: clientX, y: clientY };
  }

  private onPress(event: Event): void {
    if (!this.isHeld) {
      this.hide();
      return;
    }
    this.isHeld = event.type === 'contextmenu';
    event.preventDefault();
    event.stopPropagation();
  }

  private onFocus({ target }: Event): void {
    const sign = (target as Element).closest('[data-sign]') ?? (target as Element).querySelector('[data-sign]');
    // Only what is a sign itself, and only where the focus is shown: not a panel around one.
    if (sign && (target as Element).matches('.stage [role="button"]:focus-visible')) this.showSoon(sign);
  }

  /** The marks of the timeline lie below its slider. */
  private signAt(target: Element, x: number, y: number): Element | null {
    const below = target.matches('.timeline-slider') ? this.root.elementsFromPoint(x, y) : [target];
    return below.map((one) => one.closest('[data-sign]')).find((one) => one !== null) ?? null;
  }

  private showSoon(sign: Element): void {
    this.about = sign;
    this.timer = setTimeout(() => this.show(sign), REST_MS);
  }

  private show(sign: Element): void {
    const { sign: name, says } = (sign as HTMLElement).dataset;
    if (!sign.isConnected || !name || this.isBelowMenu(sign)) return;
    const t = this.t();
    const pressable = sign.closest('[role="button"], button');
    const now = says ?? pressable?.getAttribute('aria-label') ?? '';
    const means = t(`sign.${name}`);
    const what = [now && element('b', now), means !== now && element('span', means)];
    const press = pressable?.matches('.stage [role="button"]') && element('small', t('tips.press'));
    const parts = [...what, press].filter((part) => part instanceof HTMLElement);
    // A small stage is not covered with what anybody can read elsewhere.
    const isLow = (this.root.host as HTMLElement).offsetHeight < LOW;
    this.box.replaceChildren(...(isLow ? parts.slice(0, 1) : parts));
    this.box.hidden = false;
    document.addEventListener('keydown', this.onKey, true);
    this.place(sign);
  }

  /** What is told of something would lie over the menu in which one chooses. */
  private isBelowMenu(sign: Element): boolean {
    const menu = this.root.querySelector('[role="menu"]');
    return menu !== null && !menu.contains(sign);
  }

  /** In the host's own pixels, however it is scaled. */
  private place(sign: Element): void {
    const host = this.root.host as HTMLElement;
    const around = host.getBoundingClientRect();
    const scale = around.width / host.offsetWidth || 1;
    const own = (part: Element): Rect => {
      const { left, top, width, height } = part.getBoundingClientRect();
      const [x, y] = [(left - around.left) / scale, (top - around.top) / scale];
      return { left: x, top: y, width: width / scale, height: height / scale };
    };
    // Nothing of a node is hidden by what is told of a part of it.
    const about = sign.closest('.stage-node') ?? sign;
    const others = [...this.root.querySelectorAll('.stage-node')].filter((node) => node !== about).map(own);
    const tip = { width: this.box.offsetWidth, height: this.box.offsetHeight };
    const room = { width: host.offsetWidth, height: host.offsetHeight };
    const { left, top } = tipPlace(own(about), tip, room, others);
    this.box.style.left = `${left}px`;
    this.box.style.top = `${top}px`;
  }

  private hide(): void {
    clearTimeout(this.timer);
    this.about = null;
    this.box.hidden = true;
    document.removeEventListener('keydown', this.onKey, true);
  }

  /** Wherever the focus is. */
  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') this.hide();
  };
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
