/** Where the parts of a stage stand, and when each is drawn anew. */

import { html, nothing, render, type TemplateResult } from 'lit/html.js';
import { brokenFirst } from './alarm';
import { type Controls, PANELS_EVERY_MS, type PanelName } from './constants';
import type { Translate } from './i18n/index';
import type { KeyAct } from './keys';
import { hasText } from './lesson-focus';
import type { Act, GuidePage, Model } from './model';
import { LATE_NAMES, type LateName, type LatePanels } from './panels/late';
import type { LedgerGlows } from './panels/ledger-glows';
import { placeTimeline } from './panels/playhead';
import { servingLine } from './panels/serving';

import { formatTime, placeTransport, transportPanel } from './panels/transport';
import { welcomePanel } from './panels/welcome';
import type { Breakdown } from './player/guard';
import type { OwnPlace, OwnView } from './protocols/depiction';
import { depictionOf } from './protocols/registry';
import { hands } from './reach';
import { inLetters, lettersOf } from './stage/letters';
import { onRing } from './stage/ring';
import { Stage } from './stage/stage';
import type { Ms } from './types';
import { Watched } from './watched';

/** Which picture of the run is shown. */
export type Arrangement = 'ring' | 'logs' | 'both' | 'space-time' | OwnView;

/** What the column, or on a phone the sheet, shows. */
export type Tab = 'lesson' | 'inspector' | 'log' | 'events' | 'checks' | 'rules' | 'command' | 'settings' | 'help';

/**
 * `wide`: the text stands beside the picture, the log below it. `short`: as wide, with the log and the command line among the column's tabs. `phone`:
 * the text is a sheet below. `slide`: the picture and a thin bar. `presenter`: the picture and one line. `print`: all that a
 * sheet of paper has room for.
 */
export type FrameLayout = 'wide' | 'short' | 'phone' | 'slide' | 'presenter' | 'print';

/** One line above the picture, for a while. `text` is asked again when the language changes. */
export interface Notice {
  readonly tone: 'news' | 'refusal';
  readonly text: (t: Translate) => string;
  /** Until somebody dismisses it. */
  readonly stays?: true;
  /** It speaks of how the run stands: when that goes on, it is over. */
  readonly ofNow?: true;
}

export interface FrameAct extends KeyAct {
  openTab(tab: Tab): void;
  arrange(arrangement: Arrangement): void;
  /** A new run in place of one that broke. */
  again(): void;
  /** The run as it was before it broke, or before another one broke that was to be opened. */
  backToRun(): void;
  /** The user's own run in place of one that was found. */
  back(): void;
  /** The run that was there before this one; this one then is kept. */
  backToKept(): void;
  /** The notice has been read. */
  dismiss(): void;
}

export interface Scene {
  readonly act: FrameAct;
  readonly t: Translate;
  /** `null` until the simulation is there. */
  readonly model: Model | null;
  readonly controls: Controls;
  readonly panels: readonly PanelName[];
  readonly layout: FrameLayout;
  readonly arrangement: Arrangement;
  /** `null`: the sheet is closed. A column is never. */
  readonly tab: Tab | null;
  /** What the help shows first; `null`: there is nobody to be greeted. */
  readonly guide: GuidePage | null;
  readonly notice: Notice | null;
  /** What the run on the stage shows, if it is not the user's own but one that was found. */
  readonly found: ((t: Translate) => string) | null;
  /** The run that was there before this one can be had back. */
  readonly kept: boolean;
  /** What takes longer: how far it is, and how it is given up. */
  readonly working: { readonly progress: number; cancel(): void } | null;
  /** The run cannot go on; or, without a script, it could not even begin. */
  readonly breakdown: Breakdown | null;
}

/** What a picture of the run is drawn in. Nobody knows how paper will be turned: it has each twice, for a high sheet and for a broad one. */
type PictureName = 'stage' | 'space-time' | 'own';
type PartName =
  | Tab
  | PictureName
  | `${PictureName}-broad`
  | 'paper'
  | 'caption'
  | 'walk'
  | 'presenter'
  | 'serving'
  | 'timeline'
  | 'transport';
type Present = Scene & { readonly model: Model };

const ARRANGEMENTS = ['ring', 'both', 'space-time'] as const;

/** Tabs that are signs and not words, so that all fit on a phone. */
const SIGNS: Partial<Record<Tab, string>> = { rules: '§', command: '›_', settings: '⚙', help: '?' };

