/** English: what only the tests' broadcast says. */

export const words = {
  'tab.log': 'Nodes',
  'broadcast.title': 'Who has acknowledged',
  'broadcast.acknowledged': '{node} acknowledges round {round}.',
  'broadcast.serving': '{node} is up and sends.',
  'broadcast.idle': '{node} is down.',
  'role.sender': 'sender',
  'role.receiver': 'receiver',
  'message.Announce': 'Announcement',
  'message.Acknowledge': 'Acknowledgement',
  'stage.short-Announce': 'announce',
  'stage.short-Acknowledge': 'got it',
  'stage.era': 'round {era}',
  'timeline.led': '{leader} · {era}',
  'timeline.led-at': '{time}, round {era}, {leader} sends',
  'timeline.unled-at': '{time}, round {era}',
  'welcome.says': '{count} nodes share one announcement.',
} as const satisfies Readonly<Record<string, string>>;
