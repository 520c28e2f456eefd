import { ask, run, Stop } from '../setup.mjs';

export const title = 'Search, natively: different states (budget: more a second than stateright on the same model)';

export async function bench() {
  const verify = [
    '--release',
    '--locked',
    '--manifest-path',
    'crates/verify/Cargo.toml',
    '--target-dir',
    'target/verify',
  ];
  const bench = [...verify, '--bin', 'bench'];
  run('cargo', ['build', '--quiet', ...bench], 'crates/verify could not be built; cargo has said why above.');
  const said = ask('cargo', ['run', '--quiet', ...bench]);
  if (said === undefined)
    throw new Stop('The search was not measured; `cargo run --release --bin bench` in crates/verify says why.');
  return said.split('\n');
}
