/** Chinese: what only late panels say of the tests’ broadcast. */

import type { words as en } from './panel-words.en';

export const words: Readonly<Record<keyof typeof en, string>> = {
  'inspector.hint-request': '让 A 通告一个值。',
  'help.colour-means': '表示轮次。',
  'sign.era': '颜色和数字表示轮次。',
  'sign.timer': '弧线是计时器。',
  'sign.Announce': '发送者发出通知。',
  'sign.Acknowledge': '接收者已收到。',
};
