import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { documents, files } from '../scripts/documents.mjs';
import { documentAddress } from './panels/about';

const site = new Map(files().map(({ fileName, source }) => [`docs/${fileName}`, source]));
const pages = documents().map((one) => ({ ...one, html: String(site.get(`docs/${one.file}.html`)?.()) }));
const markdown = (file: string) => readFileSync(`docs/${file}.md`, 'utf8');

/** How deep each heading is, and what stands below it: the same in each language. */
function skeleton(text: string): string[] {
  return text
    .replaceAll(/^ *```(\w*)\n[\s\S]*?^ *```$/gm, '``` $1')
    .split('\n')
    .flatMap((line) => /^(?:#+(?= )|```.*|!(?=\[)|\|(?=-))/.exec(line.trim())?.[0].trim() ?? []);
}

const addresses = (html: string) => [...html.matchAll(/\b(?:href|src)="([^"]+)"/g)].map(([, to = '']) => to);

test('each document is there in each language, with the same headings, pictures, tables and examples', () => {
  for (const name of new Set(documents().map((one) => one.name))) {
    const [english, ...others] = documents().filter((one) => one.name === name);
    expect(others.length).toBe(1);
    for (const { file } of others) expect(skeleton(markdown(file))).toEqual(skeleton(markdown(english?.file ?? '')));
  }
});

describe.each(pages)('$file', ({ file, html }) => {
  test('has no script and no style of its own, so that the strictest policy allows it', () => {
    // What is shown as an example is no tag.
    const tags = html.match(/<[^>]*>/g)?.join('') ?? '';
    expect(tags).not.toMatch(/<script|<style|\sstyle=|\son\w+=|javascript:/);
  });

  test('leads to what is there: on the site, and beside the sources', () => {
    const here = addresses(html).filter((to) => !to.startsWith('http'));
    expect(here.length).toBeGreaterThan(5);
    for (const to of here) {
      const [target = '', anchor] = to.split('#');
      const place = target === '' ? `docs/${file}.html` : path.posix.join('docs', target);
      if (place === 'index.html') continue;
      expect([...site.keys()]).toContain(place);
      if (anchor) expect(String(site.get(place)?.()), to).toContain(` id="${decodeURIComponent(anchor)}"`);
    }
    const elsewhere = addresses(html).flatMap((to) => /\/quorate\/blob\/main\/([^#]+)/.exec(to)?.[1] ?? []);
    for (const to of elsewhere) expect(existsSync(to), to).toBe(true);
    for (const [, to = ''] of markdown(file).matchAll(/\]\(([^)#:]+)(?:#[^)]*)?\)/g))
      expect(existsSync(path.join('docs', to)), to).toBe(true);
  });

  test('names what its pictures show', () => {
    for (const [picture] of html.matchAll(/<img [^>]+>/g)) expect(picture).toMatch(/alt="[^"]{10,}/);
  });
});

test('the pictures are small, and each is shown', () => {
  for (const name of readdirSync('docs/pictures')) {
    expect(readFileSync(`docs/pictures/${name}`).length, name).toBeLessThan(60_000);
    expect(
      pages.some(({ html }) => html.includes(`src="pictures/${name}"`)),
      name,
    ).toBe(true);
  }
});

test('the page leads to them in the reader’s language, or, where it has none beside it, to the sources', () => {
  const beside = 'https://school.example/quorate/docs/slides.html';
  for (const { name, lang, file } of documents()) {
    const to = (place: string | null) => documentAddress(name, lang === 'zh' ? 'zh-CN' : lang, place);
    expect(to(beside)).toBe(`https://school.example/quorate/docs/${file}.html`);
    expect(existsSync(to(null).replace(/^.*\/blob\/main\//, ''))).toBe(true);
  }
});
