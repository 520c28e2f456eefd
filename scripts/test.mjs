// `npm test`: everything that can be checked, and one line at the end that says how it went.
//
// A stage that runs tests counts as many as its runner reports; any other stage counts as one. A failing stage does
// not stop the others. `npm test -- clippy vitest` runs only the stages whose names contain one of these words (and
// what they need). The whole output of every stage is in target/test-logs/.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { provideBrowsers } from './browsers.mjs';
import { unnamed } from './licences.mjs';
import { ask, mainly, ROOT, Stop, setUp } from './setup.mjs';
import { measure } from './size.mjs';

const LOGS = path.join(ROOT, 'target/test-logs');
const MINUTE = 60_000;

/** In continuous integration the lockfile is what was reviewed; at home it may be changing. */
const LOCKED = process.env.CI ? ['--locked'] : [];
const NO_STD = ['--target', 'wasm32v1-none', '--target', 'thumbv7em-none-eabi'];
const OURS = ['-p', 'quorate-core', '-p', 'quorate-sim', '-p', 'quorate-wasm', '-p', 'quorate-wasm-search'];
const PUBLISHED = ['-p', 'quorate-core', '-p', 'quorate-sim'];
const TESTED = [...OURS, '-p', 'quorate-swarm'];
const VERIFY = ['--manifest-path', 'crates/verify/Cargo.toml', '--target-dir', 'target/verify'];
const DENY = ['--', '-D', 'warnings'];

const cargo = (...args) => ({ program: 'cargo', args });
/** A tool of npm, started by its own file: the same on every system. */
const tool = (file, ...args) => ({ program: process.execPath, args: [path.join('node_modules', file), ...args] });
const script = (file, ...args) => ({ program: process.execPath, args: [path.join('scripts', file), ...args] });
const report = (name) => path.join(LOGS, `${name}.json`);
const vitest = (name, ...args) =>
  tool(
    'vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report(name)}`,
    ...args,
  );

/**
 * A stage has a `name`, a `command` (or a function, `check`, that throws), the names of the stages that it `needs`,
 * and, if it runs tests, `count`, which reads what the runner reports.
 *
 * Two lanes, for two cores: what cargo does waits for cargo anyway, and the page's checks run beside it.
 */
