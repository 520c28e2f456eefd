/** Any seed is as good as any other; it is shown, and can be shared. */

export function freshSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}
