/** Where the timeline stands, which moves while nothing else of it is drawn. */

import type { Ms } from '../types';

/** Moves the playhead, by nothing but its transform: the slider's own thumb would have the page laid out in every frame. */
export function placeTimeline(root: ParentNode, now: Ms): void {
  const playhead = root.querySelector<HTMLElement>('.timeline-playhead');
  const { start, end } = playhead?.parentElement?.dataset ?? {};
  if (!playhead) return;
  const share = (now - Number(start)) / (Number(end) - Number(start));
  playhead.style.transform = `translateX(calc(${share.toFixed(5)} * (100cqw - 1px)))`;
}
