/** Enter and Space press what has the focus on the stage, as any button; arrows walk the ring, or from message to message. */

export function pressStageKey(event: KeyboardEvent, stage: Element): void {
  const button = (event.target as SVGElement).closest<SVGElement>('[role="button"]');
  if (!button || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter' || event.key === ' ') button.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  else {
    const { node, flight, link } = button.dataset;
    const kind = node ? 'node' : flight ? 'flight' : link ? 'link' : 'client';
    const all = [...stage.querySelectorAll<SVGElement>(`[data-${kind}]`)];
    const there = walk(all.indexOf(button), all.length, event.key);
    if (there === null) return;
    all[there]?.focus();
  }
  event.preventDefault();
  event.stopPropagation();
}

function walk(here: number, count: number, key: string): number | null {
  if (key === 'ArrowRight' || key === 'ArrowDown') return (here + 1) % count;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return (here + count - 1) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
