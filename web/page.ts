/** The page: a top bar around one stage. It uses the element as any other page would. */

import { html, render, type TemplateResult } from 'lit/html.js';
import { ATTRIBUTES } from './attributes';
import { CHALLENGES } from './challenges';
import { EVENTS, THEMES, type ThemeName } from './constants';
import './element';
import type { QuorateStage, StageError } from './element';
import { speak, speaks, translator } from './i18n/index';
import { ENGLISH, preferredLang } from './i18n/languages';
import { languageChoice } from './language-choice';
import type { LinkedNames, LinkKeeper } from './link-keeper';
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
const NAMES: LinkedNames = ['protocol', 'nodes', 'seed', 'lesson', 'step', 'run'];
const LINKED = isGuest ? ATTRIBUTES.filter((name) => name !== 'lang') : NAMES;

const stage = document.querySelector('quorate-stage') as QuorateStage;
const bar = document.querySelector('#bar') as HTMLElement;

let lang: Lang = ENGLISH;
let theme: ThemeName = 'auto';
/** As soon as it is there; in a frame of another page, never. */
let keeper = null as LinkKeeper | null;

function linked(): URLSearchParams {
  return new URLSearchParams(location.hash.slice(1).replace(BEHIND, ''));
}

function readLink(): void {
  const parameters = linked();
  const wanted = parameters.get('lang') ?? remembered('lang');
  void setLang(preferredLang([wanted ?? '', ...navigator.languages]));
  // Who sends a moment wants it to be seen: it is played when somebody wishes.
  if (!isGuest) stage.toggleAttribute('autoplay', !parameters.has('run'));
  for (const name of LINKED) {
    const value = parameters.get(name);
    // Whoever asks for the step that was asked for before wants to see it from its beginning.
    if (value === null || name === 'step') stage.removeAttribute(name);
    if (value !== null) stage.setAttribute(name, value);
  }
}

/** What writes it may not come, which the stage says. */
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
      ${iconButton('share', t(keeper?.isUnheld ? 'page.share-unheld' : 'page.share'), share, keeper?.isUnheld)}
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

function nextTheme(): void {
  setTheme(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'auto');
  remember('theme', theme);
  draw();
}

async function chooseLang(chosen: Lang): Promise<void> {
  await setLang(chosen);
  if (lang === chosen) remember('lang', chosen);
}

/** The page around it speaks to the stage. */
function beGuest(): void {
  document.documentElement.dataset.guest = '';
  void import('./guest').then(({ beginGuest }) => beginGuest(stage, linked().get('origin')));
}

document.adoptedStyleSheets = [sheet(tokens(), pageStyles)];
setTheme(THEMES.find((name) => name === (isGuest ? linked().get('theme') : remembered('theme'))) ?? 'auto');
addEventListener('popstate', () => {
  if (!keeper) readAgain();
});
let isRefused = false;
stage.addEventListener(EVENTS.error, (event) => {
  if ((event as Event as CustomEvent<StageError>).detail.reason !== 'run') return;
  isRefused = true;
  keeper?.refuse();
});
if (!isGuest && typeof history.state?.run === 'number') {
  // An entry that was here before may have a run to go on with: then no other is begun.
  stage.remove();
  void loadKeeper().then(() => {
    readLink();
    keeper?.keep(true);
    document.querySelector('main')?.append(stage);
    begin();
  });
} else {
  readLink();
  begin();
  if (isGuest) beGuest();
  else void stage.shown.then(loadKeeper).then(() => keeper?.keep(false));
}

/** Without it, the address stays as it is. */
async function loadKeeper(): Promise<void> {
  const there = await import('./link-keeper').catch(() => null);
  if (there) keeper = new there.LinkKeeper(stage, { names: NAMES, read: readAgain, draw }, linked());
  if (isRefused) keeper?.refuse();
}

function readAgain(): void {
  readLink();
  draw();
}

function begin(): void {
  draw();
  void stage.shown.then(async () => {
    draw();
    if (!isGuest && import.meta.env.MODE === 'production') (await import('./offline')).keepOffline();
  });
}

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