const FIRST = [{ name: 'wasm build', command: cargo('xtask', 'wasm') }];
const RUST = [
  // Before anything that would bring them up to date: the side workspaces know our crates' dependencies, too.
  { name: 'lock files', check: () => checkLockFiles(['.', 'crates/bench', 'crates/verify', 'fuzz']) },
  { name: 'rustfmt', command: cargo('fmt', '--all', '--check') },
  { name: 'dependency direction', command: cargo('xtask', 'check-deps') },
  { name: 'clippy', command: cargo('clippy', ...LOCKED, '--workspace', '--all-targets', ...DENY) },
  {
    name: 'clippy wasm32',
    command: cargo('clippy', ...LOCKED, ...OURS, '--target', 'wasm32-unknown-unknown', ...DENY),
  },
  // Crates for these targets have no `std` to use by mistake. Built, not only checked: some mistakes show up late.
  { name: 'no_std core', command: cargo('build', ...LOCKED, '-p', 'quorate-core', '--lib', ...NO_STD) },
  { name: 'no_std sim', command: cargo('build', ...LOCKED, '-p', 'quorate-sim', '--lib', ...NO_STD) },
  { name: 'rust tests', command: cargo('test', ...LOCKED, ...TESTED, '--no-fail-fast'), count: countRust },
  // A workspace of its own, for what it brings with it.
  { name: 'cross-checks', command: cargo('test', ...LOCKED, ...VERIFY), count: countRust },
  { name: 'clippy cross-checks', command: cargo('clippy', ...LOCKED, ...VERIFY, '--all-targets', ...DENY) },
  // In the profile that the chores are already built in.
  { name: 'xtask tests', command: cargo('test', ...LOCKED, '-p', 'xtask', '--profile', 'xtask'), count: countRust },
  // As `cargo publish` would pack them; what it does beside is to build them once more.
  { name: 'crate packages', command: cargo('package', '--offline', '--no-verify', '--allow-dirty', ...PUBLISHED) },
  {
    name: 'rustdoc',
    command: { ...cargo('doc', ...LOCKED, ...TESTED, '--no-deps'), env: { RUSTDOCFLAGS: '-D warnings' } },
  },
];
const PAGE = [
  { name: 'biome', command: tool('@biomejs/biome/bin/biome', 'ci', '--colors=off', '--error-on-warnings') },
  { name: 'types', command: tool('typescript/bin/tsc', '--pretty', 'false'), needs: ['wasm build'] },
  { name: 'knip', command: tool('knip/bin/knip.js', '--no-progress') },
  {
    name: 'vitest',
    command: vitest('vitest'),
    needs: ['wasm build'],
    count: () => countVitest('vitest'),
  },
  { name: 'page build', command: script('build.mjs'), needs: ['wasm build'] },
  {
    name: 'size budget',
    needs: ['page build'],
    check: () => {
      const { fits, verdict, text } = measure();
      if (!fits) throw new Stop(`The page loads more than its budget allows:\n${text}`);
      return verdict;
    },
  },
  {
    name: 'licences',
    needs: ['page build'],
    check: () => {
      const { shipped, missing } = unnamed();
      if (missing.length > 0) throw new Stop(`dist/ contains these and does not say so: ${missing.join(', ')}.`);
      return `${shipped.length} packages`;
    },
  },
  { name: 'packages', command: script('package.mjs', '--built'), needs: ['wasm build'] },
  {
    name: 'package tests',
    command: vitest('packages', '--config', 'packages/vitest.config.ts'),
    needs: ['packages'],
    count: () => countVitest('packages'),
  },
];
const LAST = [
  { name: 'browsers', check: provideBrowsers },
  {
    name: 'browser tests',
    needs: ['page build', 'packages', 'browsers'],
    command: {
      ...tool('@playwright/test/cli.js', 'test', '--reporter=list,json'),
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report('playwright') },
      timeout: 20 * MINUTE,
    },
    count: countPlaywright,
  },
];

function checkLockFiles(workspaces) {
  const stale = workspaces.filter(
    (folder) =>
      ask('cargo', ['update', '--workspace', '--locked', '--quiet', '--manifest-path', `${folder}/Cargo.toml`]) ===
      undefined,
  );
  if (stale.length > 0) {
    throw new Stop(
      `These do not fit their manifests: ${stale.map((folder) => path.join(folder, 'Cargo.lock')).join(', ')}. ` +
        'Run `cargo update --workspace` in each of these folders and commit what it writes.',
    );
  }
}

/** libtest's stable interface is one line for each test program, doc tests included. */
function countRust(output) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [, passed, failed, ignored] of output.matchAll(
    /^test result: .*?(\d+) passed; (\d+) failed; (\d+) ignored/gm,
  )) {
    counts.passed += Number(passed);
    counts.failed += Number(failed);
    counts.skipped += Number(ignored);
  }
  return counts;
}

function countVitest(name) {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(readFileSync(report(name)));
  return { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests + numTodoTests };
}

function countPlaywright() {
  const { stats } = JSON.parse(readFileSync(report('playwright')));
  // A test that passes only sometimes is a fault: nothing here is retried, so `flaky` stays zero.
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

/** Runs a command to its end; gives its exit code and everything it printed. */
function execute({ program, args, env, timeout = 10 * MINUTE }) {
  return new Promise((resolve) => {
    const chunks = [];
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CARGO_TERM_COLOR: 'never', NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
      timeout,
    });
    child.stdout.on('data', (data) => chunks.push(data));
    child.stderr.on('data', (data) => chunks.push(data));
    child.on('error', (error) => chunks.push(Buffer.from(`${error.message}\n`)));
    child.on('close', (code, signal) => {
      if (signal) chunks.push(Buffer.from(`\nended by ${signal}, after ${timeout / MINUTE} minutes at most\n`));
      resolve({ code, output: Buffer.concat(chunks).toString() });
    });
  });
}

