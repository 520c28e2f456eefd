/** Guarantees that are broken: which of them to tell of, and what it is about. */

import type { Translate } from './i18n/index';
import type { Model } from './model';
import { formatTime } from './panels/transport';
import type { CheckView, NodeName, View, ViolationView } from './types';

type Watching = Pick<Model, 'walk'> & { readonly view: Pick<View, 'checks'> };
export type BrokenCheck = CheckView & { readonly violation: ViolationView };

/**
 * The first one first: what follows is often only its consequence. But a lesson goes from one to the next, and speaks of the one
 * that has just been broken.
 */
export function brokenFirst({ view, walk }: Watching): readonly BrokenCheck[] {
  const broken = view.checks
    .filter((check): check is BrokenCheck => !check.ok && check.violation !== null)
    .sort((one, other) => one.violation.at - other.violation.at);
  return walk && !walk.isLeft ? broken.reverse() : broken;
}

/** Where there is no room for a sentence, which leads to it. */
export function alarmName({ id, number }: BrokenCheck, t: Translate): string {
  return `${t(`check.${id}.name`)} (${number})`;
}

/** All of it in one sentence: which guarantee, when, and who has what. */
export function alarmSentence({ id, number, violation }: BrokenCheck, t: Translate): string {
  const how = t(`check.${id}.broken`, violation.args);
  return t('alarm.sentence', { name: t(`check.${id}.name`), number, time: formatTime(violation.at), how });
}

/** Whether it is about this node. One that names none is about all. */
export function isAbout(broken: BrokenCheck | undefined, node: NodeName): boolean {
  if (!broken) return false;
  const { nodes, slot } = broken.violation;
  return nodes.includes(node) || (nodes.length === 0 && slot !== null);
}
