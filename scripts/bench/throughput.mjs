import { ask, run, Stop } from '../setup.mjs';

export const title = 'Raft, natively: entries committed and applied on all servers (budget: as many as the raft crate)';

export async function bench() {
  const bench = ['--release', '--locked', '--manifest-path', 'crates/bench/Cargo.toml', '--target-dir', 'target/bench'];
  run('cargo', ['build', '--quiet', ...bench], 'crates/bench could not be built; cargo has said why above.');
  const said = ask('cargo', ['run', '--quiet', ...bench]);
  if (said === undefined) throw new Stop('crates/bench did not run to its end; `cargo run --release` in it says why.');
  return said.split('\n');
}
