// `npm run miri`: the tests of the protocols and of the simulation's own parts in an interpreter that reports undefined
// behaviour, in a quarter of an hour. No code here is unsafe; what this looks at is what we stand on.

import { ask, mainly, run, Stop } from './setup.mjs';

/** What ends within minutes there: no random runs, no searches, no lessons. */
const SUBSET = [
  [
    ...['-p', 'quorate-core', '--lib', '--test', 'raft_paper', '--test', 'raft_thesis'],
    ...['--test', 'paxos_paper', '--test', 'two_phase_commit_paper'],
  ],
  ['-p', 'quorate-sim', '--lib', '--', 'facts', 'network', 'fingerprint', 'raft::checks', 'paxos::checks'],
];

await mainly(() => {
  if (ask('cargo', ['+nightly', 'miri', '--version']) === undefined) {
    throw new Stop(
      'This needs `rustup toolchain install nightly --profile minimal --component miri --component rust-src`.',
    );
  }
  for (const tests of SUBSET) run('cargo', ['+nightly', 'miri', 'test', ...tests], 'Miri found something: see above.');
});
