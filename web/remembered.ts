/** What this browser keeps for the next visit. Storage may be forbidden, as in some private windows: then nothing is kept. */

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`quorate-${name}`, value);
  } catch {}
}

export function remembered(name: string): string | null {
  try {
    return localStorage.getItem(`quorate-${name}`);
  } catch {
    return null;
  }
}