/** More nodes than these need more room on a phone. */
const CROWD = 5;

/** On a screen that is lower than this, in px, a table below the ring would leave that less than half of the height. */
const LOW = 800;

export function layoutFor(
  width: number,
  height: number,
  controls: Controls,
  letters = lettersOf(document.documentElement),
): FrameLayout {
  if (controls !== 'full' || (width < 520 && height < 460) || height < 300) return 'slide';
  // A low window, as on a phone held sideways, has its room beside the ring and not below it.
  if (width < 760 && !(width > 600 && height < 460)) return 'phone';
  // Large letters make a low window of a high one.
  return height < LOW * letters ? 'short' : 'wide';
}

/** The part of the panels that has room in this layout. */
export function tabsFor(scene: Omit<Scene, 'act' | 't'>): readonly Tab[] {
  const { panels, layout, model, controls } = scene;
  const has = (panel: PanelName) => panels.includes(panel);
  const tabs: readonly (readonly [Tab, boolean])[] = [
    ['lesson', has('lesson') && layout === 'phone' && hasText(model)],
    ['inspector', has('inspector')],
    // Where it can be chosen among the pictures, and where it always stands below them, it has no tab.
    ['log', has('log') && !offersLogs(scene) && !(layout === 'wide' && hasRoomBelow(model))],
    ['events', has('events')],
    ['checks', has('checks')],
    ['rules', controls === 'full'],
    ['command', controls === 'full' && layout !== 'wide'],
    ['settings', controls === 'full'],
    ['help', controls === 'full'],
  ];
  return tabs.filter(([, shown]) => shown).map(([tab]) => tab);
}

/** Parts that are data. */
const DATA: readonly PartName[] = [
  'stage',
  'stage-broad',
  'space-time',
  'space-time-broad',
  'own',
  'own-broad',
  'log',
  'timeline',
  'command',
];

/** A part of the page in a box of its own, which moves with the layout and is drawn by itself. */
interface Part {
  readonly box: HTMLElement;
  readonly watched: Watched<Model>;
  /** What else it was drawn with. */
  key: readonly unknown[];
}

