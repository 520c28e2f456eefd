/**
 * `<quorate-stage>`: one run of a protocol, to be watched and meddled with. Outside it behaves like a media element;
 * inside, the attributes and the player make a snapshot, the frame draws it, and wishes come back up as `FrameAct`.
 */

import { type AttributeName, RUN_ATTRIBUTES } from './attributes';
import { BigPicture } from './big-picture';
import { isChallenge } from './challenges';
import {
  ELEMENT_NAME,
  EVENTS,
  NODES_MAX,
  NOTICE_MS,
  PANELS,
  type PanelName,
  SPEED_DEFAULT,
  TIME_UPDATE_EVERY_MS,
} from './constants';
import { type Desk, EMPTY_DESK, NOTHING_CHOSEN } from './desk';
import { createSession, isWhole, loadWholeEngine, renewEngine, whenRenewed } from './engine';
import { Focus } from './focus';
import { type Arrangement, Frame, type FrameAct, type FrameLayout, layoutFor, type Notice, type Scene } from './frame';
import { speak, speakOfPanels, speaks, type Translate, translator } from './i18n/index';
import { ENGLISH, preferredLang } from './i18n/languages';
import { sentence } from './i18n/sentence';
import { isTold, lessonFocus } from './lesson-focus';
import { inLanguage } from './lesson-texts';
import { markDone } from './lessons-done';
import { LiveRegion } from './live-region';
import { type Loaded, loadRun, type RunWish } from './loading';
import type { Lang, Menu, Model, Selection, Vanished } from './model';
import { Opening } from './opening';
import { MOTION, PAGE_CLOCK } from './page-clock';
import { LatePanels, loadAround } from './panels/late';
import { noted } from './panels/prompt';
import { isFresh } from './player/beginning';
import { type Breakdown, isRefusal, type Refusal } from './player/guard';
import { type MakeWalk, type PlayedRun, Player, type PlayerChange } from './player/player';
import { openInSlices } from './player/slices';
import { PlayingElement, shown } from './playing-element';
import type { Scenario } from './protocols/depiction';
import { protocolOf, protocolOfText } from './protocols/of-run';
import { hands, isAtHand, loadHands } from './reach';
import { remember, remembered } from './remembered';
import { openRulebook, rulebookOf } from './rules';
import { type RunAttributes, Runs, type WrittenRun } from './runs';
import { SearchControl } from './search/control';
import { freshSeed } from './seed';
import { onRing } from './stage/ring';
import { styles, wear } from './styles';
import type { CheckView, Ms, ProtocolName, RuleView, Session, SessionOptions, SettingView, View } from './types';

/** Nobody reads more aloud: of a file that is larger, so many bytes are read, and refused where they end. */
const LESSON_MAX = 256 * 1024;

const STAGE_ALONE: readonly PanelName[] = ['stage'];

/** What says which run it is. */
const KEPT_ATTRIBUTES: readonly AttributeName[] = [...RUN_ATTRIBUTES, 'step'];

/** What the engine says to `help`: it changes nothing, as a refusal, but nothing was wrong. */
const ANSWER = 'error.commands';

export class QuorateStage extends PlayingElement {
  private readonly runs = new Runs();
  private isExchanging = false;
  /** How the run was set that another one is to follow. */
  private carriedOver: readonly SettingView[] = [];
  /** A run that is to go on where it was left, the next time that one is opened. */
  private resumed: { readonly script: string; readonly at: Ms; readonly paused: boolean } | null = null;
  private readonly search = new SearchControl({
    put: (ruleSearch) => this.put({ ruleSearch }),
    say: (text) => this.live.say(text(this.t)),
    show: (script, text) => void this.showFound(script, text).catch((error) => this.fail(error)),
    failed: (error) => this.fail(error),
  });
  private failure: Breakdown | null = null;
  private desk: Desk = EMPTY_DESK;
  private layout: FrameLayout = 'wide';
  private language: Lang = ENGLISH;
  private readonly opening = new Opening<Loaded>(
    (isStale) => loadRun(this.wish(isStale)),
    (loaded) => this.opened(loaded),
  );
  private started: Promise<void> = new Promise(() => {});
  private stopWatching = (): void => {};
  private vanished: readonly Vanished[] = [];
  private seen: View | null = null;
  private frameRequest: number | null = null;
  private noticeTimer: ReturnType<typeof setTimeout> | null = null;
  private isReachedFor = false;
  private isMending = false;
  private timeToldAt = 0;
  private lessonStepTold = 0;
  private isDoneTold = false;
  private broken: ReadonlySet<string> = new Set();
  private readonly live = new LiveRegion();
  private readonly focused = new Focus();
  private readonly bigPicture = new BigPicture(this, {
    isPresenting: () => this.desk.presenting,
    present: (isOn) => this.present(isOn),
    print: (isBegun) => this.print(isBegun),
  });
  private letterKeys = remembered('letter-keys') !== 'off';
  private readonly root: ShadowRoot;
  private readonly frame: Frame;
  private readonly size = new ResizeObserver(() => this.measure());

