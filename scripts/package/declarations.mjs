// The types of a package in one file: of the declarations that tsc writes, those that its entry exports, and what these need.
// What is private or protected is nobody's to call, and not written down.

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseSync } from 'vite';
import { Stop } from '../setup.mjs';

/** What the browser calls, and no person. */
const CALLBACKS = ['connectedCallback', 'disconnectedCallback', 'attributeChangedCallback', 'constructor'];

/** Everything in the tree that is a node. */
function* nodesIn(node) {
  if (Array.isArray(node)) for (const one of node) yield* nodesIn(one);
  else if (node !== null && typeof node === 'object') {
    if (typeof node.type === 'string') yield node;
    for (const value of Object.values(node)) if (typeof value === 'object') yield* nodesIn(value);
  }
}

const isHidden = ({ accessibility, key }) =>
  accessibility === 'private' || accessibility === 'protected' || CALLBACKS.includes(key?.name);

/** The members of a class or an interface that are for everybody. */
export function publicMembers(declaration) {
  return (declaration.body?.body ?? []).filter((member) => !isHidden(member));
}

/** Of one file: what it declares and where each name that it uses comes from. */
function read(file) {
  const text = readFileSync(file, 'utf8');
  const { program, comments } = parseSync(file, text);
  const read = { file, text, comments, all: [], globals: [], additions: [] };
  for (const map of ['declared', 'imported', 'exported']) read[map] = new Map();
  const at = (source) => resolve(file, source.value);
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration')
      for (const { local, imported } of statement.specifiers)
        read.imported.set(local.name, { file: at(statement.source), name: imported?.name });
    else if (statement.type === 'ExportAllDeclaration') read.all.push(at(statement.source));
    else if (statement.type === 'TSModuleDeclaration' && statement.id.name === 'global') read.globals.push(statement);
    else if (statement.type === 'TSModuleDeclaration') read.additions.push(...statement.body.body);
    else if (statement.type === 'ExportNamedDeclaration' && !statement.declaration)
      for (const { local, exported } of statement.specifiers)
        read.exported.set(
          exported.name,
          statement.source ? { file: at(statement.source), name: local.name } : { file, name: local.name },
        );
    else {
      const declaration = statement.declaration ?? statement;
      const names = declaration.declarations?.map(({ id }) => id.name) ?? [declaration.id?.name];
      for (const name of names) {
        read.declared.set(name, { declaration, statement });
        if (statement.declaration) read.exported.set(name, { file, name });
      }
    }
  }
  return read;
}

function resolve(file, source) {
  if (!source.startsWith('.')) return source;
  return path.join(path.dirname(file), `${source.replace(/\.ts$/, '')}.d.ts`);
}

/** The comment that belongs to what begins there. */
export function commentBefore({ text, comments }, start) {
  const found = comments.findLast(({ end }) => end <= start && text.slice(end, start).trim() === '');
  return found?.value.startsWith('*') ? text.slice(found.start, found.end) : '';
}

/** Gives the text, and each class by its name, parsed. `adding`: files that add to interfaces of others. */
export function declarations(entry, adding) {
  const files = new Map();
  const open = (file) => {
    if (!existsSync(file)) throw new Stop(`The types of the package need ${file}, which is not there.`);
    if (!files.has(file)) files.set(file, read(file));
    return files.get(file);
  };
  /** Where a name is declared that a file exports. */
  const declaredAt = (file, name) => {
    const { exported, all } = open(file);
    const place = exported.get(name);
    if (!place) return all.map((other) => declaredAt(other, name)).find(Boolean);
    return usedAt(place.file, place.name);
  };
  /** Where a name is declared that a file uses; nothing for what the language or the browser knows. */
  const usedAt = (file, name) => {
    const { declared, imported } = open(file);
    if (declared.has(name)) return { file, name };
    const place = imported.get(name);
    if (!place) return undefined;
    if (!path.isAbsolute(place.file)) throw new Stop(`The types of the package need ${name} of ${place.file}.`);
    return declaredAt(place.file, place.name);
  };
  const written = new Map();
  const pieces = [];
  const exports = [];
  const add = (place) => {
    const known = written.get(place.name);
    if (known === place.file) return;
    if (known)
      throw new Stop(`The types of the package have two that are called ${place.name}: ${known}, ${place.file}.`);
    written.set(place.name, place.file);
    const source = open(place.file);
    const { declaration, statement } = source.declared.get(place.name);
    pieces.push(textOf(source, declaration, commentBefore(source, statement.start)));
    need(source, declaration);
  };
  const need = (source, declaration) => {
    const hidden = (declaration.body?.body ?? []).filter?.(isHidden) ?? [];
    for (const { type, name, start } of nodesIn(declaration)) {
      if (type !== 'Identifier' || hidden.some((member) => member.start <= start && start < member.end)) continue;
      const place = usedAt(source.file, name);
      if (place) add(place);
    }
  };
  const gather = (file) => {
    const { exported, all } = open(file);
    for (const name of exported.keys()) {
      const place = declaredAt(file, name);
      if (place.name !== name) throw new Stop(`The package calls ${place.name} ${name}.`);
      add(place);
      exports.push(name);
    }
    for (const other of all) gather(other);
  };
  gather(entry);
  const { globals, text } = open(entry);
  for (const global of globals) {
    pieces.push(text.slice(global.start, global.end));
    need(open(entry), global);
  }
  for (const file of adding) {
    const source = open(file);
    for (const statement of source.additions) {
      const declaration = statement.declaration ?? statement;
      pieces.push(textOf(source, declaration, ''));
      need(source, declaration);
    }
  }
  const classOf = (name) => {
    const source = open(written.get(name));
    return { source, ...source.declared.get(name) };
  };
  return { text: `${pieces.join('\n')}\nexport { ${[...new Set(exports)].sort().join(', ')} };\n`, classOf };
}

/** As tsc has written it, without what is hidden. */
function textOf({ text, comments }, declaration, comment) {
  let kept = text.slice(declaration.start, declaration.end);
  const hidden = ['ClassDeclaration', 'TSInterfaceDeclaration'].includes(declaration.type)
    ? declaration.body.body.filter(isHidden)
    : [];
  for (const member of hidden.toReversed()) {
    const before = commentBefore({ text, comments }, member.start);
    const start = before ? text.lastIndexOf(before, member.start) : member.start;
    kept = kept.slice(0, start - declaration.start).trimEnd() + kept.slice(member.end - declaration.start);
  }
  const declared = /^(?:declare|interface|type) /.test(kept) ? kept : `declare ${kept}`;
  return `${comment}${comment && '\n'}${declared}`;
}