export class Frame {
  private readonly stage: Stage;
  /** The one of a broad sheet. */
  private readonly broadStage: Stage;
  private readonly parts = new Map<PartName, Part>();
  /** How far each tab is scrolled, and the tab that stands where it was left. */
  private readonly places = new Map<Tab, number>();
  private placed: Tab | null = null;
  /** The button of the arrangement that is shown. */
  private chosen: Element | null = null;
  /** Something has happened, and the help goes on below the welcome. */
  private explains = false;
  /** The new cells of the ledgers, as soon as what shows them is there. */
  private glows: LedgerGlows | null = null;
  /** The frame itself is drawn as its parts are: only when something that it shows is another. */
  private readonly watched = new Watched<Model>({ view: true });
  private key: readonly unknown[] = [];
  /** What is shown of the time where nothing moves. */
  private time: { readonly now: Ms; readonly duration: Ms } = { now: 0, duration: 0 };
  private timeReadAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly root: ShadowRoot,
    private readonly live: HTMLElement,
    private readonly late: LatePanels,
  ) {
    const menu: ConstructorParameters<typeof Stage>[0] = (model, ...of) =>
      late.panel('menu', model.view.protocol)?.(model, ...of);
    this.stage = new Stage(menu);
    this.broadStage = new Stage(menu);
  }

  /**
   * Draws what has changed, all of it. Only what has no other reason than that time goes on may wait; `isNews`: something has
   * happened, or somebody has done something, and nothing waits.
   */
  draw(scene: Scene, isNews: boolean, real: number): void {
    const { model } = scene;
    this.glows?.place();
    if (model && (isNews || real - this.timeReadAt >= PANELS_EVERY_MS)) {
      this.timeReadAt = real;
      this.time = { now: model.now, duration: model.duration };
    }
    this.drawFrame(scene);
    if (!isPresent(scene)) return;
    const timed = { ...scene, model: Object.freeze({ ...scene.model, ...this.time }) };
    let hasLog = false;
    for (const [name, part] of this.parts) {
      if (part.box.isConnected) {
        const isDrawn = this.drawPart(name, name.startsWith('stage') ? scene : timed);
        if (name === 'log') hasLog = isDrawn;
      }
      // Whoever looks again sees it drawn anew.
      else {
        part.key = [];
        if (name === 'stage') this.stage.leave();
        if (name === 'stage-broad') this.broadStage.leave();
      }
    }
    this.keepPlace();
    this.showChoice();
    for (const name of LATE_NAMES) if (!this.isLookedAt(name, scene.model)) this.late.leave(name);
    const of = hands();
    if (of) this.glows ??= new of.LedgerGlows(this.box('log'));
    if (scene.model.reducedMotion || !this.box('log').isConnected) this.glows?.leave();
    else this.glows?.show(scene.model.paused, hasLog);
    this.follow(scene.model);
  }

  private isLookedAt(name: LateName, { menu }: Model): boolean {
    if (name === 'menu') return menu !== null;
    return this.parts.get(name === 'free-play' ? 'help' : name)?.box.isConnected === true;
  }

  /** Shown from its beginning, when it is next. */
  rewind(tab: Tab): void {
    this.places.delete(tab);
    if (this.placed === tab) this.placed = null;
  }

  /** Each tab stands where its reader has left it. */
  private keepPlace(): void {
    const panel = this.root.querySelector<HTMLElement>('.frame-tab-panel');
    const tab = panel?.dataset.tab as Tab | undefined;
    if (!panel || !tab || tab === this.placed) return;
    this.placed = tab;
    panel.scrollTop = this.places.get(tab) ?? 0;
  }

  /** Where the arrangements do not all have room, the one that is shown stands in the middle. */
  private showChoice(): void {
    const chosen = this.root.querySelector('.frame-arrangement [aria-pressed="true"]');
    if (chosen === this.chosen) return;
    this.chosen = chosen;
    const strip = chosen?.parentElement;
    if (!chosen || !strip) return;
    const [there, room] = [chosen.getBoundingClientRect(), strip.getBoundingClientRect()];
    strip.scrollLeft += there.left + there.width / 2 - room.left - room.width / 2;
  }

  /** Nothing but the time is another: says whether that was all that there was to do. */
  tick(model: Pick<Model, 'line' | 'now'>, real: number): boolean {
    if (real - this.timeReadAt >= PANELS_EVERY_MS) return false;
    this.follow(model);
    return true;
  }

  /** What moves. */
  private follow({ line, now }: Pick<Model, 'line' | 'now'>): void {
    this.stage.follow(line, now);
    placeTimeline(this.box('timeline'), now);
    placeTransport(this.box('transport'), now);
  }

  private drawFrame(scene: Scene): void {
    const { act: _act, model, ...rest } = scene;
    const key = [...Object.values(rest), hands(), model === null];
    if (isSame(key, this.key) && (!model || !this.watched.isStale(model))) return;
    this.key = key;
    if (!model) render(this.template(scene), this.root);
    else this.watched.draw(model, (shown) => render(this.template({ ...scene, model: shown }), this.root));
  }

  /** Says whether it was to be drawn. */
  private drawPart(name: PartName, scene: Present): boolean {
    const part = this.at(name);
    const { t, layout, arrangement, guide } = scene;
    const key = [
      t,
      layout,
      this.late.bundles,
      hands(),
      name === 'help' && guide,
      name.startsWith('own') && arrangement,
    ];
    if (isSame(key, part.key) && !part.watched.isStale(scene.model)) return false;
    part.key = key;
    forgetTranslation(part.box);
    part.watched.draw(scene.model, (model) => render(this.part(name, { ...scene, model }, scene.model), part.box));
    return true;
  }

  private part(
    name: PartName,
    { model, act, t, layout, guide, arrangement }: Present,
    snapshot: Model,
  ): TemplateResult | typeof nothing {
    switch (name) {
      case 'stage':
        return this.stage.template(model, snapshot, act, t);
      case 'stage-broad':
        return this.broadStage.template(model, snapshot, act, t);
      case 'space-time':
      case 'space-time-broad':
        return this.late.panel('space-time', model.view.protocol)?.(model, act, t, null) ?? nothing;
      case 'paper':
      case 'caption':
      case 'walk':
      case 'settings':
      case 'lesson':
      case 'inspector':
      case 'checks':
      case 'rules':
      case 'events':
      case 'command':
      case 'timeline':
        return this.late.panel(name, model.view.protocol)?.(model, act, t, null) ?? nothing;
      case 'help':
        return this.help(model, act, t, guide);
      case 'presenter':
        return this.late.panel(name, model.view.protocol)?.(model, act, t, null) ?? nothing;
      case 'log':
        return this.late.table(model.view.protocol)?.(model, act, t, null) ?? nothing;
      case 'own':
      case 'own-broad':
        return this.late.own(arrangement as OwnView, model.view.protocol)?.(model, act, t, null) ?? nothing;
      case 'serving':
        return servingLine(model, t);
      case 'transport':
        return transportPanel(model, act, t, layout === 'slide' ? 'thin' : 'full');
    }
  }

  /**
   * The signs are explained below the welcome as soon as something has happened: what is on the stage comes first. From then on they
   * stay, also at a moment of which no events are told.
   */
  private help(model: Model, act: Act, t: Translate, guide: GuidePage | null): TemplateResult {
    this.explains ||= model.events.length > 0;
    if (guide === 'welcome')
      return html`
        ${welcomePanel(model, act, t)}
        ${this.explains ? this.late.panel('free-play', model.view.protocol)?.(model, act, t, null) : nothing}
      `;
    return html`
      ${guide ? html`<button type="button" class="frame-welcome" @click=${() => act.guide('welcome')}>‹ ${t('welcome.title')}</button>` : nothing}
      ${this.late.panel('help', model.view.protocol)?.(model, act, t, null)}
    `;
  }

  private box(name: PartName): HTMLElement {
    return this.at(name).box;
  }

  private at(name: PartName): Part {
    const known = this.parts.get(name);
    if (known) return known;
    const box = document.createElement('div');
    box.className = `part part-${name.replace(/-broad$/, '')}`;
    // Names, numbers and commands are the same in all languages, and run the same way.
    if (DATA.includes(name)) {
      box.translate = false;
      box.dir = 'ltr';
    }
    const part = { box, watched: new Watched<Model>({ view: true }), key: [] };
    this.parts.set(name, part);
    return part;
  }

  private template(scene: Scene): TemplateResult {
    const { layout, controls, panels, t, model, breakdown } = scene;
    // Without a run there is nothing else to be shown than why.
    const isPlain = layout === 'presenter' || layout === 'print' || (breakdown !== null && model === null);
    // Where there is no column, a lesson has a line.
    const isWalked = layout === 'slide' && controls !== 'none' && !isPlain;
    const hasColumn = controls === 'full' && layout !== 'slide' && !isPlain;
    const isWanted = looksAtLogs(scene) && !isLogAlone(scene) && scene.tab !== 'log';
    const hasLog =
      panels.includes('log') &&
      ((layout === 'wide' && (hasRoomBelow(model) || isWanted)) ||
        layout === 'print' ||
        (layout === 'short' && isWanted) ||
        (layout === 'slide' && controls !== 'full'));
    return html`
      <div part="frame" class="frame frame-${layout} frame-has-${controls} ${hasColumn ? '' : 'frame-bare'} ${model && onRing(model.view.nodes).length > CROWD ? 'frame-crowd' : ''} ${scene.tab ? '' : 'frame-shut'} ${tellsServing(scene) ? 'frame-serves' : ''}" lang=${t('lang')} tabindex="-1">
        ${isPlain ? nothing : head(scene)}
        ${layout === 'print' && model ? html`<div class="frame-sheet" dir=${t('dir')}>${this.box('paper')}${this.box('serving')}</div>` : nothing}
        <div part="picture" class="frame-pictures ${ownPlace(scene) === 'below' || hasLogBelow(scene) ? 'frame-stacked' : ''}">
          ${working(scene)}
          ${breakdown ? broken(breakdown, scene) : model ? this.pictures(scene) : html`<p class="frame-loading">${t('frame.loading')}</p>`}
        </div>
        ${layout === 'print' && model ? html`<div class="frame-pictures-broad">${this.pictures(scene, '-broad')}</div>` : nothing}
        ${hasLog ? html`<div class="frame-lower" .style="--room:${model ? tableRoom(model) : 0}">${this.box('log')}</div>` : nothing}
        ${hasColumn ? this.column(scene) : nothing}
        ${isWalked && hasText(model) ? html`<div part="caption" class="frame-caption">${this.box('caption')}</div>` : nothing}
        ${layout === 'presenter' ? html`<div class="frame-line" dir=${t('dir')}>${this.box('presenter')}</div>` : nothing}
        ${controls === 'none' || layout === 'presenter' || (isPlain && !model) ? nothing : html`<div part="timeline" class="frame-timeline">${this.box('timeline')}</div>`}
        ${controls === 'none' || isPlain ? nothing : html`<div part="controls" class="frame-transport">${this.box('transport')}${isWalked ? this.box('walk') : nothing}</div>`}
        ${this.live}
      </div>
    `;
  }

  private pictures(scene: Scene, sheet: '' | '-broad' = ''): TemplateResult {
    const arrangement = shownArrangement(scene);
    const own = ownPlace(scene);
    const passed = scene.model?.walk?.passed ?? null;
    return html`
      ${arrangement === 'space-time' || arrangement === 'logs' || own === 'alone' ? nothing : this.box(`stage${sheet}`)}
      ${arrangement === 'both' || arrangement === 'space-time' ? this.box(`space-time${sheet}`) : nothing}
      ${own === null ? nothing : this.box(`own${sheet}`)}
      ${arrangement === 'logs' || hasLogBelow(scene) ? this.box('log') : nothing}
      ${passed === null ? nothing : html`<p class="frame-passed">${scene.t('lesson.passed', { time: formatTime(passed) })}</p>`}
    `;
  }

  /** On a sheet of paper, and on the screen again, all has its own size. */
  fitToPaper(isSlide: boolean): void {
    if (isSlide) hands()?.fitToSlide(this.root.host, this.stage, this.time.now);
    else hands()?.fitToPaper(this.root, { high: this.stage, broad: this.broadStage }, this.time.now);
  }

  private onScroll({ dataset, scrollTop }: HTMLElement): void {
    // Of a tab that has just been opened it is told what another was scrolled to.
    if (dataset.tab === this.placed) this.places.set(dataset.tab as Tab, scrollTop);
  }

  private column(scene: Scene): TemplateResult {
    const { t, act, model, panels, layout } = scene;
    const tabs = tabsFor(scene);
    const hasLesson = layout !== 'phone' && panels.includes('lesson') && hasText(model);
    // What scrolls by itself stays away from a lesson, and where there is little room all does, until somebody opens a tab.
    const isFolded = hasLesson && (layout === 'short' || model?.lesson) && scene.tab === 'lesson';
    const tab = isFolded ? null : openTab(scene.tab, tabs);
    const broken = model?.view.checks.some((check) => !check.ok);
    const word = (name: Tab) => t(name === 'lesson' && model?.challenge ? 'tab.challenge' : `tab.${name}`);
    // Where there is little room, its lamp is sign enough.
    const sign = (name: Tab) => (name === 'checks' && layout !== 'wide' ? '' : SIGNS[name]);
    return html`
      <div part="column" class="frame-column ${tab ? '' : 'frame-closed'}" dir=${t('dir')}>
        ${hasLesson ? html`<div class="frame-lesson">${this.box('lesson')}</div>` : nothing}
        ${tellsServing(scene) ? this.box('serving') : nothing}
        <div class="frame-tabs" role="tablist" aria-label=${t('frame.tabs')} @keydown=${(event: KeyboardEvent) => hands()?.walkTabs(event)}>
          ${tabs.map(
            (name) => html`
              <button type="button" role="tab" id="tab-${name}" class="frame-tab" aria-selected=${name === tab}
                aria-controls="tab-panel" aria-label=${sign(name) === undefined ? nothing : word(name)} title=${word(name)}
                tabindex=${name === (tab ?? tabs[0]) ? 0 : -1} @click=${() => act.openTab(name)}>
                ${name === 'checks' && model ? html`<span class="frame-lamp ${broken ? 'frame-lamp-broken' : ''}">${broken ? '✗' : '✓'}</span>` : nothing}
                ${sign(name) ?? word(name)}
              </button>
            `,
          )}
        </div>
        <div class="frame-tab-panel" id="tab-panel" role="tabpanel" tabindex="0" data-tab=${tab ?? nothing}
          @scroll=${(event: Event) => this.onScroll(event.currentTarget as HTMLElement)} aria-labelledby="tab-${tab ?? tabs[0]}" ?hidden=${!tab}>
          ${tab ? this.box(tab) : nothing}
        </div>
        ${layout === 'wide' ? html`<div class="frame-command">${this.box('command')}</div>` : nothing}
      </div>
    `;
  }
}

