/**
 * An event as a sentence: arguments that are words of the program are put into the reader's language first. A range
 * of one has a sentence of its own, where its key with `.one` is in the dictionaries.
 */

import type { Args, EventView } from '../types';
import type { Translate } from './index';

export function sentence({ key, args }: Pick<EventView, 'key' | 'args'>, t: Translate): string {
  const one = `${key}.one`;
  const best = args.first !== undefined && args.first === args.last && t.has(one) ? one : key;
  return t(best, Object.fromEntries(Object.entries(args).map(([name, value]) => [name, word(name, value, args, t)])));
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

function word(name: string, value: string | number, args: Args, t: Translate): string | number {
  switch (name) {
    case 'kind':
      return t(`message.${value}`);
    case 'setting':
      return t(t.has(`setting.rule.${value}`) ? `setting.rule.${value}` : `setting.${value}`);
    case 'value':
      return value === 'on' || value === 'off' ? t(`value.${value}`) : value;
    case 'check':
      return t('check.broken', { name: t(`check.${value}.name`), how: t(`check.${value}.broken`, args) });
    case 'answer':
      return answerText(value, t);
    default:
      return value;
  }
}

/** An answer as it is told, but for a refusal, which names its reason. */
export function answerText(answer: string | number, t: Translate): string | number {
  const key = `failure.${answer}`;
  return t.has(key) ? t(key) : answer;
}
