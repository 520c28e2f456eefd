/** The sheet of paper: all that is measured is measured for it before the browser prints, which waits for nothing. */

import type { Size } from './stage/layout';
import type { Stage } from './stage/stage';
import type { Ms } from './types';

/** How high a table may be, beside the rest of a high sheet and of a broad one. */
const TABLE_SHARES = { high: 0.45, broad: 0.72 } as const;

/** What a stage has that is shown on paper alone: nobody can measure it before. In px, as large as sheets allow. */
const UNSEEN: Readonly<Record<'high' | 'broad', Size>> = {
  high: { width: 700, height: 560 },
  broad: { width: 570, height: 560 },
};

/** Of a slide, what stands around its ring is as high as this; and as large it is where nobody says anything. */
const AROUND_RING = 120;
const SLIDE: Size = { width: 640, height: 400 };

/** A slide is printed as it is, at the present moment. */
export function fitToSlide(host: Element, stage: Stage, now: Ms): void {
  // Of what is not shown it is what was asked for.
  const { width, height } = getComputedStyle(host);
  const asked = (length: string, otherwise: number) => (length.endsWith('px') ? Number.parseFloat(length) : otherwise);
  stage.measure({ width: asked(width, SLIDE.width), height: asked(height, SLIDE.height) - AROUND_RING });
  stage.follow(null, now);
}

/**
 * A picture is measured before it is drawn, and a table that is too large for the sheet gets smaller: for a high sheet and for a
 * broad one, of which the browser takes that which fits. On the screen again, all has its own size.
 */
export function fitToPaper(root: ShadowRoot, stages: Readonly<Record<'high' | 'broad', Stage>>, now: Ms): void {
  const frame = root.querySelector<HTMLElement>('.frame');
  if (!frame) return;
  const isPaper = frame.classList.contains('frame-print');
  const lower = frame.querySelector('.frame-lower');
  frame.removeAttribute('style');
  for (const sheet of ['broad', 'high'] as const) {
    const isBroad = sheet === 'broad';
    if (isPaper) {
      frame.classList.toggle('frame-broad', isBroad);
      const most = frame.clientHeight * TABLE_SHARES[sheet];
      if (lower) frame.style.setProperty(isBroad ? '--fits-broad' : '--fits', `${fitting(lower, most)}`);
      stages[sheet].follow(null, now);
      const pictures = isBroad ? '.frame-pictures-broad' : '.frame-pictures';
      for (const picture of frame.querySelectorAll(`${pictures} .part > *`))
        picture.dispatchEvent(new Event('measure'));
    }
    stages[sheet].measure(isPaper ? UNSEEN[sheet] : null);
  }
}

/** How much smaller a table gets so that it is no broader than its place, and no higher than that. */
function fitting(place: Element, height: number): number {
  const table = place.querySelector('table');
  return table ? Math.min(1, place.clientWidth / (table.scrollWidth + 12), height / place.clientHeight) : 1;
}
