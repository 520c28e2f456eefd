/** How a run was set that another one follows. */

import type { Player } from './player/player';
import type { SettingView } from './types';

/** What was set otherwise than usual is set so in the new run, where that has such a setting. */
export function carryOver(player: Pick<Player, 'run' | 'command'>, settings: readonly SettingView[]): void {
  for (const { name, value } of settings) {
    const own = player.run.view.settings.find((setting) => setting.name === name);
    if (own && own.value !== value) player.command(`${name} ${value}`);
  }
}