/**
 * A browser that translates a page puts texts of its own in place of ours, and ours, wherever they are by then, go on being
 * written to. What it has translated is drawn from nothing: it will translate that again.
 */
function forgetTranslation(box: HTMLElement): void {
  if (box.translate && box.getElementsByTagName('font').length > 0) render(nothing, box);
}

/** A lesson says itself what is to be seen. */
function tellsServing({ panels, model }: Pick<Scene, 'panels' | 'model'>): boolean {
  return panels.includes('checks') && model !== null && !model.lesson;
}

/** What is stored is to be seen: where there is no room for all, it is that which is shown. */
function looksAtLogs({ model, panels, arrangement }: Pick<Scene, 'model' | 'panels' | 'arrangement'>): boolean {
  return model !== null && panels.includes('log') && arrangement === 'logs';
}

type LogScene = Pick<Scene, 'model' | 'panels' | 'layout' | 'arrangement'>;

/** A table that is higher than this, in px, leaves a ring beside it too little of a low screen; */
const BESIDE_MAX = 200;
/** and so do more rows than these, in the large letters of a hall. */
const ROWS_IN_HALL = 3;

/** Then it stands in place of the ring. */
function isLogAlone(scene: LogScene): boolean {
  const { layout, model } = scene;
  if (!model || !looksAtLogs(scene)) return false;
  if (layout === 'short') return tableHeight(model) > BESIDE_MAX;
  return layout === 'phone' || (layout === 'presenter' && onRing(model.view.nodes).length > ROWS_IN_HALL);
}

