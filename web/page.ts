/** The page: a top bar around one stage. It uses the element as any other page would. */

import { html, render, type TemplateResult } from 'lit/html.js';
import { CHALLENGES, isChallenge } from './challenges';
import { EVENTS, THEMES, type ThemeName } from './constants';
import './element';
import type { QuorateStage } from './element';
import type { RunHistory } from './history';
import { speak, speaks, translator } from './i18n/index';
import { ENGLISH, preferredLang } from './i18n/languages';
import { languageChoice } from './language-choice';
import type { Lang } from './model';
import pageStyles from './page.css?inline';
import { REGISTRY } from './protocols/registry';
import { remember, remembered } from './remembered';
import { sheet } from './theme/sheet';
import { tokens } from './theme/tokens';

/** What a link may carry, in the words of the element's attributes. */
const LINKED = ['protocol', 'nodes', 'seed', 'lesson', 'step', 'run'] as const;

/** Those of them that a whole run says itself. */
const BEGUN = ['protocol', 'nodes', 'seed', 'step'] as const;

/** An address that is longer than this does not hold the run: some programs cut longer ones. */
const ADDRESS_MAX = 2000;

/** What people and mail programs put behind an address. */
const BEHIND = /[\s.,;:!?)\]}>"'»”’…。，、；：！？）」』》】]+$/u;

/** The address follows what somebody does after so long, in real ms: some browsers refuse more often. */
const FOLLOWS_MS = 400;

const stage = document.querySelector('quorate-stage') as QuorateStage;
const bar = document.querySelector('#bar') as HTMLElement;
/** What keeps the runs of this tab is there as soon as there is a run to keep, or one that was kept. */
let runs = null as RunHistory | null;
const keeping = async (): Promise<RunHistory> => {
  const { RunHistory } = await import('./history');
  runs ??= new RunHistory(stage);
  return runs;
};

let lang: Lang = ENGLISH;
let theme: ThemeName = 'auto';
/** The step of the lesson to which somebody has walked since the address said one. */
let walked: string | null = null;
/** What somebody has done makes another run than the attributes say: its code. */
let done: string | null = null;
/** That run is not in the address: it is too long for one, or was made in a lesson. */
let isUnheld = false;
let following: ReturnType<typeof setTimeout> | undefined;

function readLink(): void {
  const parameters = new URLSearchParams(location.hash.slice(1).replace(BEHIND, ''));
  const wanted = parameters.get('lang') ?? remembered('lang');
  void setLang(preferredLang([wanted ?? '', ...navigator.languages]));
  for (const name of LINKED) {
    const value = parameters.get(name);
    // Whoever asks for the step that was asked for before wants to see it from its beginning.
    if (value === null || name === 'step') stage.removeAttribute(name);
    if (value !== null) stage.setAttribute(name, value);
  }
}

/** The address stays a link to what is shown. */
function linkOf(): string {
  const parameters = new URLSearchParams();
  for (const name of LINKED) {
    const value = name === 'step' ? (walked ?? stage.getAttribute(name)) : stage.getAttribute(name);
    if (value !== null) parameters.set(name, value);
  }
  if (done !== null) {
    for (const name of BEGUN) parameters.delete(name);
    parameters.set('run', done);
  }
  const hash = parameters.toString();
  return hash ? `#${hash}` : location.pathname + location.search;
}

/** The address follows what somebody does, or the bar says that it does not. */
function follow(): void {
  const { lesson } = stage;
  const isGuided = lesson !== null && !isChallenge(lesson);
  const code = isGuided ? null : stage.share();
  isUnheld = code === null ? stage.doneInLesson !== null : code.length > ADDRESS_MAX;
  done = isUnheld ? null : code || null;
  runs?.renamed(linkOf());
  draw();
}

/** The attributes say what is on the stage. */
function unfollow(): void {
  clearTimeout(following);
  done = null;
  isUnheld = false;
}

async function share(): Promise<void> {
  await stage.ready.catch(() => {});
  (await import('./share/dialog')).shareRun(stage, lang);
}

/** Once its words are there; of two wishes that cross, the later. Where they cannot be loaded, the stage says so. */
async function setLang(wanted: Lang): Promise<void> {
  stage.lang = wanted;
  const isThere = await speak(wanted).then(
    () => true,
    () => false,
  );
  if (stage.lang !== wanted) return;
  if (!isThere) {
    // What was spoken before still is.
    if (speaks(lang)) stage.lang = lang;
    draw();
    return;
  }
  lang = wanted;
  const t = translator(lang);
  document.documentElement.lang = t('lang');
  bar.dir = t('dir');
  document.title = t('page.title');
  draw();
}

function setTheme(wanted: ThemeName): void {
  theme = wanted;
  stage.theme = theme;
  document.documentElement.setAttribute('theme', theme);
}