const results = new Map();

async function runStage({ name, command, check, needs = [], count }) {
  const began = Date.now();
  const broken = needs.filter((need) => results.get(need)?.failed > 0);
  let result = { passed: 0, failed: 1, skipped: 0 };
  let output = '';
  if (broken.length > 0) {
    output = `Not run, because ${broken.join(' and ')} failed.`;
  } else if (check) {
    try {
      output = (await check()) ?? '';
      result = { passed: 1, failed: 0, skipped: 0, note: output };
    } catch (error) {
      output = error instanceof Stop ? error.message : error.stack;
    }
  } else {
    const { code, output: printed } = await execute(command);
    output = printed;
    if (!count) {
      result = { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
    } else {
      try {
        result = count(output);
      } catch (error) {
        output += `\nThe runner left no report: ${error.message}\n`;
      }
      if (result.passed + result.failed === 0) {
        output += '\nNot one test was run.\n';
        result.failed = 1;
      }
      // For example a test program that does not compile, beside others that pass.
      if (code !== 0 && result.failed === 0) {
        output += `\nThe runner ended with ${code}, although no test failed.\n`;
        result.failed = 1;
      }
    }
  }
  result.seconds = (Date.now() - began) / 1000;
  results.set(name, result);
  writeFileSync(path.join(LOGS, `${name.replaceAll(' ', '-')}.log`), output);
  if (result.failed > 0) console.log(`\n━━━ ${name} ━━━\n${shortened(output)}\n`);
  console.log(line(name, result));
}

/** A failure's report without a flood: the start, where the first fault is, and the end. */
function shortened(output) {
  const lines = output.trimEnd().split('\n');
  if (lines.length <= 400) return lines.join('\n');
  return [...lines.slice(0, 200), `… ${lines.length - 400} lines, see target/test-logs …`, ...lines.slice(-200)].join(
    '\n',
  );
}

function line(name, { passed, failed, skipped, seconds, note }) {
  const counts = `${String(passed).padStart(5)} passed ${failed > 0 ? `${String(failed).padStart(4)} failed` : ''}`;
  const rest = [skipped > 0 ? `${skipped} skipped` : '', note ?? ''].filter(Boolean).join('  ');
  return `${failed > 0 ? '✗' : '✓'} ${name.padEnd(22)}${seconds.toFixed(1).padStart(7)} s ${counts.padEnd(26)}${rest}`.trimEnd();
}

async function runAll(stages) {
  for (const stage of stages) await runStage(stage);
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** The stages that the command line names, and what they need. */
function chosen() {
  const words = process.argv.slice(2);
  const all = [...FIRST, ...RUST, ...PAGE, ...LAST];
  const unknown = words.find((word) => !all.some(({ name }) => name.includes(word)));
  if (unknown) throw new Stop(`No stage is called "${unknown}"; there are: ${all.map(({ name }) => name).join(', ')}.`);
  const names = new Set(all.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word))));
  for (const stage of names) {
    for (const need of stage.needs ?? []) names.add(all.find(({ name }) => name === need));
  }
  return (stages) => stages.filter((stage) => names.has(stage));
}

await mainly(async () => {
  const began = Date.now();
  const only = chosen();
  setUp({ forTests: true });
  rmSync(LOGS, { recursive: true, force: true });
  mkdirSync(LOGS, { recursive: true });
  process.env.QUORATE_TEST_PORT ??= String(await freePort());

  await runAll(only(FIRST));
  await Promise.all([runAll(only(RUST)), runAll(only(PAGE))]);
  // Alone: a browser that waits for a compiler fails for no fault of the page.
  await runAll(only(LAST));

  console.log(`\nIn ${((Date.now() - began) / MINUTE).toFixed(1)} minutes:`);
  const sum = { passed: 0, failed: 0 };
  for (const [name, result] of results) {
    console.log(line(name, result));
    sum.passed += result.passed;
    sum.failed += result.failed;
  }
  if (sum.failed > 0 || sum.passed === 0) process.exitCode = 1;
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
});
