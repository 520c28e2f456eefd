/** The folders that protocols have in the crates, for tests that read sources: a protocol’s name need not be that of a module. */

import { readdirSync, readFileSync } from 'node:fs';

const SIMULATION = 'crates/sim/src';

const folders = new Map(
  readdirSync(SIMULATION, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: folder }) => {
      const declared = /const NAME: &'static str = "([\w-]+)";/.exec(
        readFileSync(`${SIMULATION}/${folder}/mod.rs`, 'utf8'),
      );
      return declared?.[1] ? [[declared[1], folder] as const] : [];
    }),
);

/** The folder of a protocol, in the core and in the simulation. */
export function rustFolder(protocol: string): string {
  const folder = folders.get(protocol);
  if (!folder) throw new Error(`no folder of ${SIMULATION} declares ${protocol}`);
  return folder;
}

/** All of them. */
export const RUST_FOLDERS: readonly string[] = [...folders.values()];
