/**
 * The panels that are loaded when somebody first looks at one: many readers never do. They come in bundles, each with its
 * styles; with the first of them come the words that only such panels say.
 */

import type { TemplateResult } from 'lit/html.js';
import { speakOfPanels, type Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import type { OwnView } from '../protocols/depiction';
import { loadGuide, loadTable, loadViews, tableOf, viewsOf } from '../protocols/registry';
import { rulebooks } from '../rules';
import type { Ground } from '../stage/menu-place';
import { sheet } from '../theme/sheet';
import type { ProtocolName } from '../types';

/** What stands on the stage has to know where everything is. */
type Panel = (model: Model, act: Act, t: Translate, ground: Ground | null) => TemplateResult;

/** What a bundle gives. */
interface Bundle<Name extends string> {
  readonly panels: Readonly<Record<Name, Panel>>;
  readonly styles: string;
}

const LOADERS = {
  /** What stands around the picture: with the words that are there. */
  around: () => import('../around'),
  /** What tells of the run in words. */
  soon: () => import('../soon'),
  later: () => import('../later'),
  /** The rules, and what shows them elsewhere. */
  rules: () => import('../rulebook'),
  /** What explains the stage, and what one does things with on it. */
  guide: () => import('../guide'),
} as const;

type BundleName = keyof typeof LOADERS;

const BUNDLES = {
  timeline: 'around',
  events: 'around',
  command: 'around',
  paper: 'around',
  caption: 'around',
  walk: 'around',
  inspector: 'soon',
  checks: 'soon',
  lesson: 'soon',
  rules: 'rules',
  help: 'guide',
  'free-play': 'guide',
  presenter: 'later',
  settings: 'later',
  'space-time': 'later',
  menu: 'guide',
} as const satisfies Readonly<Record<string, BundleName>>;

export type LateName = keyof typeof BUNDLES | 'log' | 'own';

/** These need what explains a protocol's signs. */
const EXPLAINING: readonly LateName[] = ['help', 'free-play'];

export const LATE_NAMES = ['log', 'own', ...Object.keys(BUNDLES)] as readonly LateName[];

interface Fetched {
  readonly panels: Readonly<Partial<Record<LateName, Panel>>>;
  readonly styles: CSSStyleSheet;
}

/** What is there, for all stages of a page. */
const loaded = new Map<BundleName, Fetched>();

/** How the tables look that are there. */
const tables = new Map<ProtocolName, CSSStyleSheet>();

/** The protocols whose signs can be explained. */
const explained = new Set<ProtocolName>();

/** The table of a protocol, which is a part of its own. */
async function lay(protocol: ProtocolName): Promise<void> {
  await loadTable(protocol);
  if (!tables.has(protocol)) tables.set(protocol, sheet(tableOf(protocol)?.styles ?? ''));
}

/** How the pictures look that are a protocol's own and there. */
const pictures = new Map<ProtocolName, CSSStyleSheet>();

async function paint(protocol: ProtocolName): Promise<void> {
  await Promise.all([loadViews(protocol), speakOfPanels()]);
  if (!pictures.has(protocol)) pictures.set(protocol, sheet(viewsOf(protocol)?.styles ?? ''));
}

async function explain(protocol: ProtocolName): Promise<void> {
  await Promise.all([loadGuide(protocol), lay(protocol)]);
  explained.add(protocol);
}

async function load(name: BundleName): Promise<void> {
  const words = name === 'around' ? null : speakOfPanels();
  const [bundle] = await Promise.all([LOADERS[name]() as Promise<Bundle<string>>, words]);
  if (!loaded.has(name)) loaded.set(name, { panels: bundle.panels, styles: sheet(bundle.styles) });
}

/** Loads what stands around the picture of a run of that protocol. */
export async function loadAround(protocol: ProtocolName): Promise<void> {
  await Promise.all([load('around'), lay(protocol)]);
}

/** The late panels of one stage. */
export class LatePanels {
  /** Asked for and not there: under way, or failed while somebody looked. */
  private readonly missing = new Set<LateName>();
  private explains = false;

  constructor(
    private readonly root: ShadowRoot,
    /** What was missing can be drawn now. */
    private readonly arrived: () => void,
    /** What was missing could not be loaded. */
    private readonly failed: () => void,
  ) {}

  /** How many bundles are there: with another one there is more to draw. */
  get bundles(): number {
    return loaded.size + tables.size + explained.size + pictures.size + rulebooks();
  }

  /** The panel, or `null` as long as it is not there. */
  panel(name: keyof typeof BUNDLES, protocol: ProtocolName): Panel | null {
    const bundle = loaded.get(BUNDLES[name]);
    const isExplained = !EXPLAINING.includes(name) || explained.has(protocol);
    const isPainted = name !== 'space-time' || pictures.has(protocol);
    if (!bundle || !isExplained || !isPainted) {
      this.fetch(name, () => [
        load(BUNDLES[name]),
        isExplained ? null : explain(protocol),
        isPainted ? null : paint(protocol),
      ]);
      return null;
    }
    this.adopt(bundle.styles);
    if (EXPLAINING.includes(name)) this.wear(tables, protocol);
    return bundle.panels[name] ?? null;
  }

  /** Walls and alarms look as what stands around the picture does, also where nothing stands there. */
  async dress(): Promise<void> {
    await load('around');
    const around = loaded.get('around');
    if (around) this.adopt(around.styles);
  }

  /** What all nodes hold, as this protocol shows it, or `null` as long as it is not there. */
  table(protocol: ProtocolName): Panel | null {
    if (!tables.has(protocol)) {
      this.fetch('log', () => [lay(protocol)]);
      return null;
    }
    this.wear(tables, protocol);
    return tableOf(protocol)?.panel ?? null;
  }

  /** A picture that is this protocol's own, or `null` as long as it is not there. */
  own(name: OwnView, protocol: ProtocolName): Panel | null {
    if (!pictures.has(protocol)) {
      this.fetch('own', () => [paint(protocol)]);
      return null;
    }
    this.wear(pictures, protocol);
    return viewsOf(protocol)?.panels[name] ?? null;
  }

  private fetch(name: LateName, load: () => readonly (Promise<void> | null)[]): void {
    if (this.missing.has(name)) return;
    this.missing.add(name);
    Promise.all(load()).then(() => {
      this.missing.delete(name);
      this.arrived();
    }, this.failed);
  }

  /** Of no other protocol. */
  private wear(all: ReadonlyMap<ProtocolName, CSSStyleSheet>, protocol: ProtocolName): void {
    const wanted = all.get(protocol);
    const { adoptedStyleSheets: adopted } = this.root;
    for (const other of all.values()) {
      const place = adopted.indexOf(other);
      if (place >= 0 && other !== wanted) adopted.splice(place, 1);
    }
    if (wanted) this.adopt(wanted);
  }

  /** Somebody points at things: what they mean can be told from now on. */
  async explainSigns(t: () => Translate, target: EventTarget | null): Promise<void> {
    if (this.explains) return;
    this.explains = true;
    try {
      const [{ Tips }] = await Promise.all([LOADERS.guide(), load('guide')]);
      const tips = new Tips(this.root, t);
      tips.begin(target);
      const bundle = loaded.get('guide');
      if (bundle) this.adopt(bundle.styles);
    } catch {
      // Nobody has asked for it in so many words: the next one who points at something tries again.
      this.explains = false;
    }
  }

  private adopt(styles: CSSStyleSheet): void {
    const { adoptedStyleSheets: adopted } = this.root;
    if (!adopted.includes(styles)) adopted.push(styles);
  }

  /** Nobody looks any more: what could not be loaded is tried again when somebody does. */
  leave(name: LateName): void {
    this.missing.delete(name);
  }
}
