/** The keys that only Raft has a use for. */

import { type Hotkey, runAct } from '../../keys';
import type { Act, Model } from '../../model';
import type { ClientView } from '../../types';
import { addNode, changeMembers } from './tools';

export const hotkeys: readonly Hotkey[] = [
  { keys: ['+', '='], shown: ['+'], name: 'add', press: addNode },
  { keys: ['-'], shown: ['−'], name: 'remove', press: (model, act) => onSelected(model, act, 'remove') },
  { keys: ['m'], shown: ['M'], name: 'members', press: changeMembers },
  { keys: ['s'], shown: ['S'], name: 'snapshot', press: snapshot },
  { keys: ['l'], shown: ['L'], name: 'transfer', press: (model, act) => onSelected(model, act, 'transfer') },
  { keys: ['u'], shown: ['U'], name: 'retry', press: retry },
];

function onSelected({ view, selection }: Model, act: Act, key: string): void {
  if (selection?.kind === 'node') runAct(view.nodes.find(({ id }) => id === selection.id)?.acts ?? [], key, act);
}

/** The selected node, or else whoever leads. */
function snapshot(model: Model, act: Act): void {
  const leader = model.view.nodes.find(({ role }) => role === 'leader');
  if (model.selection?.kind === 'node') onSelected(model, act, 'snapshot');
  else if (leader) runAct(leader.acts, 'snapshot', act);
}

/** The selected client, or else each that does not know what became of its request. */
function retry({ view, selection }: Model, act: Act): void {
  const isSelected = ({ id }: ClientView) => selection?.kind === 'client' && selection.id === id;
  const mayAsk = ({ acts }: ClientView) => acts.some(({ key, refusal }) => key === 'retry' && refusal === null);
  for (const client of view.clients.filter(selection?.kind === 'client' ? isSelected : mayAsk))
    runAct(client.acts, 'retry', act);
}
