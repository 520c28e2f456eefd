/** Chinese: what only the tests' broadcast says. */

import type { words as en } from './words.en';

export const words: Readonly<Record<keyof typeof en, string>> = {
  'tab.log': '节点',
  'broadcast.title': '谁已确认',
  'broadcast.acknowledged': '{node} 确认第 {round} 轮。',
  'broadcast.serving': '{node} 在运行，可以发送。',
  'broadcast.idle': '{node} 已宕机。',
  'role.sender': '发送者',
  'role.receiver': '接收者',
  'message.Announce': '通告',
  'message.Acknowledge': '确认',
  'stage.short-Announce': '通告',
  'stage.short-Acknowledge': '收到',
  'stage.era': '第 {era} 轮',
  'timeline.led': '{leader} · {era}',
  'timeline.led-at': '{time}，第 {era} 轮，{leader} 在发送',
  'timeline.unled-at': '{time}，第 {era} 轮',
  'welcome.says': '{count} 个节点共享一条通知。',
};
