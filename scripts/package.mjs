// `npm run package`: the packages for npm, made from the same sources as the page, into target/packages/<name>/, and what would
// be published of each as a tarball beside it. `--built`: the modules of WebAssembly are there already.

import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { languageFiles } from './languages.mjs';
import { licences } from './licences.mjs';
import { declarations } from './package/declarations.mjs';
import { manifestOf } from './package/manifest.mjs';
import { buildWasm, mainly, ROOT, run, setUp } from './setup.mjs';

const PACKAGES = path.join(ROOT, 'target/packages');
const SOURCES = path.join(ROOT, 'packages');
const MODULES = path.join(ROOT, 'web/pkg');

/** What is source, or is written anew. */
const NOT_COPIED = ['src', 'package.json', 'node_modules'];

const folderOf = (name) => path.join(PACKAGES, name);
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const write = (name, file, text) => writeFileSync(path.join(folderOf(name), file), text);
const json = (value) => `${JSON.stringify(value, null, 2)}\n`;

/** Builds one of the modes of `packages/vite.config.ts`; gives which files it was made of. */
async function built(mode, name, folder = '.') {
  const { build } = await import('vite');
  const configFile = path.join(SOURCES, 'vite.config.ts');
  const { output } = await build({ configFile, mode, build: { outDir: path.join(folderOf(name), folder) } });
  return output.flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []));
}

/** All that a package has beside its code: its own files, its licences, its version. */
function begin(name, version) {
  const from = path.join(SOURCES, name);
  mkdirSync(folderOf(name), { recursive: true });
  for (const file of readdirSync(from))
    if (!NOT_COPIED.includes(file)) cpSync(path.join(from, file), path.join(folderOf(name), file), { recursive: true });
  for (const file of ['LICENSE-MIT', 'LICENSE-APACHE']) cpSync(path.join(ROOT, file), path.join(folderOf(name), file));
  const { name: own, ...rest } = readJson(path.join(from, 'package.json'));
  write(name, 'package.json', json({ name: own, version, ...rest }));
}

/** What tsc tells of the sources, and of that what a user of the package may know. */
function typesOf(entry) {
  const outDir = path.join(PACKAGES, '.types');
  const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
  const options = [
    '--noEmit',
    'false',
    '--declaration',
    '--emitDeclarationOnly',
    '--rootDir',
    ROOT,
    '--outDir',
    outDir,
  ];
  run(
    process.execPath,
    [tsc, '--pretty', 'false', ...options],
    'The types could not be written; tsc has said why above.',
  );
  const protocols = path.join(outDir, 'web/protocols');
  const adding = readdirSync(protocols)
    .map((protocol) => path.join(protocols, protocol, 'types.d.ts'))
    .filter((file) => existsSync(file));
  return declarations(path.join(outDir, `${entry}.d.ts`), adding);
}

async function makeElement() {
  const name = 'quorate';
  const shipped = await built('split', name, 'esm');
  await built('bundle', name);
  await built('classic', name);
  write(name, 'LICENSES.txt', licences(shipped));
  mkdirSync(path.join(folderOf(name), 'wasm'));
  for (const file of readdirSync(MODULES))
    if (file.endsWith('.wasm')) cpSync(path.join(MODULES, file), path.join(folderOf(name), 'wasm', file));
  const { text, classOf } = typesOf('packages/quorate/src/index');
  write(name, 'index.d.ts', text);
  const { runnerImport } = await import('vite');
  const { module: described } = await runnerImport(path.join(SOURCES, 'quorate/src/described.ts'), {
    configFile: false,
    logLevel: 'error',
    plugins: [languageFiles()],
  });
  const manifest = manifestOf({
    name: described.NAME,
    attributes: described.DESCRIBED_ATTRIBUTES,
    events: described.DESCRIBED_EVENTS,
    classes: ['QuorateStage', 'PlayingElement', 'AttributeElement'].map(classOf),
    module: 'esm/index.js',
  });
  write(name, 'custom-elements.json', json(manifest));
  write(name, 'server.js', server(described));
}

async function makeRevealPlugin() {
  const name = 'reveal.js-quorate';
  await built('reveal-module', name);
  await built('reveal-classic', name);
}

/** What stands in the place of the element where there is none. */
function server({ NAME, NAMED_EVENTS, DESCRIBED_ATTRIBUTES }) {
  const said = (value) => JSON.stringify(value, null, 2);
  return `// On a server there is no element: what a page imports can be imported, and does nothing.

export const ELEMENT_NAME = ${said(NAME)};

export const ATTRIBUTES = ${said(DESCRIBED_ATTRIBUTES.map(({ name }) => name))};

export const EVENTS = ${said(NAMED_EVENTS)};

export class QuorateStage {
  constructor() {
    throw new Error('<${NAME}> is an element of a page: there is none on a server.');
  }
}

export function setWasmUrl() {}
`;
}

/** Makes the tarball, as npm would publish it; gives a line about it. */
function pack(name) {
  const npm = process.env.npm_execpath;
  const options = ['pack', '--json', '--pack-destination', PACKAGES, folderOf(name)];
  const [program, ...first] = npm ? [process.execPath, npm] : ['npm'];
  const said = JSON.parse(execFileSync(program, [...first, ...options], { cwd: ROOT, encoding: 'utf8' }));
  // npm 11 gives a list, later ones an object by name.
  const { filename, files } = Object.values(said)[0];
  const kilobytes = Math.round(statSync(path.join(PACKAGES, filename)).size / 1000);
  return `target/packages/${filename}: ${kilobytes} kB, ${files.length} files`;
}

await mainly(async () => {
  setUp();
  if (!process.argv.includes('--built')) buildWasm();
  rmSync(PACKAGES, { recursive: true, force: true });
  const { version } = readJson(path.join(ROOT, 'package.json'));
  const names = readdirSync(SOURCES).filter((name) => existsSync(path.join(SOURCES, name, 'package.json')));
  for (const name of names) begin(name, version);
  await makeElement();
  await makeRevealPlugin();
  for (const name of names) console.log(pack(name));
});
