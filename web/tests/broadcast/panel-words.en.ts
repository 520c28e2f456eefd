/** English: what only late panels say of the tests’ broadcast. */

export const words = {
  'inspector.hint-request': 'Let A announce something.',
  'help.colour-means': 'is the round.',
} as const satisfies Readonly<Record<string, string>>;