/** A table that is higher than this, in px, has a tab: below the ring it would leave that too little, unless a lesson wants it. */
const BELOW_MAX = 260;

function hasRoomBelow(model: Model | null): boolean {
  return !model || tableHeight(model) <= BELOW_MAX;
}

/** In px, with the usual type. */
function tableHeight({ view }: Model): number {
  const { row, rest } = depictionOf(view.protocol).room;
  return row * onRing(view.nodes).length + rest * 16;
}

/** In a hall few rows stand below the ring, among the pictures. */
function hasLogBelow(scene: LogScene): boolean {
  return scene.layout === 'presenter' && looksAtLogs(scene) && !isLogAlone(scene) && ownPlace(scene) === null;
}

/** The one that was asked for, or, where this layout has no such tab, what the reader most likely wants. */
function openTab(wanted: Tab | null, tabs: readonly Tab[]): Tab | null {
  if (wanted === null || tabs.includes(wanted)) return wanted;
  return tabs.find((tab) => tab === 'events') ?? tabs[0] ?? null;
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, at) => value === other[at]);
}

function isPresent(scene: Scene): scene is Present {
  return scene.model !== null;
}

/** The pictures that the protocol of this run has of its own. */
function ownViews({ model }: Pick<Scene, 'model'>): Readonly<Partial<Record<Arrangement, OwnPlace>>> {
  return (model && depictionOf(model.view.protocol).views) ?? {};
}

