/** The table of a protocol's rules, as the simulation has written it into that protocol's folder. */

import type { ProtocolName, RuleView } from './types';

const FILES = import.meta.glob<readonly RuleView[]>('./protocols/*/rules.json', { import: 'default' });

/** In the order of its papers; none where there is no table. */
export async function loadRules(protocol: ProtocolName): Promise<readonly RuleView[]> {
  return (await FILES[`./protocols/${protocol}/rules.json`]?.()) ?? [];
}
