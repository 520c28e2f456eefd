// What a machine must have before anything can be built: Node, Rust with its targets, the packages of npm.
//
// This file runs before any package is installed, and on whatever Node someone has: built-in modules only, and no
// syntax newer than Node 16, so that an old Node gets as far as the sentence that says it is too old.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** A reason to stop that is nobody's bug: shown as its sentence alone, without a stack. */
export class Stop extends Error {}

/** Runs `main` and turns a `Stop` into its sentence and a non-zero exit. */
export async function mainly(main) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Stop ? error.message : error);
    process.exitCode = 1;
  }
}

/** Runs a program in the root folder with its output on the screen; stops with `sentence` if it fails. */
export function run(program, args, sentence) {
  const { status } = spawnSync(program, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Stop(sentence);
}

/** What a program prints, or `undefined` if it is missing or fails. */
export function ask(program, args) {
  const { status, stdout } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

/** Is version `have` at least `need`? Compares the numbers before any suffix. */
function atLeast(have, need) {
  const [a, b] = [have, need].map((version) =>
    version
      .replace(/^[^0-9]*/, '')
      .split(/[.\s-]/)
      .map(Number),
  );
  for (let i = 0; i < b.length; i += 1) {
    if ((a[i] || 0) !== b[i]) return (a[i] || 0) > b[i];
  }
  return true;
}

function checkNode() {
  const need = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).engines.node.replace('>=', '');
  if (!atLeast(process.versions.node, need)) {
    throw new Stop(
      `Quorate needs Node ${need} or newer, and this is Node ${process.versions.node}. Get it from https://nodejs.org.`,
    );
  }
}

function checkRust(forTests) {
  // A terminal that was open while Rust was installed does not know its folder yet.
  const cargoHome = process.env.CARGO_HOME || path.join(homedir(), '.cargo');
  process.env.PATH = `${process.env.PATH}${path.delimiter}${path.join(cargoHome, 'bin')}`;
  const rustup = ask('rustup', ['--version']) !== undefined;
  if (ask('cargo', ['--version']) === undefined && rustup) {
    console.log('Installing the Rust toolchain …');
    spawnSync('rustup', ['toolchain', 'install', 'stable', '--profile', 'minimal', '--no-self-update'], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  }
  const version = ask('rustc', ['--version']);
  if (version === undefined || ask('cargo', ['--version']) === undefined) {
    throw new Stop(
      'Quorate is built with Rust, and cargo was not found: install it from https://rustup.rs and try again.',
    );
  }
  const need = /rust-version = "(.+)"/.exec(readFileSync(path.join(ROOT, 'Cargo.toml'), 'utf8'))[1];
  if (!atLeast(version, need)) {
    throw new Stop(`Quorate needs Rust ${need} or newer, and this is ${version}. Update it with: rustup update`);
  }

  // The last two refuse a stray `std`, which the browser's target would let pass; only the tests build for them.
  const targets = ['wasm32-unknown-unknown', ...(forTests ? ['wasm32v1-none', 'thumbv7em-none-eabi'] : [])];
  const components = forTests ? ['rustfmt', 'clippy'] : [];
  const sysroot = ask('rustc', ['--print', 'sysroot']);
  const missing = () => [
    ...targets.filter((target) => !existsSync(path.join(sysroot, 'lib', 'rustlib', target, 'lib'))),
    ...components.filter((component) => ask('cargo', [component.replace('rustfmt', 'fmt'), '--version']) === undefined),
  ];
  if (missing().length === 0) return;
  console.log(`Adding to Rust: ${missing().join(', ')} …`);
  const attempt = (args) =>
    rustup && spawnSync('rustup', args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  const added = attempt(['target', 'add', ...targets]);
  if (!added || missing().length > 0) {
    const toolchain = path.basename(sysroot);
    const extras = [...targets.map((target) => ['-t', target]), ...components.map((name) => ['-c', name])];
    attempt([
      'toolchain',
      'install',
      '--no-self-update',
      toolchain,
      ...extras.reduce((all, pair) => all.concat(pair), []),
    ]);
  }
  if (missing().length > 0) {
    throw new Stop(
      `Rust lacks ${missing().join(' and ')}, and it could not be added: \`rustup target add ${targets.join(' ')}\` (https://rustup.rs) should do it.`,
    );
  }
}

/** Does `node_modules` hold what the lockfile names? npm keeps its own lockfile of what it has put there. */
function packagesAreCurrent() {
  const read = (file) => JSON.parse(readFileSync(path.join(ROOT, file), 'utf8')).packages;
  if (!existsSync(path.join(ROOT, 'node_modules/.package-lock.json'))) return false;
  const wanted = read('package-lock.json');
  const present = read('node_modules/.package-lock.json');
  return Object.keys(wanted).every((name) => {
    if (name === '') return true;
    // What is built for another system is in the lockfile but not on the disk.
    if (present[name] === undefined) return wanted[name].optional === true;
    return present[name].version === wanted[name].version && existsSync(path.join(ROOT, name));
  });
}

function installPackages() {
  if (packagesAreCurrent()) return;
  console.log('Installing the packages of npm …');
  // npm says where it is, which is safer than looking for it, above all on Windows.
  const npm = process.env.npm_execpath;
  if (npm) run(process.execPath, [npm, 'ci'], '`npm ci` failed; npm has said why above.');
  else run('npm', ['ci'], '`npm ci` failed; npm has said why above.');
}

/** Brings the machine to where everything can be built, and says what it installs. Does nothing when all is there. */
export function setUp({ forTests = false } = {}) {
  checkNode();
  checkRust(forTests);
  installPackages();
}

/** Builds the WebAssembly module into `web/pkg`, if its sources have changed. */
export function buildWasm() {
  run('cargo', ['xtask', 'wasm'], 'The WebAssembly module could not be built; cargo has said why above.');
}
