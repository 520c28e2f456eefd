// The folders of `examples/`: what each needs is put into it, and it is served.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { ROOT, run, Stop } from './setup.mjs';

const EXAMPLES = path.join(ROOT, 'examples');
const PACKAGES = path.join(ROOT, 'target/packages');

export const folderOf = (example) => path.join(EXAMPLES, example);

export function exampleNames() {
  return readdirSync(EXAMPLES).filter((name) => existsSync(path.join(EXAMPLES, name, 'package.json')));
}

export function manifestOf(example) {
  return JSON.parse(readFileSync(path.join(folderOf(example), 'package.json'), 'utf8'));
}

/** Makes the packages, unless they are there. */
export function providePackages() {
  if (existsSync(path.join(PACKAGES, 'quorate/index.d.ts'))) return;
  run(process.execPath, ['scripts/package.mjs'], 'The packages could not be made; see above.');
}

/** Puts into an example what it depends on: our packages as they have been made, and of others what npm brings. */
export function install(example) {
  const folder = folderOf(example);
  const { dependencies = {}, devDependencies = {} } = manifestOf(example);
  const names = Object.keys({ ...dependencies, ...devDependencies });
  const others = names.filter((name) => !existsSync(path.join(PACKAGES, name)));
  // What this project has itself need not be fetched again.
  const isAtRoot = others.every((name) => existsSync(path.join(ROOT, 'node_modules', name)));
  const hasLock = existsSync(path.join(folder, 'package-lock.json'));
  if (hasLock && !existsSync(path.join(folder, 'node_modules/.package-lock.json'))) npm(folder, 'ci');
  const copied = names.filter((name) => !others.includes(name) || (isAtRoot && !hasLock));
  for (const name of copied) {
    const from = others.includes(name) ? path.join(ROOT, 'node_modules', name) : path.join(PACKAGES, name);
    const to = path.join(folder, 'node_modules', name);
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true });
  }
  if (example === 'iframe') {
    const page = path.join(ROOT, 'dist/quorate.html');
    if (!existsSync(page)) throw new Stop('The example shows the built page: `npm run build` makes it.');
    cpSync(page, path.join(folder, 'quorate.html'));
  }
}

/** Runs npm in an example: our packages are copied there, and not linked, as they are where somebody installs them. */
export function npm(folder, ...args) {
  const { npm_execpath: own } = process.env;
  const [program, ...first] = own ? [process.execPath, own] : ['npm'];
  const { status } = spawnSync(program, [...first, ...args, '--install-links', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Stop(`npm ${args.join(' ')} failed in ${folder}; see above.`);
}

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** Serves a folder as any web server would; gives its address and what ends it. */
export function serve(folder, port = 0) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const wanted = path.join(folder, decodeURIComponent(pathname));
    const file = pathname.endsWith('/') ? path.join(wanted, 'index.html') : wanted;
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' });
    response.end(readFileSync(file));
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject).listen(port, '127.0.0.1', () => {
      const address = `http://127.0.0.1:${server.address().port}/`;
      resolve({ address, close: () => server.close() });
    });
  });
}
