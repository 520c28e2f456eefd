// `npm run render -- raft/partition --step 3 --svg out.svg`: a picture of a run as a file, for who writes. It is taken of the built
// page, in a browser without a window.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { systemBrowser } from './browsers.mjs';
import { mainly, ROOT, Stop } from './setup.mjs';

const USAGE = `usage: npm run render -- LESSON|FILE|CODE [what] [how]

  what   --svg FILE   --png FILE   --gif FILE   --webm FILE
         --all FOLDER    a picture of the end of each step of a lesson, as SVG, or with --png as PNG
  when   --step N        the end of a step of the lesson        --at MS       that moment
         --from MS --to MS --speed 1/30                         a stretch, of a film
  how    --part ring|logs|space-time|all   --width PX   --height PX   --scale 1..4   --theme light|dark   --lang en|zh
         --transparent                                          nothing behind it`;

const OPTIONS = {
  svg: { type: 'string' },
  png: { type: 'string' },
  gif: { type: 'string' },
  webm: { type: 'string' },
  all: { type: 'string' },
  step: { type: 'string' },
  at: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  speed: { type: 'string' },
  part: { type: 'string' },
  width: { type: 'string' },
  height: { type: 'string' },
  scale: { type: 'string' },
  theme: { type: 'string' },
  lang: { type: 'string', default: 'en' },
  transparent: { type: 'boolean' },
};

const FORMATS = ['svg', 'png', 'gif', 'webm'];

function asked() {
  try {
    const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
    if (positionals.length !== 1) throw new Error('One run is named: a lesson, a file or a code.');
    if (!values.all && !FORMATS.some((format) => values[format])) throw new Error('No file is named for the picture.');
    return { ...values, run: positionals[0] };
  } catch (error) {
    throw new Stop(`${error.message}\n\n${USAGE}`);
  }
}

/** A number as people write it: `1/30` as well. */
function numeric(name, text) {
  if (text === undefined) return undefined;
  const [, over, under = '1'] = /^([\d.]+)(?:\/([\d.]+))?$/.exec(text) ?? [];
  const number = Number(over) / Number(under);
  if (!Number.isFinite(number)) throw new Stop(`--${name} is a number, not “${text}”.`);
  return number;
}

/** What the element is told, and what it is to play when it is there. */
function runOf(run) {
  if (existsSync(run)) {
    const text = readFileSync(run, 'utf8');
    return /^\uFEFF?(?:\s|#[^\n]*\n)*lesson\s/.test(text) ? { lessonText: text } : { script: text };
  }
  if (/^[\w-]+\/[\w-]+$/.test(run)) return { attributes: { lesson: run } };
  const code = /[#&]run=([^&]+)/.exec(run)?.[1] ?? run;
  return { attributes: { run: code } };
}

await mainly(async () => {
  const wanted = asked();
  if (!existsSync(path.join(ROOT, 'dist/quorate-stage.js')))
    throw new Stop('There is no built page in dist/: `npm run build` makes it.');
  const { chromium } = await import('@playwright/test');
  const { preview } = await import('vite');
  const server = await preview({ root: ROOT, logLevel: 'silent', preview: { port: 0, host: '127.0.0.1' } });
  const executablePath = systemBrowser('chromium') ?? undefined;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    await page.goto(`${server.resolvedUrls.local[0]}LICENSES.txt`);
    await page.setContent('<!doctype html><title>Quorate</title><body></body>');
    await page.addScriptTag({ type: 'module', url: new URL('quorate-stage.js', server.resolvedUrls.local[0]).href });
    const steps = await page.evaluate(opened, { ...runOf(wanted.run), lang: wanted.lang });
    const numbers = Object.fromEntries(
      ['at', 'from', 'to', 'speed', 'width', 'height', 'scale'].map((name) => [name, numeric(name, wanted[name])]),
    );
    const how = { part: wanted.part, theme: wanted.theme, background: !wanted.transparent, ...numbers };
    const step = numeric('step', wanted.step);
    if (step !== undefined && !steps[step - 1])
      throw new Stop(`There is no step ${wanted.step}: the run has ${steps.length}.`);
    if (wanted.all) {
      if (steps.length === 0) throw new Stop('--all is for a lesson: this run has no steps.');
      const format = wanted.png === undefined ? 'svg' : 'png';
      mkdirSync(wanted.all, { recursive: true });
      for (const [place, end] of steps.entries())
        await save(page, { ...how, format, at: end }, path.join(wanted.all, `${place + 1}.${format}`));
      return;
    }
    const stretch = step === undefined ? {} : { at: steps[step - 1], from: steps[step - 2] ?? 0, to: steps[step - 1] };
    const given = Object.fromEntries(Object.entries(how).filter(([, value]) => value !== undefined));
    for (const format of FORMATS)
      if (wanted[format]) await save(page, { ...stretch, ...given, format }, wanted[format]);
  } catch (error) {
    // What the page refuses it says in one line.
    const [, said] = /^page\.evaluate: (?:Error|TypeError|RangeError): (.*)/.exec(error.message) ?? [];
    throw said ? new Stop(said) : error;
  } finally {
    await browser.close();
    await server.close();
  }
});

/** In the page: puts the run on a stage and gives the ends of its steps. */
async function opened({ attributes = {}, script, lessonText, lang }) {
  const stage = document.createElement('quorate-stage');
  for (const [name, value] of Object.entries({ ...attributes, lang })) stage.setAttribute(name, value);
  stage.style.cssText = 'width:800px;height:600px';
  document.body.append(stage);
  const refused = () => stage.shadowRoot.querySelector('.frame-notice-refusal')?.textContent?.trim() ?? '';
  if (script !== undefined) stage.resume(script, 0, true);
  if (lessonText !== undefined) await stage.playLesson(lessonText);
  await stage.ready;
  if (refused()) throw new Error(refused());
  if (!stage.steps?.length && (attributes.run || script)) await stage.seek(stage.duration);
  return (stage.steps ?? []).map(({ to }) => to);
}

async function save(page, options, file) {
  const bytes = await page.evaluate(async (options) => {
    const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
    const blob = await document.querySelector('quorate-stage').toPicture(given);
    const url = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.readAsDataURL(blob);
    });
    return url.slice(url.indexOf(',') + 1);
  }, options);
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  writeFileSync(file, Buffer.from(bytes, 'base64'));
  console.log(file);
}
