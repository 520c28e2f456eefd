// The licences of all that the built page contains, as one text: packages of npm that were bundled, crates that were
// compiled into the modules, and Rust's own library.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ask, ROOT, Stop } from './setup.mjs';

const MODULES = ['quorate-wasm', 'quorate-wasm-search'];
const TARGET = 'wasm32-unknown-unknown';

/** The text for a page that was built of these modules (absolute paths, as the bundler names them). */
export function licences(moduleIds) {
  const rust = { name: "Rust's standard library", terms: 'MIT OR Apache-2.0', texts: [RUST] };
  const all = [...npmPackages(moduleIds), ...crates(), rust];
  // Many packages have the same text: it stands once, below the names of all of them.
  const byText = new Map();
  for (const { name, terms, folder, texts = textsIn(folder, name) } of all) {
    const text = texts.join('\n\n');
    byText.set(text, [...(byText.get(text) ?? []), `${name} (${terms})`]);
  }
  const parts = [...byText].map(([text, names]) => `${names.join('\n')}\n\n${text.trim()}\n`);
  const head =
    'Quorate is published under MIT or Apache-2.0, as you like. It contains the following works of others.\n';
  return [head, ...parts].join(`\n${'-'.repeat(100)}\n\n`);
}

/** Which of the packages that are shipped the built page does not name: asked of Cargo and npm anew, in another way. */
export function unnamed() {
  const tree = MODULES.map((name) =>
    ask('cargo', [
      ...['tree', '-p', name, '-e', 'normal,no-proc-macro'],
      ...['--target', TARGET, '--prefix', 'none', '--format', '{p}'],
    ]),
  ).join('\n');
  // A crate of ours has its folder behind its version.
  const lines = tree.split('\n').filter((line) => !line.includes('(/') && !line.includes(':\\'));
  const crates = lines.flatMap((line) => {
    const [, name, version] = /^(\S+) v(\S+)/.exec(line) ?? [];
    return name ? [`${name} ${version}`] : [];
  });
  const { dependencies } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const npm = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`);
  const files = ['dist/LICENSES.txt', 'dist/quorate.html'].map((file) => readFileSync(path.join(ROOT, file), 'utf8'));
  const shipped = [...new Set([...crates, ...npm])];
  if (crates.length < 5) throw new Stop('`cargo tree` does not say what the modules are made of.');
  return { shipped, missing: shipped.filter((name) => !files.every((text) => text.includes(`\n${name} (`))) };
}

/** As in `library/COPYRIGHT` of Rust's sources, which a toolchain does not bring along. */
const RUST = `Copyright (c) The Rust Project Contributors

${permission()}`;

/** What the licence MIT grants, below whose copyright it is. */
function permission() {
  const own = readFileSync(path.join(ROOT, 'LICENSE-MIT'), 'utf8');
  return own.slice(own.indexOf('Permission is hereby granted'));
}

function npmPackages(moduleIds) {
  const names = moduleIds.flatMap((id) => /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id)?.[1] ?? []);
  return [...new Set(names)].sort().map((name) => {
    const folder = path.join(ROOT, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return { name: `${name} ${version}`, terms: license, folder };
  });
}

/** The crates whose code is in the modules: all that they depend on, but for what only runs in the compiler. */
function crates() {
  const asked = ask('cargo', ['metadata', '--format-version', '1', '--filter-platform', TARGET]);
  if (asked === undefined) throw new Stop('`cargo metadata` does not say what the modules are made of.');
  const { packages, resolve } = JSON.parse(asked);
  const packageOf = new Map(packages.map((one) => [one.id, one]));
  const nodeOf = new Map(resolve.nodes.map((node) => [node.id, node]));
  const found = new Set();
  const visit = (id) => {
    const one = packageOf.get(id);
    if (found.has(id) || one.targets.some(({ kind }) => kind.includes('proc-macro'))) return;
    found.add(id);
    for (const { pkg, dep_kinds } of nodeOf.get(id).deps) {
      if (dep_kinds.some(({ kind }) => kind === null)) visit(pkg);
    }
  };
  for (const one of packages) if (MODULES.includes(one.name)) visit(one.id);
  return [...found]
    .map((id) => packageOf.get(id))
    .filter(({ source }) => source !== null)
    .map(({ name, version, license, manifest_path }) => ({
      name: `${name} ${version}`,
      terms: license,
      folder: path.dirname(manifest_path),
    }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The licence that a package brings along. Of two to choose from, MIT: it is the shorter one. */
function textsIn(folder, name) {
  // Some have them in a folder of their own.
  const files = existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => /^(licen[cs]e|copying|notice)/i.test(entry.name))
        .flatMap((entry) =>
          entry.isDirectory()
            ? readdirSync(path.join(folder, entry.name)).map((file) => path.join(entry.name, file))
            : entry.name,
        )
    : [];
  const hasChoice = files.some((file) => /mit/i.test(file));
  const chosen = files.filter((file) => !hasChoice || !/apache/i.test(file));
  if (chosen.length === 0) throw new Stop(`${name} has no licence beside its code (${folder}).`);
  return chosen.map((file) => readFileSync(path.join(folder, file), 'utf8').trim());
}
