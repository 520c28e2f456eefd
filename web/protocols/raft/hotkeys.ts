/** The keys that only Raft has a use for. */

import type { Hotkey } from '../../keys';
import type { Act, Model } from '../../model';
import { addNode, changeMembers } from './tools';

export const hotkeys: readonly Hotkey[] = [
  { keys: ['+', '='], shown: ['+'], name: 'add', press: addNode },
  { keys: ['x'], shown: ['X'], name: 'remove', press: (model, act) => onSelected(model, act, 'remove') },
  { keys: ['m'], shown: ['M'], name: 'members', press: changeMembers },
  { keys: ['s'], shown: ['S'], name: 'snapshot', press: snapshot },
  { keys: ['l'], shown: ['L'], name: 'transfer', press: (model, act) => onSelected(model, act, 'transfer') },
  { keys: ['u'], shown: ['U'], name: 'retry', press: retry },
];

function onSelected({ selection }: Model, act: Act, command: 'remove' | 'transfer' | 'snapshot'): void {
  if (selection?.kind === 'node') act.command(`${command} ${selection.id}`);
}

/** The selected node, or else whoever leads. */
function snapshot(model: Model, act: Act): void {
  const leader = model.view.nodes.find(({ role }) => role === 'leader');
  if (model.selection?.kind === 'node') onSelected(model, act, 'snapshot');
  else if (leader) act.command(`snapshot ${leader.id}`);
}

/** The selected client, or else each that does not know what became of its request. */
function retry({ view, selection }: Model, act: Act): void {
  const asking = selection?.kind === 'client' ? [selection] : view.clients.filter(({ state }) => state === 'unknown');
  for (const { id } of asking) act.command(`retry ${id}`);
}
