/** Of what stands before it, less than this is no line that can be read, in px. */
const LINE_PX = 28;

/**
 * Scrolls a box as little as it takes to see something in it, from its beginning; what stands on top of the box covers `head` px of it.
 * A line before it that would be cut through goes out of sight.
 */
export function bringIntoSight(element: Element, box: Element, head: number): void {
  const [there, room] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
  const before = there.top - room.top - head;
  const below = there.bottom - room.bottom;
  if (before < 0) box.scrollTop += before;
  else if (below > 0) box.scrollTop += before - below < LINE_PX ? before : below;
}
