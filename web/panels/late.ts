/**
 * The panels that are loaded when somebody first looks at one: many readers never do. They come in bundles, each with its
 * styles; with the first of them come the words that only such panels say.
 */

import type { TemplateResult } from 'lit/html.js';
import { speakOfPanels, type Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { sheet } from '../theme/sheet';

type Panel = (model: Model, act: Act, t: Translate) => TemplateResult;

/** What a bundle gives. */
interface Bundle<Name extends string> {
  readonly panels: Readonly<Record<Name, Panel>>;
  readonly styles: string;
}

const LOADERS = {
  /** What tells of the run in words. */
  soon: () => import('../soon'),
  later: () => import('../later'),
  /** What one does things with on the stage. */
  hands: () => import('../hands'),
} as const;

type BundleName = keyof typeof LOADERS;

const BUNDLES = {
  inspector: 'soon',
  checks: 'soon',
  lesson: 'soon',
  help: 'soon',
  presenter: 'later',
  settings: 'later',
  'space-time': 'later',
  menu: 'hands',
} as const satisfies Readonly<Record<string, BundleName>>;

export type LateName = keyof typeof BUNDLES;

export const LATE_NAMES = Object.keys(BUNDLES) as readonly LateName[];

interface Fetched {
  readonly panels: Readonly<Partial<Record<LateName, Panel>>>;
  readonly styles: CSSStyleSheet;
}

/** What is there, for all stages of a page. */
const loaded = new Map<BundleName, Fetched>();

async function load(name: BundleName): Promise<void> {
  const [bundle] = await Promise.all([LOADERS[name]() as Promise<Bundle<string>>, speakOfPanels()]);
  if (!loaded.has(name)) loaded.set(name, { panels: bundle.panels, styles: sheet(bundle.styles) });
}

/** The late panels of one stage. */
export class LatePanels {
  /** Asked for and not there: under way, or failed while somebody looked. */
  private readonly missing = new Set<LateName>();

  constructor(
    private readonly root: ShadowRoot,
    /** What was missing can be drawn now. */
    private readonly arrived: () => void,
    /** What was missing could not be loaded. */
    private readonly failed: (error: unknown) => void,
  ) {}

  /** How many bundles are there: with another one there is more to draw. */
  get bundles(): number {
    return loaded.size;
  }

  /** The panel, or `null` as long as it is not there. */
  panel(name: LateName): Panel | null {
    const bundle = loaded.get(BUNDLES[name]);
    if (!bundle) {
      if (!this.missing.has(name)) load(BUNDLES[name]).then(this.arrived, this.failed);
      this.missing.add(name);
      return null;
    }
    const { adoptedStyleSheets: adopted } = this.root;
    if (!adopted.includes(bundle.styles)) adopted.push(bundle.styles);
    return bundle.panels[name] ?? null;
  }

  /** Nobody looks any more: what could not be loaded is tried again when somebody does. */
  leave(name: LateName): void {
    this.missing.delete(name);
  }
}
