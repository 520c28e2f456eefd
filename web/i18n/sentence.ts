/**
 * An event as a sentence: arguments that are words of the program are put into the reader's language first. A range
 * of one has a sentence of its own, where its key with `.one` is in the dictionaries.
 */

import type { Args, EventView } from '../types';
import type { Translate } from './index';
import { isolated } from './isolate';

/** Of a switch or a rule: `on` and `off` are words of the program. */
const SETTING_CHANGED = 'cluster.setting-changed';
/** Refused for good: the answer is the reason. */
const FAILED = 'cluster.failed';

export function sentence({ key, args }: Pick<EventView, 'key' | 'args'>, t: Translate): string {
  const one = `${key}.one`;
  const best = args.first !== undefined && args.first === args.last && t.has(one) ? one : key;
  return t(
    best,
    Object.fromEntries(Object.entries(args).map(([name, value]) => [name, word(key, name, value, args, t)])),
  );
}

/** Whom the sentence is about: then it begins with a verb, and this name belongs before it. */
export function subject({ key, node }: Pick<EventView, 'key' | 'node'>): string | null {
  return key === 'cluster.violation' ? null : node;
}

/** The whole sentence, for where the subject is not shown beside it. */
export function spoken(event: Pick<EventView, 'key' | 'args' | 'node'>, t: Translate): string {
  const node = subject(event);
  return node === null ? sentence(event, t) : t('events.spoken', { node, what: sentence(event, t) });
}

/** Only where an argument is always a word of the program: what a client asks for may look like one. */
function word(key: string, name: string, value: string | number, args: Args, t: Translate): string | number {
  switch (name) {
    case 'kind':
      return t(`message.${value}`);
    case 'setting':
      return t(t.has(`setting.rule.${value}`) ? `setting.rule.${value}` : `setting.${value}`);
    case 'value':
      return key === SETTING_CHANGED && (value === 'on' || value === 'off') ? t(`value.${value}`) : value;
    case 'check':
      return t('check.broken', { name: t(`check.${value}.name`), how: t(`check.${value}.broken`, args) });
    case 'answer':
      return key === FAILED ? reasonText(value, t) : value;
    default:
      return value;
  }
}

/** Why a request was refused for good. */
export function reasonText(reason: string | number, t: Translate): string {
  const key = `failure.${reason}`;
  return t.has(key) ? t(key) : isolated(`${reason}`);
}
