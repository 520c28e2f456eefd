/** An element whose attributes are read when they change, and mirrored by properties of the same names. */

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
import { shown } from './shown';
import type { ProtocolName } from './types';

export abstract class AttributeElement extends HTMLElement {
  static readonly observedAttributes = ATTRIBUTES;

  /** What the attributes say. One that says what is not possible is as it was before. */
  protected settings: Settings = NO_SETTINGS;

  protected abstract attributeRead(name: AttributeName): void;
  protected abstract attributeRefused(name: AttributeName, value: string, allowed: string): void;

  attributeChangedCallback(name: string, old: string | null, text: string | null): void {
    if (old === text || !isAttribute(name)) return;
    try {
      this.settings = { ...this.settings, [name]: readAttribute(name, text) };
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      this.attributeRefused(name, text ?? '', error.allowed);
      return;
    }
    this.attributeRead(name);
  }

  private mirror(name: AttributeName, value: string | number | boolean | null): void {
    if (value === null || value === false) this.removeAttribute(name);
    else this.setAttribute(name, value === true ? '' : String(value));
  }

  /** `null`: not asked for; `view` says what it is. The same holds for `nodes` and `seed`. */
  get protocol(): ProtocolName | null {
    return this.settings.protocol;
  }
  set protocol(protocol: ProtocolName | null) {
    this.mirror('protocol', protocol);
  }

  get nodes(): number | null {
    return this.settings.nodes;
  }
  set nodes(nodes: number | null) {
    this.mirror('nodes', nodes);
  }

  get seed(): number | null {
    return this.settings.seed;
  }
  set seed(seed: number | null) {
    this.mirror('seed', seed);
  }

  get lesson(): string | null {
    return this.settings.lesson;
  }
  set lesson(lesson: string | null) {
    this.mirror('lesson', lesson);
  }

  get step(): number | null {
    return this.settings.step;
  }
  set step(step: number | null) {
    this.mirror('step', step);
  }

  get run(): string | null {
    return this.settings.run;
  }
  set run(run: string | null) {
    this.mirror('run', run);
  }

  get theme(): ThemeName {
    return this.settings.theme ?? 'auto';
  }
  set theme(theme: ThemeName | null) {
    this.mirror('theme', theme);
  }

  /** Virtual seconds a real second. */
  get speed(): number {
    return this.settings.speed ?? SPEED_DEFAULT;
  }
  set speed(speed: number | null) {
    if (speed !== null && typeof speed !== 'number')
      throw new TypeError(`speed takes a number, as 0.05, or null, not ${shown(speed)}`);
    this.mirror('speed', speed === null ? null : Number(speed.toPrecision(4)));
  }

  get autoplay(): boolean {
    return this.settings.autoplay ?? false;
  }
  set autoplay(autoplay: boolean) {
    this.mirror('autoplay', autoplay);
  }

  /** A newcomer is greeted, in free play, in the column. */
  get welcome(): boolean {
    return this.settings.welcome ?? false;
  }
  set welcome(welcome: boolean) {
    this.mirror('welcome', welcome);
  }

  get controls(): Controls {
    return this.settings.controls ?? 'full';
  }
  set controls(controls: Controls | null) {
    this.mirror('controls', controls);
  }

  /** Names with spaces between them; `null`: what fits. */
  get panels(): string | null {
    return this.settings.panels?.join(' ') ?? null;
  }
  set panels(panels: string | null) {
    this.mirror('panels', panels);
  }

  get hotkeys(): Hotkeys {
    return this.settings.hotkeys ?? 'focus';
  }
  set hotkeys(hotkeys: Hotkeys | null) {
    this.mirror('hotkeys', hotkeys);
  }
}