/** Where the protocol's own picture stands, if it is that which is shown. */
function ownPlace(scene: LogScene): OwnPlace | null {
  const place = ownViews(scene)[shownArrangement(scene)] ?? null;
  return place === 'beside' && scene.layout !== 'wide' ? 'alone' : place;
}

/**
 * A choice of its own only where a lesson speaks of what is stored, and the table stands in place of the ring: from the lesson's
 * beginning to its end, so that nothing comes and goes.
 */
function offersLogs(scene: LogScene): boolean {
  const { arrangement, model } = scene;
  const isSpokenOf = () => model?.lesson?.steps.some(({ focus }) => focus.some(({ view }) => view === 'logs')) ?? false;
  return (arrangement === 'logs' || isSpokenOf()) && isLogAlone({ ...scene, arrangement: 'logs' });
}

/** What can be chosen in this layout. */
export function choices(scene: LogScene): readonly Arrangement[] {
  const all: readonly Arrangement[] = [...ARRANGEMENTS, ...(Object.keys(ownViews(scene)) as OwnView[])];
  const fitting = all.filter((name) => scene.layout !== 'phone' || name !== 'both');
  return offersLogs(scene) ? ['logs', ...fitting] : fitting;
}

/** What is asked for, as far as there is room and it is among the panels. */
function shownArrangement(scene: LogScene): Arrangement {
  const { panels, arrangement, layout } = scene;
  if (isLogAlone(scene)) return 'logs';
  if (!panels.includes('space-time')) return 'ring';
  if (!ARRANGEMENTS.some((name) => name === arrangement) && !ownViews(scene)[arrangement]) return 'ring';
  if (!panels.includes('stage')) return 'space-time';
  return layout === 'phone' && arrangement === 'both' ? 'ring' : arrangement;
}

