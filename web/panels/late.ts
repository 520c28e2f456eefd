/** The panels that are loaded when somebody first looks at one: they are large, and many readers never do. */

import type { TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import { sheet } from '../theme/sheet';

export const LATE_NAMES = ['space-time', 'settings'] as const;

type LateName = (typeof LATE_NAMES)[number];
type Panel = (model: Model, act: Act, t: Translate) => TemplateResult;

interface Late {
  readonly panels: Readonly<Record<LateName, Panel>>;
  readonly styles: CSSStyleSheet;
}

/** What is there, for all stages of a page. */
let loaded: Late | null = null;

async function load(): Promise<void> {
  const { settingsPanel, settingsStyles, spaceTimePanel, spaceTimeStyles } = await import('../later');
  loaded ??= {
    panels: { settings: settingsPanel, 'space-time': spaceTimePanel },
    styles: sheet(spaceTimeStyles, settingsStyles),
  };
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

  get isThere(): boolean {
    return loaded !== null;
  }

  /** The panel, or `null` as long as it is not there. */
  panel(name: LateName): Panel | null {
    if (!loaded) {
      if (!this.missing.has(name)) load().then(this.arrived, this.failed);
      this.missing.add(name);
      return null;
    }
    const { adoptedStyleSheets: adopted } = this.root;
    if (!adopted.includes(loaded.styles)) adopted.push(loaded.styles);
    return loaded.panels[name];
  }

  /** Nobody looks any more: what could not be loaded is tried again when somebody does. */
  leave(name: LateName): void {
    this.missing.delete(name);
  }
}
