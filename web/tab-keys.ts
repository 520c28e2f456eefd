/** The keys of a row of tabs. */

/** Left and right walk the tabs, as readers of screens expect. */
export function walkTabs(event: KeyboardEvent): void {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (by === 0) return;
  const tabs = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role="tab"]')];
  const here = tabs.indexOf(event.target as HTMLElement);
  const there = tabs[(here + by + tabs.length) % tabs.length];
  there?.focus();
  there?.click();
  event.preventDefault();
  event.stopPropagation();
}
