/**
 * A second stage that nobody sees, of a size of its own, with the run of the first: pictures are taken of it. So they do not depend
 * on the window, show no buttons, and whoever watches the first one is not disturbed.
 */

import { ELEMENT_NAME, type PanelName } from '../constants';
import type { QuorateStage } from '../element';
import type { Ms } from '../types';
import { colourOf } from './colour';
import { vectorOf } from './vector';

/** What of a run is to be seen. */
export const MOTIFS = ['ring', 'logs', 'space-time', 'all'] as const;
export type Motif = (typeof MOTIFS)[number];

/** What is to be seen, in px; a film has them even. */
export interface Shot {
  readonly part: Motif;
  readonly width: number;
  readonly height: number;
  readonly theme: 'light' | 'dark';
  /** Without it, there is nothing behind the picture. */
  readonly hasGround: boolean;
}

interface Framing {
  readonly panels: readonly PanelName[];
  /** What is cut out of the stage. */
  readonly element: string;
}

const FRAMINGS: Readonly<Record<Motif, Framing>> = {
  ring: { panels: ['stage'], element: '.part-stage' },
  logs: { panels: ['stage', 'log'], element: '.part-log' },
  'space-time': { panels: ['space-time'], element: '.part-space-time' },
  all: { panels: ['stage', 'space-time', 'log'], element: '.frame' },
};

/** What lights up where something has just changed: a picture stands still. */
const LEFT_OUT = '.stage-glow, .ledger-glows';

/** Takes pictures of one run. */
export interface Camera {
  /** The picture at that time, as SVG. Rejects where all is given up, also on a long way there. */
  take(at: Ms): Promise<string>;
}

/** The second stage is there as long as it is used. */
export async function backstage<T>(
  of: QuorateStage,
  shot: Shot,
  signal: AbortSignal,
  use: (camera: Camera) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const stage = document.createElement(ELEMENT_NAME) as QuorateStage;
  const { panels, element } = FRAMINGS[shot.part];
  stage.setAttribute('panels', panels.join(' '));
  stage.setAttribute('controls', 'none');
  stage.setAttribute('hotkeys', 'off');
  stage.setAttribute('theme', shot.theme);
  stage.setAttribute('lang', of.shadowRoot?.querySelector<HTMLElement>('.frame')?.lang ?? '');
  stage.setAttribute('aria-hidden', 'true');
  stage.inert = true;
  Object.assign(stage.style, {
    position: 'fixed',
    left: '-20000px',
    top: '0',
    width: `${shot.width}px`,
    height: `${shot.height}px`,
    pointerEvents: 'none',
  });
  const { lesson, step, script, currentTime, doneInLesson } = of;
  if (lesson !== null) stage.setAttribute('lesson', lesson);
  if (step !== null) stage.setAttribute('step', String(step));
  document.body.append(stage);
  const over = new AbortController();
  const givenUp = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: over.signal });
  });
  // It may be given up where nothing waits for that.
  givenUp.catch(() => {});
  try {
    if (lesson === null || doneInLesson) stage.resume(script, currentTime, true, doneInLesson);
    await Promise.race([stage.ready, givenUp]);
    stage.pause();
    // What waits for its box draws what waits for it.
    for (let round = 0; round < 3; round += 1) await settled();
    return await use({
      take: async (at) => {
        await Promise.race([stage.seek(at), givenUp]);
        signal.throwIfAborted();
        // Which draws it now, and waits for no frame.
        await stage.ready;
        return pictureOf(stage, element, shot);
      },
    });
  } finally {
    over.abort();
    stage.remove();
  }
}

function pictureOf(stage: QuorateStage, selector: string, { hasGround }: Shot): string {
  const element = stage.shadowRoot?.querySelector(selector);
  if (!element) throw new Error(`there is no ${selector} on the stage`);
  return vectorOf(element, {
    box: element.getBoundingClientRect(),
    ground: hasGround ? groundOf(element) : null,
    title: stage.lessonTitle ?? 'Quorate',
    leftOut: LEFT_OUT,
  });
}

/** What it stands on: the first that is not transparent. */
function groundOf(element: Element): string {
  const { backgroundColor } = getComputedStyle(element);
  const around = element.parentElement ?? (element.getRootNode() as Partial<ShadowRoot>).host;
  return colourOf(backgroundColor).alpha > 0 || !around ? backgroundColor : groundOf(around);
}

/** What waits for the size of its box has it. In a tab that is not shown there are no frames: then it has what it had. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(resolve, 100);
    requestAnimationFrame(() =>
      setTimeout(() => {
        clearTimeout(late);
        resolve();
      }),
    );
  });
}