function head(scene: Scene): TemplateResult | typeof nothing {
  const { t, act, notice, found, kept, panels, layout, controls, model } = scene;
  const chooses =
    controls === 'full' && layout !== 'slide' && panels.includes('stage') && panels.includes('space-time');
  const [alarm, ...others] = model ? brokenFirst(model) : [];
  // In a slide there is no room to spare: the line is there only while it has something to say.
  if (layout === 'slide' && !notice && !alarm) return nothing;
  const shown = shownArrangement(scene);
  return html`
    <div class="frame-head">
      ${
        chooses
          ? html`<div class="frame-arrangement" role="group" aria-label=${t('frame.arrangement')}>
              ${choices(scene).map(
                (name) =>
                  html`<button type="button" aria-pressed=${name === shown} @click=${() => act.arrange(name)}>${t(name === 'logs' ? 'tab.log' : `frame.${name}`)}</button>`,
              )}
            </div>`
          : nothing
      }
      ${alarm ? (hands()?.alarmBanner(alarm, others.length, scene) ?? nothing) : html`<p dir="auto" class="frame-notice frame-notice-${notice?.tone ?? (found ? 'found' : 'none')}" tabindex=${notice || found ? 0 : nothing}>${notice ? notice.text(t) : (found?.(t) ?? nothing)}${notice?.stays ? html` <button type="button" class="frame-dismiss" aria-label=${t('frame.dismiss')} title=${t('frame.dismiss')} @click=${() => act.dismiss()}>✕</button>` : nothing}</p>`}
      ${chooses ? html`<button type="button" class="frame-present" aria-label=${t('frame.present')} title=${t('frame.present')} @click=${() => act.present(true)}><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 9 V4 H9 M15 4 H20 V9 M20 15 V20 H15 M9 20 H4 V15"></path></svg></button>` : nothing}
      ${found ? html`<button type="button" class="frame-back" @click=${() => act.back()}>${t('frame.back')}</button>` : nothing}
      ${kept && !found && controls === 'full' && layout !== 'slide' ? html`<button type="button" class="frame-back frame-kept" title=${t('frame.kept-back')} @click=${() => act.backToKept()}><svg viewBox="0 0 24 24" aria-hidden="true"><path d="M20 12 H5 M11 6 L5 12 L11 18"></path></svg><span>${t('frame.kept-back')}</span></button>` : nothing}
    </div>
  `;
}

/** A saved run that is being opened, a long way through time. */
function working({ working, t }: Scene): TemplateResult | typeof nothing {
  if (!working) return nothing;
  return html`
    <div class="frame-working">
      <label>${t('frame.working')} <progress max="1" .value=${working.progress}></progress></label>
      <button type="button" @click=${() => working.cancel()}>${t('stage.cancel')}</button>
    </div>
  `;
}

function broken({ reason, script }: Breakdown, { t, act, model }: Scene): TemplateResult {
  const what = script ? 'title' : typeof WebAssembly === 'undefined' ? 'no-wasm' : 'not-loaded';
  const address = `data:text/plain;charset=utf-8,${encodeURIComponent(script)}`;
  return html`
    <div class="frame-broken" role="alert">
      <h2>${t(`broken.${what}`)}</h2>
      <p>${t(`broken.${what}-text`)}</p>
      <code lang="en">${reason}</code>
      ${script ? html`<textarea readonly rows="6" aria-label=${t('broken.script')} .value=${script}></textarea>` : nothing}
      <p>
        ${script ? html`<a href=${address} download="quorate-run.txt">${t('broken.save')}</a>` : nothing}
        ${model ? html`<button type="button" @click=${() => act.backToRun()}>${t('frame.back')}</button>` : nothing}
        <button type="button" @click=${() => act.again()}>${t(script ? 'broken.again' : 'broken.retry')}</button>
      </p>
    </div>
  `;
}

/** How high the table is: the room of its rows, whatever stands in them. */
function tableRoom({ view }: Model): string {
  const { row, rest } = depictionOf(view.protocol).room;
  return inLetters(`calc(max(${row}px, ${row / 16}rem) * ${onRing(view.nodes).length} + ${rest}rem)`);
}
