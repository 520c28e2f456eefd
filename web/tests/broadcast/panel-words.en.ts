/** English: what only late panels say of the tests’ broadcast. */

export const words = {
  'inspector.hint-request': 'Let A announce something.',
  'help.colour-means': 'is the round.',
  'sign.era': 'Colour and number are the round.',
  'sign.timer': 'The arc is a timer.',
  'sign.Announce': 'the sender announces.',
  'sign.Acknowledge': 'a receiver has heard it.',
} as const satisfies Readonly<Record<string, string>>;