  constructor() {
    super();
    const root = this.attachShadow({ mode: 'open' });
    this.root = root;
    root.adoptedStyleSheets = [styles()];
    const explain = (event: Event) => void late.explainSigns(() => this.t, event.composedPath()[0] ?? null);
    for (const event of ['pointerover', 'focusin', 'pointerdown'])
      root.addEventListener(event, explain, { passive: true });
    const late = new LatePanels(
      root,
      () => this.requestDraw(),
      (error) => this.fail(error),
    );
    this.frame = new Frame(root, this.live.element, late);
    this.addEventListener('keydown', this.onKey);
    // Within the stage, as a focus that moves inside of it is not told outside.
    this.focused.watch(root);
    root.addEventListener('keydown', this.onTakenKey as EventListener, true);
    for (const reach of ['pointerenter', 'pointerdown', 'focusin']) this.addEventListener(reach, this.onReach);
    root.addEventListener('pointerdown', this.onPress);
  }

  connectedCallback(): void {
    this.size.observe(this);
    this.stopWatching = whenRenewed(this.onRenewed);
    document.addEventListener('visibilitychange', this.onVisibility);
    MOTION.addEventListener('change', this.onMotion);
    this.bigPicture.watch();
    this.listenToPage(this.settings.hotkeys === 'page');
    this.readLanguage();
    this.measure();
    if (!this.player) this.restart();
  }

  disconnectedCallback(): void {
    this.size.disconnect();
    MOTION.removeEventListener('change', this.onMotion);
    this.bigPicture.leave();
    this.listenToPage(false);
    document.removeEventListener('visibilitychange', this.onVisibility);
    this.stopWatching();
    this.live.hush();
    // Moved to another place of the page it goes on; only when it is gone for good its run ends.
    queueMicrotask(() => {
      if (this.isConnected) return;
      if (this.noticeTimer !== null) clearTimeout(this.noticeTimer);
      this.dispose();
    });
  }

  protected override attributeRefused(name: AttributeName, value: string, allowed: string): void {
    this.say({ tone: 'refusal', text: (t) => t('refused.attribute', { name, value, allowed }) });
  }

  protected override attributeRead(name: AttributeName): void {
    if (RUN_ATTRIBUTES.includes(name)) {
      if (!this.isExchanging) this.restart();
    } else if (name === 'lang') this.readLanguage();
    else if (name === 'step' && this.settings.step !== null) this.player?.guide?.to(this.settings.step - 1);
    else if (name === 'speed' && this.player) this.player.speed = this.settings.speed ?? SPEED_DEFAULT;
    else if (name === 'hotkeys') this.listenToPage(this.settings.hotkeys === 'page' && this.isConnected);
    else if (name === 'controls') this.measure();
    this.requestDraw();
  }

  // ── The run ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Begins another run, once for all attributes that change in one go. */
  private restart(): void {
    if (this.isConnected) this.started = this.opening.ask();
  }