function draw(): void {
  if (!speaks(lang)) return;
  const t = translator(lang);
  render(
    html`
      <h1><svg viewBox="0 0 32 32" aria-hidden="true"><use href="#mark"></use></svg><span>Quorate</span></h1>
      ${choice(
        t('page.protocol'),
        REGISTRY.map(({ name, title }) => [name, title]),
        stage.view?.protocol ?? '',
        (name) => stage.begin({ protocol: name }),
      )}
      <button type="button" class="bar-lessons ${stage.lessonTitle === null ? '' : 'bar-in-lesson'}" title=${t('page.lessons')} aria-haspopup="dialog" @click=${() => showLessons()}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${ICONS.lessons} /></svg>
        <span>${stage.lessonTitle ?? t('page.lessons')}</span>
      </button>
      <button type="button" class="bar-lessons bar-challenges" title=${t('page.challenges')} aria-haspopup="dialog" @click=${() => showLessons(CHALLENGES)}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${ICONS.challenges} /></svg>
        <span>${t('page.challenges')}</span>
      </button>
      <span class="bar-space"></span>
      ${iconButton('share', t(isUnheld ? 'page.share-unheld' : 'page.share'), share, isUnheld)}
      ${iconButton(theme, t(`page.theme-${theme}`), nextTheme)}
      ${languageChoice(lang, chooseLang, t)}
    `,
    bar,
  );
}

/** What cannot be loaded is said on the stage. */
function showLessons(course?: string): void {
  void stage.showLessons(course).catch(() => {});
}

function choice(
  name: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult {
  const onChange = ({ target }: Event) => {
    const list = target as HTMLSelectElement;
    const { value } = list;
    // It says what is on the stage, where another one may never come.
    list.value = chosen;
    choose(value);
  };
  return html`
    <select aria-label=${name} title=${name} @change=${onChange}>
      ${options.map(([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`)}
    </select>
  `;
}

function iconButton(icon: keyof typeof ICONS, name: string, press: () => void, isMarked = false): TemplateResult {
  return html`
    <button type="button" class="bar-icon ${isMarked ? 'bar-marked' : ''}" aria-label=${name} title=${name} @click=${press}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d=${ICONS[icon]} /></svg>
    </button>
  `;
}

/** Lines in a square of 24. */
const ICONS = {
  lessons: 'M4 5 H10 L12 7 L14 5 H20 V18 H14 L12 20 L10 18 H4 Z M12 7 V20',
  challenges: 'M6 21 V4 H18 L15 8 L18 12 H6',
  share: 'M12 15 V4 M8 8 L12 4 L16 8 M6 12 H4 V20 H20 V12 H18',
  auto: 'M12 4 a8 8 0 1 0 0.01 0 Z M12 4 V20 M12 8 H18.5 M12 12 H20 M12 16 H18.5',
  light:
    'M12 8 a4 4 0 1 0 0.01 0 Z M12 2 V4 M12 20 V22 M2 12 H4 M20 12 H22 M5 5 L6.5 6.5 M17.5 17.5 L19 19 M5 19 L6.5 17.5 M17.5 6.5 L19 5',
  dark: 'M20 14 A8.5 8.5 0 1 1 10 4 A7 7 0 0 0 20 14 Z',
} as const;

/** The address without the step of a lesson, which is a place in a run and no run of its own. */
function runIn(address: string): string {
  return address.replace(/(^#|&)step=\d+/, '');
}

function nextTheme(): void {
  setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto');
  remember('theme', theme);
  draw();
}

async function chooseLang(chosen: Lang): Promise<void> {
  await setLang(chosen);
  if (lang === chosen) remember('lang', chosen);
}

document.adoptedStyleSheets = [sheet(tokens(), pageStyles)];
setTheme(THEMES.find((name) => name === remembered('theme')) ?? 'auto');
/** What the address says has been read: only what differs from it is another run. */
let shown = '';
function read(): void {
  readLink();
  shown = runIn(linkOf());
  runs?.resume();
  draw();
}

function begin(): void {
  read();
  document.querySelector('main')?.append(stage);
  // Whoever changes the run, the bar or the stage's own settings, does it through the attributes.
  observer.observe(stage, { attributes: true, attributeFilter: [...LINKED] });
  void stage.shown.then(() => {
    draw();
    return keeping();
  });
}

const observer = new MutationObserver(async () => {
  walked = null;
  unfollow();
  // The address says what is on the stage: what was asked for may never come.
  await stage.shown;
  const address = linkOf();
  if (runIn(address) === shown) runs?.renamed(address);
  else (await keeping()).changed(address);
  shown = runIn(address);
  draw();
});
if (typeof history.state?.run === 'number') {
  // An entry that was here before may have a run to go on with: then no other is begun.
  stage.remove();
  void keeping().then(begin, begin);
} else begin();
addEventListener('popstate', () => {
  runs?.went();
  unfollow();
  read();
  const wanted = shown;
  void stage.shown.then(() => {
    if (runIn(linkOf()) === wanted) runs?.arrived();
  });
});
// A lesson that is walked stays in its entry of the history.
stage.addEventListener(EVENTS.lessonStep, () => {
  // One that is being left says nothing of what comes.
  if (stage.lesson === null || runIn(linkOf()) !== shown) return;
  walked = String(stage.step);
  runs?.renamed(linkOf());
});
stage.addEventListener(EVENTS.edited, () => {
  clearTimeout(following);
  following = setTimeout(follow, FOLLOWS_MS);
});
// A lesson that somebody has written, or a run that was saved, dropped anywhere on the page.
addEventListener('dragover', (event) => {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
});
addEventListener('drop', (event) => {
  const [file] = event.dataTransfer?.files ?? [];
  if (!file) return;
  event.preventDefault();
  // What is refused is said on the stage.
  void stage.openFile(file).then(draw, () => {});
});
