/** The attributes of the element: what each may say, and what it means. */

import {
  CONTROLS,
  type Controls,
  HOTKEYS,
  type Hotkeys,
  NODES_MAX,
  NODES_MIN,
  PANELS,
  type PanelName,
  SPEED_MAX,
  SPEED_MIN,
  THEMES,
  type ThemeName,
} from './constants';
import { languageOf, languages } from './i18n/languages';
import type { Lang } from './model';
import { protocolNames } from './protocols/registry';
import type { Ms, ProtocolName } from './types';

/** What the attributes say; `null` where one is not there. */
export interface Settings {
  readonly protocol: ProtocolName | null;
  readonly nodes: number | null;
  readonly seed: number | null;
  readonly lesson: string | null;
  /** From 1. */
  readonly step: number | null;
  readonly run: string | null;
  readonly lang: Lang | null;
  readonly theme: ThemeName | null;
  readonly speed: number | null;
  readonly autoplay: boolean | null;
  readonly loop: boolean | null;
  /** Virtual ms: the run is shown from there, and played as far as `to`. */
  readonly from: Ms | null;
  readonly to: Ms | null;
  readonly welcome: boolean | null;
  readonly controls: Controls | null;
  readonly panels: readonly PanelName[] | null;
  readonly hotkeys: Hotkeys | null;
}

export type AttributeName = keyof Settings;

export const NO_SETTINGS: Settings = {
  protocol: null,
  nodes: null,
  seed: null,
  lesson: null,
  step: null,
  run: null,
  lang: null,
  theme: null,
  speed: null,
  autoplay: null,
  loop: null,
  from: null,
  to: null,
  welcome: null,
  controls: null,
  panels: null,
  hotkeys: null,
};

export const ATTRIBUTES = Object.keys(NO_SETTINGS) as readonly AttributeName[];

/** A change of one of these begins another run. */
export const RUN_ATTRIBUTES: readonly AttributeName[] = ['protocol', 'nodes', 'seed', 'lesson', 'run'];

/** An attribute says what is not possible. `allowed` is in no language. */
export class NotAllowed extends Error {
  constructor(readonly allowed: string) {
    super(`allowed: ${allowed}`);
  }
}

const readers: { readonly [Name in AttributeName]: (text: string) => NonNullable<Settings[Name]> } = {
  protocol: (text) => oneOf(protocolNames())(text),
  nodes: integer(NODES_MIN, NODES_MAX),
  seed: integer(0, Number.MAX_SAFE_INTEGER),
  lesson: readLesson,
  step: integer(1, 999),
  run: (text) => text,
  lang: readLang,
  theme: oneOf(THEMES),
  speed: readSpeed,
  // As HTML has it: the attribute counts, not what it says.
  autoplay: () => true,
  loop: () => true,
  from: readTime,
  to: readTime,
  welcome: () => true,
  controls: oneOf(CONTROLS),
  panels: (text) =>
    text
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(oneOf(PANELS)),
  hotkeys: oneOf(HOTKEYS),
};

/** Throws `NotAllowed`. */
export function readAttribute<Name extends AttributeName>(name: Name, text: string | null): Settings[Name] {
  return text === null ? NO_SETTINGS[name] : readers[name](text.trim());
}

export function isAttribute(name: string): name is AttributeName {
  return name in NO_SETTINGS;
}

function oneOf<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new NotAllowed(words.join(', '));
    return found;
  };
}

function integer(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (!/^\d+$/.test(text) || number < min || number > max) throw new NotAllowed(`${min} … ${max}`);
    return number;
  };
}

function readLang(text: string): Lang {
  const lang = languageOf(text);
  if (lang === null) throw new NotAllowed([...languages().keys()].join(', '));
  return lang;
}

/** Which lessons there are is known only when one is opened: then a name that is none is compared with all, letter by letter. */
function readLesson(text: string): string {
  if (!/^[\w-]{1,64}\/[\w-]{1,64}$/.test(text)) throw new NotAllowed('family/name');
  return text;
}

/** Virtual ms. */
function readTime(text: string): Ms {
  if (!/^\d{1,12}(\.\d+)?$/.test(text)) throw new NotAllowed('0 …');
  return Number(text);
}

/** `0.05` or `1/20`. */
function readSpeed(text: string): number {
  const [, numerator, denominator = '1'] = /^([\d.]+)(?:\/([\d.]+))?$/.exec(text) ?? [];
  const speed = Number(numerator) / Number(denominator);
  if (!(speed >= SPEED_MIN && speed <= SPEED_MAX))
    throw new NotAllowed(`1/${Math.round(1 / SPEED_MIN)} … ${SPEED_MAX}`);
  return speed;
}