  /** What the attributes ask for, or what is to go on where it was left. */
  private wish(isStale: () => boolean): RunWish {
    const { nodes, seed, lesson, run } = this.settings;
    const protocol = protocolOf(this.settings);
    const asked = this.resumed
      ? { protocol, script: this.resumed.script }
      : { protocol: this.settings.protocol, nodes, seed, run };
    return {
      protocol,
      isPlain: lesson === null && run === null && !this.resumed && this.carriedOver.length === 0,
      options: Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== null)),
      lesson: lesson === null || (this.resumed && !isChallenge(lesson)) ? null : { id: lesson },
      language: () => this.wantedLanguage,
      isStale,
      isConnected: () => this.isConnected,
      progress: (opening) => this.put({ opening }),
    };
  }

  private opened(loaded: Loaded): void {
    this.failure = 'failure' in loaded ? loaded.failure : null;
    if (!this.isConnected) return;
    this.requestDraw();
    if ('failure' in loaded) return;
    const { options, protocol } = loaded;
    if ('session' in loaded) {
      this.open(loaded.session, options, loaded.walkOf);
      if (this.desk.notice?.stays) this.put({ notice: null });
      return;
    }
    if (this.resumed) {
      // What was left cannot go on: then it is what the attributes say.
      this.resumed = null;
      this.restart();
      return;
    }
    this.refuseRun(loaded.refusal, options);
    // A stage is never empty: without a run to keep, it has an ordinary one beside the refusal.
    if (!this.player) this.open(createSession(protocol, { protocol }), { protocol }, null);
  }

  /** The new run takes the place of the old one only when it stands. */
  private open(session: Session, options: SessionOptions, walkOf: MakeWalk | null): void {
    const player = new Player(
      session,
      PAGE_CLOCK,
      this.speed,
      this.onChange,
      null,
      options.lesson ?? null,
      isFresh(options),
      walkOf,
    );
    const { resumed } = this;
    this.resumed = null;
    const wasPlaying = this.player ? !this.player.paused : this.autoplay && !MOTION.matches;
    const opensOn = this.opensOn(player.run);
    this.search.cancel();
    this.runs.leave();
    carryOver(player, this.carriedOver);
    this.carriedOver = [];
    this.runs.begin(player, this.attributesOfRun());
    this.take(player, { ...opensOn, ruleSearch: null, found: null });
    if (resumed) player.seek(resumed.at);
    else if (this.settings.step !== null) player.guide?.to(this.settings.step - 1);
    if (resumed ? !resumed.paused && wasPlaying : wasPlaying) player.begin();
  }

  /** The run that was there before, and this one is kept for it. */
  private exchange(): void {
    const written = this.runs.takeWritten();
    if (written) {
      const { attributes, script, at } = written;
      this.setAttributes(attributes);
      if (typeof attributes.lesson !== 'string' || isChallenge(attributes.lesson))
        this.resumed = { script, at, paused: true };
      this.restart();
      return;
    }
    const attributes = this.runs.exchange();
    const { player } = this;
    if (!attributes || !player) return;
    this.search.cancel();
    this.nameRun(attributes);
    this.take(player, { tab: hasText(player.run) ? 'lesson' : this.desk.tab, ruleSearch: null, found: null });
    this.tell(EVENTS.seeked);
  }

  /** The attributes say which run is on the stage, where that is there already. */
  private nameRun(attributes: RunAttributes): void {
    this.isExchanging = true;
    this.setAttributes(attributes);
    this.isExchanging = false;
  }

  private setAttributes(attributes: RunAttributes): void {
    for (const name of KEPT_ATTRIBUTES) {
      const value = attributes[name] ?? null;
      if (value === null) this.removeAttribute(name);
      else this.setAttribute(name, value);
    }
  }

  private attributesOfRun(): RunAttributes {
    return Object.fromEntries(KEPT_ATTRIBUTES.map((name) => [name, this.getAttribute(name)]));
  }

  /** Somebody who has never seen this protocol is greeted: in free play, not in a lesson or a run that is shared. */
  private opensOn(run: PlayedRun): Partial<Desk> {
    const { view } = run;
    if (hasText(run)) return { tab: 'lesson' };
    const isOther = this.playedProtocol !== view.protocol || this.desk.tab === 'lesson';
    return this.greets && isOther ? { tab: 'help', guide: 'welcome' } : {};
  }

  private get greets(): boolean {
    const { welcome, run, lesson } = this.settings;
    return welcome === true && run === null && lesson === null;
  }

  /** Somebody is about to do something: what understands commands is loaded, and the words for what comes of them. */
  private readonly onReach = (): void => {
    // What another stage of the page has loaded is seen here as well from now on.
    if (!this.isReachedFor) this.requestDraw();
    this.isReachedFor = true;
    this.openRulebook();
    void this.loadAll();
  };

  protected override get isWhole(): boolean {
    return this.playedProtocol !== undefined && isWhole(this.playedProtocol) && isAtHand(this.playedProtocol);
  }

  private openRulebook(): void {
    const { playedProtocol: protocol } = this;
    if (protocol === undefined || rulebookOf(protocol)) return;
    void openRulebook(protocol).then(
      () => this.requestDraw(),
      (error) => this.fail(error),
    );
  }

  private async loadAll(): Promise<void> {
    const protocol = this.playedProtocol;
    if (protocol === undefined || this.isWhole) return;
    await Promise.all([loadWholeEngine(protocol), loadHands(protocol), speakOfPanels()]).catch((error) =>
      this.fail(error),
    );
    // What may be done is known only now.
    const { menu } = this.desk;
    this.put({ menu: menu && { ...menu } });
  }

  /** From now on this run is what one sees. */
  private take(player: Player, desk: Partial<Desk>): void {
    if (player.run.lesson) this.openRulebook();
    void loadHands(player.run.view.protocol).then(
      () => this.requestDraw(),
      (error) => this.fail(error),
    );
    if (this.isReachedFor) this.onReach();
    wear(this.root, player.run.view.protocol);
    this.lessonStepTold = player.lessonStep;
    this.broken = new Set();
    this.vanished = [];
    this.seen = player.run.view;
    player.rest(document.hidden);
    this.put({ ...NOTHING_CHOSEN, ...desk });
  }

  /** Ends all that goes on by itself, and all runs. */
  private dispose(): void {
    this.search.cancel();
    this.runs.dispose();
  }

  // ── A search for a schedule ──────────────────────────────────────────────────────────────────────────────────────

  /** Plays a run that was found; the user's own waits. */
  private async showFound(script: string, text: (t: Translate) => string): Promise<void> {
    const protocol = this.playedProtocol;
    if (protocol === undefined) return;
    await Promise.all([loadWholeEngine(protocol), loadHands(protocol), speakOfPanels()]);
    const session = createSession(protocol, { script });
    await openInSlices(session, PAGE_CLOCK, () => this.isConnected);
    const player = new Player(session, PAGE_CLOCK, this.speed, this.onChange, session.duration);
    this.runs.showFound(player);
    this.take(player, { found: text });
    this.live.say(text(this.t));
    player.seek(0);
    if (!MOTION.matches) player.play();
  }

  private back(): void {
    if (!this.runs.leaveFound() || !this.player) return;
    this.take(this.player, { found: null });
    this.tell(EVENTS.seeked);
  }

  private readonly onChange = (change: PlayerChange): void => {
    const { player } = this;
    if (!player) return;
    const { happened } = change;
    if (change.playing) this.tell(player.paused ? EVENTS.pause : EVENTS.play);
    if (change.jumped) this.tell(EVENTS.seeked);
    for (const event of happened) {
      this.tell(EVENTS.happened, event);
      if (event.milestone && isTold(event, player.run)) this.live.say(sentence(event, this.t));
    }
    // What is under the message goes on without it.
    if (this.desk.menu?.kind === 'message' && (change.playing || change.jumped) && !player.paused)
      this.put({ menu: null });
    if (change.branched) this.say({ tone: 'news', text: (t) => t('frame.branched') });
    const { view } = player.run;
    if (view.nodes !== this.seen?.nodes)
      this.vanished = hands()?.vanishedAfter(this.vanished, change.jumped ? null : this.seen, view) ?? this.vanished;
    this.seen = view;
    if (change.picture) this.tellViolations(view.checks);
    if (player.lessonStep !== this.lessonStepTold) {
      this.lessonStepTold = player.lessonStep;
      this.tell(EVENTS.lessonStep, { step: player.lessonStep + 1 });
      const { lesson } = player.run;
      if (lesson && lesson.id === this.lesson && player.lessonStep + 1 === lesson.steps.length) markDone(lesson.id);
    }
    const { challenge } = player.run;
    const isDone = challenge?.goals.every(({ reached }) => reached !== null) ?? false;
    if (isDone && !this.isDoneTold) {
      this.live.say(this.t('challenge.done'));
      if (challenge?.task.id === this.lesson) markDone(challenge.task.id);
    }
    this.isDoneTold = isDone;
    const now = PAGE_CLOCK.now();
    if (change.jumped || now - this.timeToldAt >= TIME_UPDATE_EVERY_MS) {
      this.timeToldAt = now;
      this.tell(EVENTS.timeUpdate);
    }
    if (player.breakdown) this.onBreakdown(player, change.playing);
    // What has happened is seen in the ring and in all panels in this very frame.
    if (change.beaten && !player.paused) {
      const isIdle = !change.picture && this.frameRequest === null;
      if (!isIdle || !this.frame.tick(player.run, now)) this.drawNow(happened.length > 0);
    } else {
      // Asked for anew, it comes behind the first beat, which draws everything: once is enough.
      if (change.playing) this.cancelDraw();
      this.requestDraw();
    }
  };

  /**
   * After a trap nothing in that instance can be trusted: all stages get a fresh one. With the first part alone, it was most
   * likely something that only the second can do: with both, the run goes on where it was.
   */
  private onBreakdown(player: Player, wasPlaying: boolean): void {
    const { protocol } = player.run.view;
    this.isMending = !isWhole(protocol);
    renewEngine(protocol);
    if (!this.isMending) return;
    loadWholeEngine(protocol)
      .then(() => {
        const isKept = this.runs.all.includes(player);
        if (isKept) player.mend((options) => createSession(protocol, options), wasPlaying);
      })
      .catch((error) => this.fail(error))
      .finally(() => {
        this.isMending = false;
        this.requestDraw();
      });
  }

  private readonly onRenewed = (protocol: ProtocolName): void => {
    for (const player of this.runs.all) {
      if (player.run.view.protocol === protocol) player.revive((options) => createSession(protocol, options));
    }
    // What was being opened went down as well.
    if (this.opening.isRunning) this.restart();
  };

  /** Nobody sees it: time does not run away meanwhile, and goes on where it was. */
  private readonly onVisibility = (): void => {
    this.player?.rest(document.hidden);
    if (document.hidden) this.drawNow(true);
  };

  private tellViolations(checks: readonly CheckView[]): void {
    const broken = checks.filter((check) => !check.ok);
    for (const check of broken) {
      if (this.broken.has(check.id)) continue;
      this.tell(EVENTS.violation, check);
      this.live.say(this.t('frame.violation', { name: this.t(`check.${check.id}.name`) }));
      this.showAlarm();
    }
    this.broken = new Set(broken.map((check) => check.id));
  }

  /** It opens on top, where nobody is in the middle of a lesson or of a word. */
  private showAlarm(): void {
    const isWriting = this.root.activeElement?.matches('input, textarea') ?? false;
    if (isWriting || this.desk.tab === null || (this.player && hasText(this.player.run))) return;
    this.frame.rewind('checks');
    this.put({ tab: 'checks' });
  }

  private tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  // ── The picture ──────────────────────────────────────────────────────────────────────────────────────────────────

  protected override get player(): Player | null {
    return this.runs.onStage;
  }

  private get playedProtocol(): ProtocolName | undefined {
    return this.player?.run.view.protocol;
  }

  private get t(): Translate {
    return translator(this.language, this.playedProtocol);
  }

  private get wantedLanguage(): Lang {
    const around = this.closest<HTMLElement>('[lang]')?.lang ?? '';
    return this.settings.lang ?? preferredLang([around, ...navigator.languages]);
  }

  /** Looked up when somebody has done something, not in every frame. Until its words are there, the old language stays. */
  private readLanguage(): void {
    const wanted = this.wantedLanguage;
    const { playedProtocol } = this;
    if (speaks(wanted, playedProtocol)) {
      // What was said to a line that was typed is a sentence of the other language.
      if (wanted !== this.language)
        this.desk = { ...this.desk, prompt: { ...this.desk.prompt, refusal: null, answer: null } };
      this.language = wanted;
    } else void speak(wanted, playedProtocol).then(() => this.requestDraw());
  }

  private get model(): Model | null {
    const { selection, hovered, menu, cutting, draft, prompt, ruleSearch, rule } = this.desk;
    if (!this.player) return null;
    const { language: lang } = this;
    return Object.freeze({
      ...this.player.run,
      vanished: this.vanished,
      selection,
      hovered,
      menu,
      cutting,
      draft,
      prompt,
      ruleSearch,
      rule,
      lang,
      reducedMotion: MOTION.matches,
      letterKeys: this.letterKeys,
      presenting: this.desk.presenting,
    });
  }

  private scene(): Scene {
    const controls = this.settings.controls ?? 'full';
    const { panels } = this.settings;
    return {
      act: this.act,
      t: this.t,
      model: this.model,
      controls,
      panels: panels ?? (controls === 'full' ? PANELS : STAGE_ALONE),
      layout: this.layout,
      // Who names both pictures wants to see both.
      arrangement:
        this.lessonArrangement ?? this.desk.arrangement ?? (panels?.includes('space-time') ? 'both' : 'ring'),
      tab: this.desk.tab,
      guide: this.greets && !this.desk.found ? this.desk.guide : null,
      notice: this.desk.notice,
      found: this.desk.found,
      kept: this.runs.hasBefore,
      working: this.working,
      breakdown: this.failure ?? (this.isMending ? null : this.player?.breakdown) ?? null,
    };
  }

  /** The picture that the lesson speaks of, unless the reader has chosen another since it began to. */
  private get lessonArrangement(): Arrangement | null {
    const focus = this.player && lessonFocus(this.player.run);
    if (!focus?.view || focus === this.desk.overruled) return null;
    if (focus.view === 'space-time') return this.layout === 'wide' ? 'both' : 'space-time';
    return focus.view === 'logs' ? 'ring' : focus.view;
  }

  private get working(): Scene['working'] {
    const progress = this.player?.run.progress ?? null;
    return this.desk.opening ?? (progress === null ? null : { progress, cancel: () => this.player?.cancel() });
  }

  private requestDraw(): void {
    this.frameRequest ??= requestAnimationFrame(() => this.drawNow());
  }

  private cancelDraw(): void {
    if (this.frameRequest !== null) cancelAnimationFrame(this.frameRequest);
    this.frameRequest = null;
  }

  /** `isNews`: more than that time has gone on. */
  private drawNow(isNews = true): void {
    if (isNews) this.readLanguage();
    const isAsked = this.frameRequest !== null;
    this.cancelDraw();
    // Without words there is nothing to show but that they could not be loaded.
    if (speaks(this.language, this.playedProtocol) || this.failure)
      this.frame.draw(this.scene(), isNews || isAsked, PAGE_CLOCK.now());
  }

  private measure(): void {
    const { presenting } = this.desk;
    this.layout = presenting
      ? 'presenter'
      : layoutFor(this.clientWidth, this.clientHeight, this.settings.controls ?? 'full');
    this.requestDraw();
  }

  private put(desk: Partial<Desk>): void {
    this.desk = { ...this.desk, ...desk };
    this.requestDraw();
  }

  /** Shown at once: the next key or press is judged by what stands there. */
  private putNow(desk: Partial<Desk>): void {
    this.put(desk);
    this.drawNow();
  }

  private say(notice: Notice): void {
    this.put({ notice });
    this.live.say(notice.text(this.t));
    if (this.noticeTimer !== null) clearTimeout(this.noticeTimer);
    this.noticeTimer = notice.stays ? null : setTimeout(() => this.put({ notice: null }), NOTICE_MS);
  }

  private refuse({ key, args }: Refusal): void {
    this.say({ tone: 'refusal', text: (t) => `${t('refused')} ${t(key, args)}` });
  }

  /** A run that cannot be opened: where it is wrong, which stays until somebody has read it, or another run is there. */
  private refuseRun({ key, args, line, column }: Refusal, { run, script }: SessionOptions): void {
    const isWritten = run !== undefined || script !== undefined;
    const text = (t: Translate) =>
      isWritten ? t('refused.run', { line, column, reason: t(key, args) }) : `${t('refused')} ${t(key, args)}`;
    this.say({ tone: 'refusal', stays: true, text });
  }

  /** Something could not be loaded. */
  private fail(error: unknown): void {
    this.say({ tone: 'refusal', text: () => String(error) });
  }

  /** For a picture that stands still. One that plays asks in each frame, and who asks may get the answer first, and no event. */
  private readonly onMotion = (): void => this.requestDraw();

  private listenToPage(isWanted: boolean): void {
    document.removeEventListener('keydown', this.onTakenKey, true);
    document.removeEventListener('keydown', this.onKey);
    this.focused.leave(document);
    if (!isWanted) return;
    document.addEventListener('keydown', this.onTakenKey, true);
    document.addEventListener('keydown', this.onKey);
    this.focused.watch(document);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { model } = this;
    // What lies over the stage has the keys.
    if (!model || this.settings.hotkeys === 'off' || this.root.querySelector('dialog')) return;
    if (hands()?.pressKey(event, model, this.act, this.focused.isByPointer)) event.preventDefault();
  };

  /** Before what has the focus gets it: a button that a pointer has pressed keeps no key. */
  private readonly onTakenKey = (event: KeyboardEvent): void => {
    if (!this.focused.isByPointer || !hands()?.isTaken(event)) return;
    this.onKey(event);
    if (event.defaultPrevented) event.stopPropagation();
  };

  // ── The wishes of the parts ──────────────────────────────────────────────────────────────────────────────────────

  private readonly act: FrameAct = {
    command: (line) => this.runLines([line]),
    commands: (lines) => this.runLines(lines),
    complete: (line) => (this.isWhole ? (this.player?.complete(line) ?? []) : []),
    actsAt: (place) => (this.isWhole ? (this.player?.actsAt(place) ?? []) : []),
    prompt: (prompt) => this.putNow({ prompt }),
    play: () => this.play(),
    pause: () => this.pause(),
    seek: (to) => this.attempt(() => this.player?.seek(to)),
    stepForward: () => this.stepForward(),
    stepBack: () => this.stepBack(),
    nextMilestone: () => this.nextMilestone(),
    previousMilestone: () => this.attempt(() => this.player?.previousMilestone()),
    live: () => this.attempt(() => this.player?.live()),
    takeBack: () => this.takeBack(),
    bringBack: () => void this.bringBack(),
    letterKeys: (isOn) => {
      this.letterKeys = isOn;
      remember('letter-keys', isOn ? 'on' : 'off');
      this.requestDraw();
    },
    say: (key) => this.say({ tone: 'news', text: (t) => t(key) }),
    setSpeed: (speed) => {
      this.speed = speed;
    },
    switchLane: (id) => this.attempt(() => this.player?.switchLane(id)),
    lesson: {
      next: () => this.player?.guide?.next(),
      back: () => this.player?.guide?.back(),
      to: (step) => this.player?.guide?.to(step),
      replay: () => this.player?.guide?.replay(),
      answer: (choice) => this.player?.guide?.answer(choice),
      show: () => this.player?.guide?.show(),
      handout: () => void this.printHandout().catch((error) => this.fail(error)),
      pace: (pace) => this.player?.guide?.setPace(pace),
      auto: (isAuto) => this.player?.guide?.setAuto(isAuto),
      takeOver: () => this.player?.takeOver(),
      resume: () => this.player?.toFirstLane(),
    },
    beginAgain: () => this.attempt(() => this.player?.beginAgain()),
    select: (selection) => this.put({ selection, menu: null, ...(selection ? { tab: 'inspector' } : {}) }),
    hover: (hovered) => this.put({ hovered }),
    menu: (menu) => this.openMenu(menu),
    openRule: (rule) => this.put({ rule, menu: null, ...(rule === null ? {} : { tab: 'rules' }) }),
    nextOfRule: (rule) => this.nextOfRule(rule),
    show: (tab) => this.put({ menu: null, tab }),
    guide: (guide) => this.put({ guide, tab: 'help' }),
    scene: (scene) => this.playScene(scene),
    startOver: (seed) => this.startOver(seed),
    openLesson: (id, course) => {
      if (course !== undefined) remember('course', course);
      for (const name of ['step', 'run', 'seed', 'nodes', 'protocol']) this.removeAttribute(name);
      this.lesson = id;
    },
    lessons: (course) => void this.showLessons(course).catch((error) => this.fail(error)),
    // Both choose nodes on the ring: one at a time.
    cutting: (cutting) => this.putNow({ cutting, draft: null }),
    draft: (draft) => this.putNow({ draft, cutting: null }),
    present: (isOn) => this.present(isOn),
    restart: (options) => this.begin(options),
    share: () => this.share(),
    search: (rule) => {
      const protocol = this.playedProtocol;
      if (rule === null || !protocol) this.search.end();
      else void this.search.start(protocol, rule);
    },
    back: () => this.back(),
    backToKept: () => this.exchange(),
    dismiss: () => this.put({ notice: null }),
    // From the welcome it goes on to what the signs mean.
    toggleHelp: () => {
      const isShown = this.desk.tab === 'help' && (this.desk.guide === 'signs' || !this.greets);
      this.put({ tab: isShown ? 'events' : 'help', guide: 'signs' });
    },
    escape: () => {
      if (this.desk.menu) this.putNow({ menu: null });
      else if (this.desk.presenting) this.present(false);
      else if (this.desk.tab === 'help') this.put({ tab: 'events' });
      else if (this.desk.cutting || this.desk.draft) this.putNow({ cutting: null, draft: null });
      else this.put({ selection: null, notice: null });
    },
    // The open tab's own button closes the sheet; a column stays.
    openTab: (tab) => {
      const isOpen = this.desk.tab === tab;
      const closed = { phone: null, short: this.player && hasText(this.player.run) ? ('lesson' as const) : tab };
      const { layout } = this;
      this.put({
        tab: isOpen && (layout === 'phone' || layout === 'short') ? closed[layout] : tab,
        ...(isOpen ? {} : { guide: 'signs' as const }),
      });
    },
    arrange: (arrangement) => this.put({ arrangement, overruled: this.player && lessonFocus(this.player.run) }),
    again: () => {
      this.dispose();
      this.restart();
    },
  };

  /** What was run is shown in the command line. */
  private runLines(lines: readonly string[]): string | null {
    if (lines.length === 0) return null;
    if (!this.isWhole) {
      void this.loadAll().then(() => this.isWhole && this.runLines(lines));
      return null;
    }
    let refusal: string | null = null;
    const ran = lines.filter((line) => {
      refusal ??= this.attempt(() => this.player?.command(line));
      return refusal === null;
    });
    // What was refused before is of no interest any more.
    const { notice } = this.desk;
    const isOld = refusal === null && notice?.tone === 'refusal';
    if (ran.length > 0) this.put({ prompt: noted(this.desk.prompt, ran), ...(isOld ? { notice: null } : {}) });
    return refusal;
  }

  private playScene({ key, lines }: Scenario): void {
    const wanted = this.player && lines(this.player.run.view);
    const says = (which: string) => (t: Translate) => t(`scene.${key}.${which}`);
    if (!wanted) this.say({ tone: 'refusal', text: says('not-now') });
    else if (this.runLines(wanted) === null) {
      this.say({ tone: 'news', text: says('says') });
      if (!MOTION.matches) this.play();
    }
    this.put({ menu: null });
  }

  /** With the settings that it has now, and with all nodes that it has now. */
  private startOver(which: 'same' | 'new'): void {
    const view = this.player?.run.view;
    if (!view) return;
    this.begin({ seed: which === 'same' ? view.seed : freshSeed() });
  }

  /** What is pressed a second time closes its menu. In a slide there is no room for one: there one watches. */
  private openMenu(wanted: Menu | null): void {
    const { menu: open } = this.desk;
    // A link may be told of one press twice: by the pointer, and by the click that follows.
    const isSecond = wanted?.kind !== 'link' && wanted?.kind === open?.kind && wanted?.id === open?.id;
    const menu = isSecond || this.layout === 'slide' ? null : wanted;
    if (menu?.kind === 'message') this.pause();
    const selection: Selection | null =
      wanted?.kind === 'node' || wanted?.kind === 'message' ? { kind: wanted.kind, id: wanted.id } : null;
    this.putNow({ menu, ...(wanted ? { selection } : {}) });
  }

  /** Whoever presses something else has done with the menu. */
  private readonly onPress = (event: Event): void => {
    const { menu } = this.desk;
    if (!menu) return;
    const mark = { node: 'node', message: 'flight', scenes: 'scenes', link: '' }[menu.kind];
    const own = menu.kind === 'scenes' ? '[data-scenes]' : `[data-${mark}="${CSS.escape(menu.id)}"]`;
    const isIts = (one: EventTarget) =>
      one instanceof Element && (one.matches('.stage-menu') || (mark !== '' && one.matches(own)));
    if (!event.composedPath().some(isIts)) this.put({ menu: null });
  };

  /** What a part asked for; a refusal is shown on the stage, and given back. */
  private attempt(call: () => void): string | null {
    try {
      call();
      return null;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      if (error.key !== ANSWER) this.refuse(error);
      return this.t(error.key, error.args);
    }
  }

  private present(isOn: boolean): void {
    if (isOn === this.desk.presenting) return;
    this.put({ presenting: isOn, menu: null });
    this.toggleAttribute('presenting', isOn);
    this.measure();
    this.drawNow();
    // The button that was pressed is gone, and keys go to what has the focus.
    this.root.querySelector<HTMLElement>('.frame')?.focus({ preventScroll: true });
    this.bigPicture.fill(isOn);
  }

  /** Paper has a size of its own. */
  private print(isBegun: boolean): void {
    if (isBegun) this.layout = 'print';
    else this.measure();
    this.drawNow();
    this.frame.fitToPaper();
  }

  private nextMilestone(): void {
    const since = this.player?.now ?? 0;
    void this.goOn(
      (player) => player.nextMilestone(),
      (player) => !player.hasPassedNothing(since),
      'frame.no-milestone',
    );
  }

  private nextOfRule({ events, missed }: RuleView): void {
    const keys = [...events, ...missed];
    void this.goOn(
      (player) => player.nextEvent(keys.join(' ')),
      ({ run }) => run.events.some(({ at, key }) => at === run.now && keys.includes(key)),
      'rules.no-next',
    );
  }

  /** Where what is looked for is not near enough, that is said: of the run that one still sees. */
  private async goOn(go: (player: Player) => void, isThere: (player: Player) => boolean, key: string): Promise<void> {
    const { player } = this;
    if (!player || this.attempt(() => go(player)) !== null) return;
    await player.there;
    if (player === this.player && !isThere(player)) this.act.say(key);
  }

  private takeBack(): void {
    // Where nobody has done anything yet, what takes it back need not be there.
    const lines = (this.isWhole && this.player?.takeBack()) || [];
    if (lines.length === 0) this.act.say('frame.nothing-to-take-back');
    else this.sayLines('frame.taken-back', lines);
  }

  private async bringBack(): Promise<void> {
    try {
      const lines = (await this.player?.bringBack()) ?? [];
      if (lines.length === 0) this.act.say('frame.nothing-to-bring-back');
      else this.sayLines('frame.brought-back', lines);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.refuse(error);
    }
  }

  private sayLines(key: string, lines: readonly string[]): void {
    const line = lines.map((line) => line.replace(/^@\S+ /, '')).join('; ');
    this.say({ tone: 'news', text: (t) => t(key, { line }) });
  }

  // ── The outside ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** When the run that the attributes ask for is on the stage. */
  get shown(): Promise<void> {
    return this.started;
  }

  /** When it is there, with all that can be asked of it. */
  get ready(): Promise<void> {
    return this.started.then(async () => {
      const { playedProtocol: protocol } = this;
      await Promise.all([this.loadAll(), protocol === undefined ? null : loadAround(protocol)]);
      this.drawNow();
    });
  }

  /** Another run: what is not said stays as it is, the seed and the settings of the world among it. */
  begin(options: { protocol?: View['protocol']; nodes?: number; seed?: number }): void {
    const view = this.player?.run.view;
    const isOther = options.protocol !== undefined && options.protocol !== view?.protocol;
    // How many are usual is the protocol's own affair.
    const nodes = view && !isOther ? Math.min(NODES_MAX, onRing(view.nodes).length) : undefined;
    const wanted = { protocol: view?.protocol, nodes, seed: view?.seed, ...options };
    this.carriedOver = (view?.settings ?? []).filter((setting) => setting.value !== setting.default);
    for (const name of ['lesson', 'step', 'run'] as const) this.removeAttribute(name);
    for (const name of ['protocol', 'nodes', 'seed'] as const) {
      const value = wanted[name];
      if (value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    }
    this.restart();
  }

  /** A run that was left goes on at that time, in place of what the attributes say. */
  resume(script: string, at: Ms, paused: boolean): void {
    this.resumed = { script, at, paused };
    this.restart();
  }

  /** The run that was there before this one, and can be had back; to set it offers that. */
  get kept(): WrittenRun | null {
    return this.runs.beforeWritten;
  }

  set kept(run: WrittenRun | null) {
    if (run) this.runs.keepWritten(run);
    this.requestDraw();
  }

  /**
   * A lesson of somebody's own, as it is written, or its file. Where it does not go as it says, the promise is rejected with the
   * refusal, which is shown on the stage as well, and nothing has changed.
   */
  async playLesson(lesson: string | Blob): Promise<void> {
    const isText = typeof lesson === 'string';
    if (!isText && !(lesson instanceof Blob))
      throw new TypeError(`playLesson takes a text or a file, not ${shown(lesson)}`);
    const text = isText ? lesson : await lesson.slice(0, LESSON_MAX).text();
    const wish = { ...this.wish(() => false), protocol: protocolOfText(text), isPlain: false };
    const loaded = await loadRun({ ...wish, options: {}, lesson: { text } });
    if ('failure' in loaded) throw new Error(loaded.failure.reason);
    if ('refusal' in loaded) {
      this.refuseRun(loaded.refusal, { script: text });
      throw loaded.refusal;
    }
    if (!this.isConnected) return loaded.session.free();
    this.nameRun({});
    this.opened(loaded);
  }

  /** All lessons, course by course, over the stage; from that course on. */
  async showLessons(course: string | null = null): Promise<void> {
    const [{ openCatalogue }] = await Promise.all([import('./catalogue'), speakOfPanels()]);
    const wishes = {
      open: this.act.openLesson,
      freePlay: () => this.freePlay(),
      // What is refused is said on the stage.
      play: (file: Blob) => void this.playLesson(file).catch(() => {}),
      failed: (error: unknown) => this.fail(error),
    };
    await openCatalogue(this.root, this.language, this.lesson, wishes, this.t, course);
  }

  /** Prints the lesson that is on the stage. */
  private async printHandout(): Promise<void> {
    const { player, playedProtocol: protocol } = this;
    if (!player || player.lessonText === null || protocol === undefined) return;
    const { printHandout } = await import('./handout');
    await printHandout(this.root, protocol, player.lessonText, this.language, this.t);
  }

  private freePlay(): void {
    const isTold = this.player !== null && hasText(this.player.run);
    const isOwn = this.lesson === null && isTold;
    for (const name of KEPT_ATTRIBUTES) if (isTold) this.removeAttribute(name);
    if (isOwn) this.restart();
  }

  /** The title of the lesson that is on the stage, in the reader's language. */
  get lessonTitle(): string | null {
    const run = this.player?.run;
    const lesson = run?.lesson ?? run?.challenge?.task;
    return lesson ? inLanguage(lesson.title, this.wantedLanguage) : null;
  }
}

/** A lesson or a challenge is told beside it. */
function hasText({ lesson, challenge }: PlayedRun): boolean {
  return lesson !== null || challenge !== null;
}

/** What was set otherwise than usual is set so in the new run, where that has such a setting. */
function carryOver(player: Player, settings: readonly SettingView[]): void {
  for (const { name, value } of settings) {
    const own = player.run.view.settings.find((setting) => setting.name === name);
    if (own && own.value !== value) player.command(`${name} ${value}`);
  }
}

if (!customElements.get(ELEMENT_NAME)) customElements.define(ELEMENT_NAME, QuorateStage);
