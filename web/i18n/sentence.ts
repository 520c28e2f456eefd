/**
 * An event as a whole sentence, in which `{node}` is the node that it happened at. Arguments that are words of the program
 * are put into the reader's language first; a setting from 20 to 20 is 20. A range of one, a node's dealings with itself and a
 * redirection to nowhere have sentences of their own.
 */

import type { Args, EventView, NodeName } from '../types';
import type { Translate } from './index';
import { isolated } from './isolate';

type Told = Pick<EventView, 'key' | 'args' | 'node'>;

/** Of a switch or a rule: `on` and `off` are words of the program. */
const SETTING_CHANGED = 'cluster.setting-changed';
/** What one link or node has of its own: some settings have a sentence of theirs, with its unit. */
const OWN = 'cluster.own-';
/** Refused for good: the answer is the reason. */
const FAILED = 'cluster.failed';
/** The answer says where the client is to go. */
const REDIRECTED = 'cluster.redirected';
const ANSWERED = 'cluster.response';

/** What `none` means where answers are numbers. */
const NO_VALUE = 'value.none';

/** The answer to what has no value to tell. */
export const DONE = '✓';

export function sentence(event: Told, t: Translate): string {
  const { key, args, node } = event;
  const words = Object.entries(args).map(([name, value]) => [name, word(key, name, value, args, t)]);
  return t(keyFor(event, t), { ...(node === null ? {} : { node }), ...Object.fromEntries(words) });
}

function keyFor({ key, args, node }: Told, t: Translate): string {
  if (key === REDIRECTED && redirectedTo(`${args.answer}`) === null) return `${REDIRECTED}.unknown`;
  if (key === ANSWERED && args.answer === DONE) return `${ANSWERED}.done`;
  if (key === SETTING_CHANGED && t.has(`setting.rule.${args.setting}`)) return `${SETTING_CHANGED}.rule`;
  const isOne = args.first !== undefined && args.first === args.last;
  const isOwn =
    [args.voter, args.voted_for].includes(node ?? '') || (args.own !== undefined && args.own === args.value);
  const special = isOne ? `${key}.one` : isOwn ? `${key}.own` : key.startsWith(OWN) ? `${key}.${args.setting}` : key;
  return t.has(special) ? special : key;
}

/** Only where an argument is always a word of the program: what a client asks for may look like one. */
function word(key: string, name: string, value: string | number, args: Args, t: Translate): string | number {
  switch (name) {
    case 'kind':
      return t(`message.${value}`);
    case 'nodes':
      return typeof value === 'string' ? listed(value, t) : value;
    case 'setting':
      return t(t.has(`setting.rule.${value}`) ? `setting.rule.${value}` : `setting.${value}`);
    case 'value':
      if (key === SETTING_CHANGED && (value === 'on' || value === 'off')) return t(`value.${value}`);
      return key === SETTING_CHANGED || key.startsWith(OWN) ? measured(`${value}`, args, t) : value;
    case 'check':
      return t('check.broken', { name: t(`check.${value}.name`), how: t(`check.${value}.broken`, args) });
    case 'answer':
      if (key === REDIRECTED) return redirectedTo(`${value}`) ?? value;
      if (key === FAILED) return reasonText(value, t);
      return answerText(`${value}`, t);
    default:
      return value;
  }
}

/** With what its numbers count; from 20 to 20 is 20. */
function measured(value: string, { unit }: Args, t: Translate): string {
  const n = value.replace(/^(.+)\.\.\1$/, '$1');
  return unit === 'ms' ? t('time.ms', { n }) : n;
}

/** `B C D` as people say it: B, C and D. */
function listed(names: string, t: Translate): string {
  const all = names.split(' ');
  const last = all.pop() ?? '';
  return all.length > 0 ? `${all.join(t('list.comma'))}${t('list.and')}${last}` : last;
}

/** What was asked for, where that is a value. */
export function answerText(answer: string, t: Translate): string {
  return answer === 'none' && t.has(NO_VALUE) ? t(NO_VALUE) : answer;
}

/** Why a request was refused for good. */
export function reasonText(reason: string | number, t: Translate): string {
  const key = `failure.${reason}`;
  return t.has(key) ? t(key) : isolated(`${reason}`);
}

/** A redirection is `→ A`, or `→ ?` from a node that does not know where to. */
export function redirectedTo(answer: string): NodeName | null {
  const to = /^→ (.+)$/.exec(answer)?.[1];
  return to === undefined || to === '?' ? null : to;
}
