/** A message as the papers write it: `Prepare(n)`, `Promise(n, (m, v))`, `Accept(n, v)`. */

import type { Translate } from '../../i18n/index';
import type { Flight } from '../../types';

export function said(
  { kind, label, answer, fields }: Pick<Flight, 'kind' | 'label' | 'answer' | 'fields'>,
  t: Translate,
): string {
  const field = (name: string) => fields.find((one) => one.name === name)?.value;
  const [ballot, accepted, promised] = [field('ballot'), field('accepted'), field('promised')];
  const parts = [
    ballot,
    accepted && pair(accepted),
    // Why it says no.
    ...(promised === undefined ? [] : [`${t('stage.promised')} ${promised}`]),
    field('value') ?? (ballot === undefined ? label : undefined),
  ];
  const name = answer === false ? t(`message.${kind}`) : kind.replace('Client', '');
  return `${name}(${parts.filter(Boolean).join(', ')})`;
}

/** A ballot and the value that was accepted in it; nothing where nothing was. */
function pair(proposal: string): string {
  const [ballot = '', ...value] = proposal.split(':');
  return value.length > 0 ? `(${ballot}, ${value.join(':')})` : '';
}
