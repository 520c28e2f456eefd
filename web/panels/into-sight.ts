/** Scrolls a box as little as it takes to see something in it, from its beginning; what stands on top of the box covers `head` px of it. */
export function bringIntoSight(element: Element, box: Element, head: number): void {
  const [there, room] = [element.getBoundingClientRect(), box.getBoundingClientRect()];
  const above = room.top + head - there.top;
  const below = there.bottom - room.bottom;
  if (above > 0) box.scrollTop -= above;
  else if (below > 0) box.scrollTop += Math.min(below, -above);
}
