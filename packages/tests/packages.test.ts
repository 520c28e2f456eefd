import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';
import { ATTRIBUTES } from '../../web/attributes';
import { ELEMENT_NAME, EVENTS } from '../../web/constants';
import { install, PROJECT, type Published, ROOT, targets } from './published';

const all = install();

function published(name: string): Published {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`there is no package ${name}: \`npm run package\` makes them`);
  return found;
}

const element = published('quorate');
const read = ({ folder }: Published, file: string) => readFileSync(path.join(folder, file), 'utf8');

test.each(all)('$name: every file that package.json names is in the tarball', ({ manifest, files }) => {
  const { exports, main, module, types, unpkg, jsdelivr, customElements } = manifest;
  const named = [main, module, types, unpkg, jsdelivr, customElements].filter((file) => file !== undefined);
  const paths = [...Object.values(exports).flatMap(targets), ...(named as string[])];
  expect(paths.length).toBeGreaterThan(1);
  for (const each of paths) {
    const [start = '', end = ''] = each.replace(/^\.\//, '').split('*');
    expect(
      files.some((file) => file.startsWith(start) && file.endsWith(end) && (each.includes('*') || file === start)),
      each,
    ).toBe(true);
  }
});

test.each(all)('$name: says what it is, and under which licence', (one) => {
  expect(one.files).toEqual(expect.arrayContaining(['README.md', 'LICENSE-MIT', 'LICENSE-APACHE', 'package.json']));
  expect(one.manifest).toMatchObject({ license: 'MIT OR Apache-2.0', version: rootVersion() });
  expect((one.manifest.keywords as string[]).length).toBeGreaterThan(4);
  expect(read(one, 'README.md')).toContain(`npm install ${one.name === 'quorate' ? '' : 'quorate '}${one.name}`);
  expect(one.files.filter((file) => /\.map$|\.spec\.|\.test\.|(^|\/)src\//.test(file))).toEqual([]);
});

function rootVersion(): string {
  return JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')).version;
}

test('the licences of what is inside the element come with it', () => {
  expect(read(element, 'LICENSES.txt')).toMatch(/^lit-html \d/m);
  expect(read(element, 'LICENSES.txt')).toMatch(/^rand \d/m);
});

test('no part has grown without being noticed', () => {
  const kilobytes = (file: string) => Math.round(statSync(file).size / 1000);
  const stage = element.files.find((file) => /^esm\/stage-/.test(file)) ?? '';
  const sizes = {
    tarball: kilobytes(element.tarball),
    'quorate.js': kilobytes(path.join(element.folder, 'quorate.js')),
    'quorate.bundle.js': kilobytes(path.join(element.folder, 'quorate.bundle.js')),
    // What a page loads at once, beside a protocol and a language.
    stage: kilobytes(path.join(element.folder, stage)),
  };
  console.log(sizes);
  expect(sizes.tarball).toBeLessThan(4500);
  expect(sizes['quorate.js']).toBeLessThan(2000);
  expect(sizes['quorate.bundle.js']).toBeLessThan(2000);
  expect(sizes.stage).toBeLessThan(175);
});

/** What a module exports. */
function exported(file: string): readonly string[] {
  return parseSync('module.js', read(element, file))
    .module.staticExports.flatMap(({ entries }) => entries.map(({ exportName }) => exportName.name ?? ''))
    .sort();
}

test('every module exports the same, and the classic script has it as a global', () => {
  const names = exported('esm/index.js');
  expect(names).toEqual(['ATTRIBUTES', 'ELEMENT_NAME', 'EVENTS', 'QuorateStage', 'setWasmUrl']);
  expect(exported('quorate.bundle.js')).toEqual(names);
  expect(exported('server.js')).toEqual(names);
  expect(read(element, 'quorate.js')).toMatch(/^var Quorate=/);
  for (const file of ['quorate.js', 'quorate.bundle.js'])
    expect(parseSync('module.js', read(element, file)).module.staticImports, file).toEqual([]);
});

test('what is loaded when it is used is in the package', () => {
  for (const file of element.files.filter((name) => name.startsWith('esm/'))) {
    const { staticImports, dynamicImports } = parseSync('module.js', read(element, file)).module;
    const text = read(element, file);
    const late = dynamicImports.map(({ moduleRequest: { start, end } }) =>
      text.slice(start, end).replace(/[`'"]/g, ''),
    );
    for (const name of [...staticImports.map(({ moduleRequest }) => moduleRequest.value), ...late])
      expect(element.files, `${file}: ${name}`).toContain(path.posix.join('esm', name));
  }
});

test.each(['quorate', 'quorate/bundle'])('on a server %s can be imported, and does nothing', (name) => {
  const script = `const it = await import('${name}');
    let thrown; try { new it.QuorateStage(); } catch (error) { thrown = error.message; }
    it.setWasmUrl('/quorate/');
    console.log(JSON.stringify([it.ELEMENT_NAME, it.ATTRIBUTES, it.EVENTS, thrown, typeof HTMLElement]));`;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: PROJECT,
    encoding: 'utf8',
  });
  expect(JSON.parse(said)).toEqual([
    ELEMENT_NAME,
    [...ATTRIBUTES],
    { ...EVENTS },
    expect.stringContaining('server'),
    'undefined',
  ]);
});

const CONSUMER = `
import { EVENTS, QuorateStage, type QuorateStageAttributes, setWasmUrl, type View } from 'quorate';

const stage: QuorateStage | null = document.querySelector('quorate-stage');
const made: QuorateStage = document.createElement('quorate-stage');
export const attributes: QuorateStageAttributes = { lesson: 'raft/partition', speed: '1/20', autoplay: '', nodes: '3' };
// @ts-expect-error: there are no such controls.
export const wrong: QuorateStageAttributes = { controls: 'some' };
setWasmUrl('/quorate/');
export async function use(): Promise<readonly string[]> {
  await made.ready;
  made.controls = 'minimal';
  // @ts-expect-error: what is private is in no type.
  made.runs;
  const view: View | null = made.view;
  const logs = view?.nodes.map((node) => (node.kind === 'raft' ? node.log.length : node.promised)) ?? [];
  stage?.addEventListener(EVENTS.lessonStep, () => made.play());
  return [...logs.map(String), made instanceof QuorateStage ? 'yes' : 'no'];
}
`;

test.each(['nodenext', 'bundler'])(
  'the types compile in a strict project (moduleResolution %s)',
  (moduleResolution) => {
    const module = moduleResolution === 'nodenext' ? 'nodenext' : 'esnext';
    const compilerOptions = {
      ...{ strict: true, noEmit: true, target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
      ...{ module, moduleResolution, skipLibCheck: false },
    };
    writeFileSync(path.join(PROJECT, 'package.json'), JSON.stringify({ type: 'module', private: true }));
    writeFileSync(path.join(PROJECT, 'consumer.ts'), CONSUMER);
    writeFileSync(path.join(PROJECT, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
    const tsc = path.join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '--pretty', 'false', '-p', PROJECT], { encoding: 'utf8' });
    expect(stdout).toBe('');
  },
);

test('editors are told of every attribute and every event, and of the methods', () => {
  const { modules } = JSON.parse(read(element, 'custom-elements.json'));
  const [declaration] = modules[0].declarations;
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
  expect(declaration.tagName).toBe(ELEMENT_NAME);
  expect(names(declaration.attributes)).toEqual([...ATTRIBUTES]);
  expect(names(declaration.events)).toEqual(Object.values(EVENTS));
  expect(names(declaration.members)).toEqual(
    expect.arrayContaining(['play', 'seek', 'command', 'share', 'ready', 'speed']),
  );
  expect(declaration.members.find(({ name }: { readonly name: string }) => name === 'seek')).toEqual({
    ...{ kind: 'method', name: 'seek', description: expect.stringContaining('To that time.') },
    ...{ parameters: [{ name: 'ms', type: { text: 'Ms' } }], return: { type: { text: 'Promise<void>' } } },
  });
});

test('the README names every attribute and every event', () => {
  const said = read(element, 'README.md');
  const named = [...ATTRIBUTES, ...Object.values(EVENTS)];
  expect(named.filter((name) => !said.includes(`\`${name}\``))).toEqual([]);
});
