/** The page: a top bar around one stage. It uses the element as any other page would. */

import { html, render, type TemplateResult } from 'lit/html.js';
import { ATTRIBUTES } from './attributes';
import { CHALLENGES, isChallenge } from './challenges';
import { EVENTS, THEMES, type ThemeName } from './constants';
import './element';
import type { QuorateStage } from './element';
import { RunHistory } from './history';
import { speak, speaks, translator } from './i18n/index';
import { ENGLISH, preferredLang } from './i18n/languages';
import { languageChoice } from './language-choice';
import type { Lang } from './model';
import pageStyles from './page.css?inline';
import { REGISTRY } from './protocols/registry';
import { remember, remembered } from './remembered';
import { sheet } from './theme/sheet';
import { tokens } from './theme/tokens';

/** What people and mail programs put behind an address. */
const BEHIND = /[\s.,;:!?)\]}>"'»”’…。，、；：！？）」』》】]+$/u;

/** The page is in a frame of another page: there is the stage alone, as the address says in the element's attributes. */
const isGuest = linked().has('embed');

/** What a link may carry, in the words of the element's attributes. */
const LINKED = isGuest
  ? ATTRIBUTES.filter((name) => name !== 'lang')
  : (['protocol', 'nodes', 'seed', 'lesson', 'step', 'run'] as const);

/** Those of them that a whole run says itself. */
const BEGUN = ['protocol', 'nodes', 'seed', 'step'] as const;

/** An address that is longer than this does not hold the run: some programs cut longer ones. */
const ADDRESS_MAX = 2000;

/** The address follows what somebody does after so long, in real ms: some browsers refuse more often. */
const FOLLOWS_MS = 400;

const stage = document.querySelector('quorate-stage') as QuorateStage;
const bar = document.querySelector('#bar') as HTMLElement;

let lang: Lang = ENGLISH;
let theme: ThemeName = 'auto';
/** The step of the lesson to which somebody has walked since the address said one. */
let walked: string | null = null;
/** What somebody has done makes another run than the attributes say: its code. */
let done: string | null = null;
/** That run is not in the address: it is too long for one, or was made in a lesson. */
let isUnheld = false;
let following: ReturnType<typeof setTimeout> | undefined;

function linked(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1).replace(BEHIND, ''));
}

function readLink(): void {
  const parameters = linked();
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
function follow(runs: RunHistory): void {
  const { lesson } = stage;
  const isGuided = lesson !== null && !isChallenge(lesson);
  const code = isGuided ? null : stage.share();
  isUnheld = code === null ? stage.doneInLesson !== null : code.length > ADDRESS_MAX;
  done = isUnheld ? null : code || null;
  runs.renamed(linkOf());
  draw();
}

/** The attributes say what is on the stage. */
function unfollow(): void {
  clearTimeout(following);
  done = null;
  isUnheld = false;
}

/** What writes it may not come, which the stage says. */
async function share(): Promise<void> {
  await stage.ready.catch(() => {});
  if (stage.shadowRoot) await (await import('./share/dialog')).shareRun(stage.shadowRoot, stage, lang);
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

/** Back and Forward, and an address that stays a link to what is shown. */
function keepLink(runs: RunHistory): void {
  runs.resume();
  /** What the address says has been read: only what differs from it is another run. */
  let shown = runIn(linkOf());
  addEventListener('popstate', () => {
    runs.went();
    unfollow();
    readLink();
    shown = runIn(linkOf());
    runs.resume();
    draw();
    const wanted = shown;
    void stage.shown.then(() => {
      if (runIn(linkOf()) === wanted) runs.arrived();
    });
  });
  // Whoever changes the run, the bar or the stage's own settings, does it through the attributes.
  new MutationObserver(async () => {
    walked = null;
    unfollow();
    // The address says what is on the stage: what was asked for may never come.
    await stage.shown;
    const address = linkOf();
    if (runIn(address) === shown) runs.renamed(address);
    else runs.changed(address);
    shown = runIn(address);
    draw();
  }).observe(stage, { attributes: true, attributeFilter: [...LINKED] });
  // A lesson that is walked stays in its entry of the history.
  stage.addEventListener(EVENTS.lessonStep, () => {
    // One that is being left says nothing of what comes.
    if (stage.lesson === null || runIn(linkOf()) !== shown) return;
    walked = String(stage.step);
    runs.renamed(linkOf());
  });
  stage.addEventListener(EVENTS.edited, () => {
    clearTimeout(following);
    following = setTimeout(() => follow(runs), FOLLOWS_MS);
  });
}

/** The page around it speaks to the stage. */
function beGuest(): void {
  document.documentElement.dataset.guest = '';
  void import('./guest').then(({ beginGuest }) => beginGuest(stage, linked().get('origin')));
  addEventListener('popstate', readLink);
}

document.adoptedStyleSheets = [sheet(tokens(), pageStyles)];
setTheme(THEMES.find((name) => name === (isGuest ? linked().get('theme') : remembered('theme'))) ?? 'auto');
readLink();
if (isGuest) beGuest();
else keepLink(new RunHistory(stage));
if (!isGuest && import.meta.env.MODE === 'production')
  void stage.shown.then(async () => (await import('./offline')).keepOffline());
draw();
stage.shown.then(draw);
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
