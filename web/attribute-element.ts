/**
 * An element whose attributes are read when they change, and mirrored by properties of the same names. A property takes what its
 * attribute takes and never throws: what is not possible is refused as it is of the attribute.
 */

import {
  ATTRIBUTES,
  type AttributeName,
  isAttribute,
  NO_SETTINGS,
  NotAllowed,
  readAttribute,
  type Settings,
} from './attributes';
import { type Controls, type Hotkeys, SPEED_DEFAULT, type ThemeName } from './constants';
import type { Ms, ProtocolName } from './types';

export abstract class AttributeElement extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES;

  /** What the attributes say. One that says what is not possible is as it was before. */
  protected settings: Settings = NO_SETTINGS;

  protected abstract attributeRead(name: AttributeName): void;
  /** What somebody wanted is not possible; `allowed` says what is. */
  protected abstract propertyRefused(name: string, value: string, allowed: string): void;

  attributeChangedCallback(name: string, old: string | null, text: string | null): void {
    if (old === text || !isAttribute(name)) return;
    try {
      this.settings = { ...this.settings, [name]: readAttribute(name, text) };
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      this.propertyRefused(name, text ?? '', error.allowed);
      return;
    }
    this.attributeRead(name);
  }

  /** What was set before the element was defined hides the properties: it is set anew. */
  protected takeOverProperties(names: readonly string[]): void {
    const own = this as unknown as Record<string, unknown>;
    for (const name of names) {
      if (!Object.hasOwn(own, name)) continue;
      const value = own[name];
      delete own[name];
      own[name] = value;
    }
  }

  private mirror(name: AttributeName, value: unknown): void {
    if (value === null || value === undefined) this.removeAttribute(name);
    else this.setAttribute(name, String(value));
  }

  /** `null`: not asked for; `view` says what it is. The same holds for `nodes` and `seed`. */
  get protocol(): ProtocolName | null {
    return this.settings.protocol;
  }
  set protocol(protocol: ProtocolName | null | undefined) {
    this.mirror('protocol', protocol);
  }

  get nodes(): number | null {
    return this.settings.nodes;
  }
  set nodes(nodes: number | string | null | undefined) {
    this.mirror('nodes', nodes);
  }

  get seed(): number | null {
    return this.settings.seed;
  }
  set seed(seed: number | string | null | undefined) {
    this.mirror('seed', seed);
  }

  get lesson(): string | null {
    return this.settings.lesson;
  }
  set lesson(lesson: string | null | undefined) {
    this.mirror('lesson', lesson);
  }

  get step(): number | null {
    return this.settings.step;
  }
  set step(step: number | string | null | undefined) {
    this.mirror('step', step);
  }

  get run(): string | null {
    return this.settings.run;
  }
  set run(run: string | null | undefined) {
    this.mirror('run', run);
  }

  get theme(): ThemeName {
    return this.settings.theme ?? 'auto';
  }
  set theme(theme: ThemeName | null | undefined) {
    this.mirror('theme', theme);
  }

  /** Virtual seconds a real second. */
  get speed(): number {
    return this.settings.speed ?? SPEED_DEFAULT;
  }
  /** A number, or as the attribute has it: `1/20`. */
  set speed(speed: number | string | null | undefined) {
    this.mirror('speed', typeof speed === 'number' ? Number(speed.toPrecision(4)) : speed);
  }

  get autoplay(): boolean {
    return this.settings.autoplay ?? false;
  }
  set autoplay(autoplay: boolean | null | undefined) {
    this.toggleAttribute('autoplay', Boolean(autoplay));
  }

  /** What has been played to its end begins anew. */
  get loop(): boolean {
    return this.settings.loop ?? false;
  }
  set loop(loop: boolean | null | undefined) {
    this.toggleAttribute('loop', Boolean(loop));
  }

  /** Virtual ms: the run is shown from there on. */
  get from(): Ms | null {
    return this.settings.from;
  }
  set from(from: Ms | string | null | undefined) {
    this.mirror('from', from);
  }

  /** Virtual ms: it is played as far as that. */
  get to(): Ms | null {
    return this.settings.to;
  }
  set to(to: Ms | string | null | undefined) {
    this.mirror('to', to);
  }

  /** A newcomer is greeted, in free play, in the column. */
  get welcome(): boolean {
    return this.settings.welcome ?? false;
  }
  set welcome(welcome: boolean | null | undefined) {
    this.toggleAttribute('welcome', Boolean(welcome));
  }

  get controls(): Controls {
    return this.settings.controls ?? 'full';
  }
  set controls(controls: Controls | null | undefined) {
    this.mirror('controls', controls);
  }

  /** Names with spaces between them; `null`: what fits. */
  get panels(): string | null {
    return this.settings.panels?.join(' ') ?? null;
  }
  set panels(panels: string | null | undefined) {
    this.mirror('panels', panels);
  }

  get hotkeys(): Hotkeys {
    return this.settings.hotkeys ?? 'focus';
  }
  set hotkeys(hotkeys: Hotkeys | null | undefined) {
    this.mirror('hotkeys', hotkeys);
  }
}
