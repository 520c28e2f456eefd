/**
 * The panels that are loaded when somebody first looks at one: many readers never do. They come in bundles, each with its
 * styles; with the first of them come the words that only such panels say.
 */

import type { TemplateResult } from 'lit/html.js';
import { speakOfPanels, type Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { loadGuide } from '../protocols/registry';
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
  /** What tells of the run in words. */
  soon: () => import('../soon'),
  later: () => import('../later'),
  /** What explains the stage, and what one does things with on it. */
  guide: () => import('../guide'),
} as const;

type BundleName = keyof typeof LOADERS;

const BUNDLES = {
  inspector: 'soon',
  checks: 'soon',
  lesson: 'soon',
  help: 'guide',
  'free-play': 'guide',
  presenter: 'later',
  settings: 'later',
  'space-time': 'later',
  menu: 'guide',
} as const satisfies Readonly<Record<string, BundleName>>;

export type LateName = keyof typeof BUNDLES;

/** These need what explains a protocol's signs. */
const EXPLAINING: readonly LateName[] = ['help', 'free-play'];

export const LATE_NAMES = Object.keys(BUNDLES) as readonly LateName[];

interface Fetched {
  readonly panels: Readonly<Partial<Record<LateName, Panel>>>;
  readonly styles: CSSStyleSheet;
}

/** What is there, for all stages of a page. */
const loaded = new Map<BundleName, Fetched>();

/** The protocols whose signs can be explained. */
const explained = new Set<ProtocolName>();

async function explain(protocol: ProtocolName): Promise<void> {
  await loadGuide(protocol);
  explained.add(protocol);
}

async function load(name: BundleName): Promise<void> {
  const [bundle] = await Promise.all([LOADERS[name]() as Promise<Bundle<string>>, speakOfPanels()]);
  if (!loaded.has(name)) loaded.set(name, { panels: bundle.panels, styles: sheet(bundle.styles) });
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
    private readonly failed: (error: unknown) => void,
  ) {}

  /** How many bundles are there: with another one there is more to draw. */
  get bundles(): number {
    return loaded.size + explained.size;
  }

  /** The panel, or `null` as long as it is not there. */
  panel(name: LateName, protocol: ProtocolName): Panel | null {
    const bundle = loaded.get(BUNDLES[name]);
    const isExplained = !EXPLAINING.includes(name) || explained.has(protocol);
    if (!bundle || !isExplained) {
      const wanted = [load(BUNDLES[name]), isExplained ? null : explain(protocol)];
      if (!this.missing.has(name)) Promise.all(wanted).then(this.arrived, this.failed);
      this.missing.add(name);
      return null;
    }
    this.adopt(bundle);
    return bundle.panels[name] ?? null;
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
      if (bundle) this.adopt(bundle);
    } catch {
      // Nobody has asked for it in so many words: the next one who points at something tries again.
      this.explains = false;
    }
  }

  private adopt({ styles }: Fetched): void {
    const { adoptedStyleSheets: adopted } = this.root;
    if (!adopted.includes(styles)) adopted.push(styles);
  }

  /** Nobody looks any more: what could not be loaded is tried again when somebody does. */
  leave(name: LateName): void {
    this.missing.delete(name);
  }
}
