// What the page asks for before its own code is there: the module, the drawings and the words of the protocol that the link
// names. Otherwise they would be asked for only when that code has been loaded and has run.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { HEARS } from './heard-early.mjs';
import { ROOT } from './setup.mjs';

/** In the page. A wrong guess costs a download, and nothing else. */
function ask({ protocols, shared }) {
  const link = new URLSearchParams(location.hash.slice(1));
  const [first] = Object.keys(protocols);
  // A share code is not read here.
  const named = link.get('lesson')?.split('/')[0] ?? link.get('protocol') ?? (link.has('run') ? '' : first);
  let remembered = null;
  try {
    remembered = localStorage.getItem('quorate-lang');
  } catch {}
  const wanted = [link.get('lang') ?? remembered, ...navigator.languages];
  const language = wanted.flatMap((name) => [name, name?.split('-')[0]]).find((name) => name in shared) ?? 'en';
  const { code = [], module, words = {} } = protocols[named] ?? {};
  // A language that lacks a file says it in English.
  const spoken = [shared[language], words[language] ?? words.en];
  const add = (href, more) =>
    href && document.head.append(Object.assign(document.createElement('link'), { href, ...more }));
  add(module, { rel: 'preload', as: 'fetch', crossOrigin: '' });
  for (const href of [...code, ...spoken]) add(href, { rel: 'modulepreload', crossOrigin: '' });
}

/** Where in the bundle that stands which a protocol, or a language, needs at once. */
export function neededAtOnce(bundle) {
  const protocols = {};
  const shared = {};
  const of = (name) => {
    protocols[name] ??= { code: [], words: {} };
    return protocols[name];
  };
  const files = Object.values(bundle);
  const found = (file, pattern) => pattern.exec(file.facadeModuleId ?? '')?.slice(1);
  for (const file of files) {
    const [name] = found(file, /\/protocols\/([\w-]+)\/index\.ts$/) ?? [];
    if (name) of(name).code.push(`./${file.fileName}`);
  }
  for (const file of files) {
    const [language, said] = found(file, /\/languages\/([\w-]+)\/([\w-]+)\.json\?first$/) ?? [];
    if (said === 'page') shared[language] = `./${file.fileName}`;
    else if (said) of(said).words[language] = `./${file.fileName}`;
    const [bound] = found(file, /\/pkg\/quorate_(\w+)\.js$/) ?? [];
    if (bound in protocols) of(bound).code.push(`./${file.fileName}`);
    const [, module] = /quorate_(\w+)_bg-[^/]*\.wasm$/.exec(file.fileName) ?? [];
    if (module in protocols) of(module).module = `./${file.fileName}`;
  }
  return { protocols, shared };
}

/** In their order: a run of which nobody says the protocol is one of the first. */
function registered() {
  const registry = readFileSync(path.join(ROOT, 'web/protocols/registry.ts'), 'utf8');
  return [...registry.matchAll(/^ {4}name: '([\w-]+)',$/gm)].map(([, name]) => name);
}

export function askedEarly() {
  return {
    name: 'asked-early',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle }) => {
        const { protocols, shared } = neededAtOnce(bundle ?? {});
        const inOrder = Object.fromEntries(registered().map((name) => [name, protocols[name]]));
        const children = `${HEARS}(${ask})(${JSON.stringify({ protocols: inOrder, shared })})`;
        return [{ tag: 'script', children, injectTo: 'head' }];
      },
    },
  };
}
