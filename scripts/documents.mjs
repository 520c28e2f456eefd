// The documents of `docs/` as pages of the site: written in Markdown, so that they are read beside the sources as well, and made into
// HTML when the page is built. They have no scripts, and no styles of their own.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { marked } from 'marked';
import { ROOT } from './setup.mjs';

const FOLDER = path.join(ROOT, 'docs');
/** The same on the site: a relative address leads to the same thing there and beside the sources. */
const PLACE = 'docs';
const STYLES = 'documents.css';
const MARK = 'mark.svg';
const PICTURE = /\.(?:svg|png|webp|gif)$/;

/** In the order in which a page names the others. */
const DOCUMENTS = ['slides', 'lessons', 'translating'];
const LANGUAGES = {
  en: {
    suffix: '',
    tag: 'en',
    other: '中文',
    run: 'Open Quorate',
    about: { slides: 'For lecturers', lessons: 'For authors of lessons', translating: 'For translators' },
  },
  zh: {
    suffix: '.zh-CN',
    tag: 'zh-CN',
    other: 'English',
    run: '打开 Quorate',
    about: { slides: '给讲课的老师', lessons: '给课程作者', translating: '给译者' },
  },
};

/** All documents: what each is named, and in which language it is. */
export function documents() {
  return DOCUMENTS.flatMap((name) =>
    Object.entries(LANGUAGES).map(([lang, { suffix }]) => ({ name, lang, file: `${name}${suffix}` })),
  );
}

const repository = () => /repository = "([^"]+)"/.exec(readFileSync(path.join(ROOT, 'Cargo.toml'), 'utf8'))[1];

/** Where an address of the Markdown leads on the site: what is not there is beside the sources. */
function addressOnSite(href) {
  if (/^(?:[a-z]+:|#)/.test(href)) return href;
  const [file, anchor] = href.split('#');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (documents().some((one) => `${one.file}.md` === file)) return file.replace(/\.md$/, `.html${hash}`);
  const isShown = PICTURE.test(file) && !file.startsWith('..');
  return isShown ? href : `${repository()}/blob/main/${path.posix.join(PLACE, file)}${hash}`;
}

/** What a heading is called in addresses, as GitHub calls it. */
function anchorOf(heading) {
  const plain = heading.replaceAll(/<[^>]*>/g, '').replaceAll(/&\w+;|&#\d+;/g, '');
  return plain
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

/** Between two lines of Chinese there is no space. */
const BROKEN_CHINESE = /(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])/g;

function bodyOf(markdown) {
  const html = marked
    .parse(markdown, { gfm: true })
    .replaceAll(/<p>[\s\S]*?<\/p>/g, (paragraph) => paragraph.replaceAll(BROKEN_CHINESE, ''));
  return (
    html
      .replaceAll(/<(h[1-3])>(.*?)<\/\1>/g, (_all, tag, text) => `<${tag} id="${anchorOf(text)}">${text}</${tag}>`)
      .replaceAll(/\b(href|src|srcset)="([^"]+)"/g, (_all, name, address) => `${name}="${addressOnSite(address)}"`)
      .replaceAll('<img ', '<img loading="lazy" ')
      // A wide one is scrolled by itself, and by keys too.
      .replaceAll('<pre>', '<pre tabindex="0" translate="no">')
      .replaceAll(/<table>[\s\S]*?<\/table>/g, (table) => `<div class="wide">${table}</div>`)
  );
}

/** One document as a page. */
function pageOf({ name, lang, file }) {
  const markdown = readFileSync(path.join(FOLDER, `${file}.md`), 'utf8');
  const body = bodyOf(markdown);
  const { tag, other, run, about } = LANGUAGES[lang];
  const title = /<h1[^>]*>(.*?)<\/h1>/.exec(body)[1].replaceAll(/<[^>]*>/g, '');
  const translated = documents().find((one) => one.name === name && one.lang !== lang);
  const links = documents()
    .filter((one) => one.lang === lang)
    .map(
      (one) => `<a href="${one.file}.html"${one.name === name ? ' aria-current="page"' : ''}>${about[one.name]}</a>`,
    );
  return `<!doctype html>
<html lang="${tag}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${title} · Quorate</title>
    <link rel="alternate" hreflang="${LANGUAGES[translated.lang].tag}" href="${translated.file}.html" />
    <link rel="icon" href="${MARK}" />
    <link rel="stylesheet" href="${STYLES}" />
  </head>
  <body>
    <header>
      <a class="home" href="../index.html#lang=${lang}">${run}</a>
      <nav>${links.join('\n')}</nav>
      <a href="${translated.file}.html" hreflang="${LANGUAGES[translated.lang].tag}" lang="${LANGUAGES[translated.lang].tag}">${other}</a>
    </header>
    <main>
${body}
    </main>
  </body>
</html>
`;
}

/** Everything that stands in the folder on the site: its name there, and what is in it. */
export function files() {
  const pages = documents().map((one) => ({ fileName: `${one.file}.html`, source: () => pageOf(one) }));
  const copied = [STYLES, MARK, ...pictures()].map((fileName) => ({
    fileName,
    source: () => readFileSync(path.join(FOLDER, fileName)),
  }));
  return [...pages, ...copied];
}

function pictures() {
  return readdirSync(path.join(FOLDER, 'pictures')).map((name) => `pictures/${name}`);
}

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.gif': 'image/gif',
};

/** Builds and serves them beside the page, which is told where they are. */
export function documentPages() {
  return {
    name: 'document-pages',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const wanted = /^\/docs\/([^?#]+)/.exec(decodeURIComponent(request.url))?.[1];
        const file = files().find(({ fileName }) => fileName === wanted);
        if (!file) return next();
        response.setHeader('content-type', TYPES[path.extname(file.fileName)]);
        response.end(file.source());
      });
    },
    generateBundle() {
      for (const { fileName, source } of files())
        this.emitFile({ type: 'asset', fileName: `${PLACE}/${fileName}`, source: source() });
    },
    transformIndexHtml: () => [{ tag: 'link', attrs: { rel: 'help', href: `${PLACE}/slides.html` }, injectTo: 'head' }],
  };
}
