/** What is said of a guarantee that is broken. */

import type { BrokenCheck } from './alarm';
import type { Translate } from './i18n/index';
import { formatTime } from './panels/transport';

/** Where there is no room for a sentence, which leads to it. */
export function alarmName({ id, number }: BrokenCheck, t: Translate): string {
  return `${t(`check.${id}.name`)} (${number})`;
}

/** All of it in one sentence: which guarantee, when, and who has what. */
export function alarmSentence({ id, number, violation }: BrokenCheck, t: Translate): string {
  const how = t(`check.${id}.broken`, violation.args);
  return t('alarm.sentence', { name: t(`check.${id}.name`), number, time: formatTime(violation.at), how });
}
