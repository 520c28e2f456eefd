/**
 * `<quorate-stage>`: one run of a protocol, to be watched and meddled with. Outside it behaves like a media element;
 * inside, the attributes and the player make a snapshot, the frame draws it, and wishes come back up as `FrameAct`.
 */

import { Announcer, type Audience } from './announcer';
import { anotherRun, type RunChoice } from './another-run';
import { ATTRIBUTES, type AttributeName, RUN_ATTRIBUTES } from './attributes';
import type { BigPicture } from './big-picture';
import { isChallenge } from './challenges';
import { ELEMENT_NAME, EVENTS, PANELS, type PanelName, SPEED_DEFAULT } from './constants';
import { type Desk, NOTHING_CHOSEN } from './desk';
import { isWhole, loadWholeEngine, whenRenewed } from './engine';
import { type Arrangement, Frame, type FrameAct, type FrameLayout, layoutFor, type Scene } from './frame';
import { speak, speakOfPanels, speaks, type Translate, translator } from './i18n/index';
import { ENGLISH, preferredLang } from './i18n/languages';
import type { Keyboard } from './keyboard';
import type { KeyUse } from './keys';
import { languageAround } from './language-around';
import type { LanguageWatch } from './language-watch';
import { hasText, lessonFocus } from './lesson-focus';
import { inLanguage } from './lesson-texts';
import { LiveRegion } from './live-region';
import type { Lang, Model } from './model';
import { Notices } from './notices';
import { openSession } from './opened-session';
import { MOTION, PAGE_CLOCK } from './page-clock';
import { LatePanels, loadAround } from './panels/late';
import { goneOn } from './panels/prompt';
import type { PictureOptions } from './pictures/take';
import { isFresh } from './player/beginning';
import { type Excerpt, type MakeWalk, type PlayedRun, Player, type PlayerChange } from './player/player';
import type { LostRun } from './player/rebuild';
import { PlayingElement } from './playing-element';
import { hands, isAtHand, loadHands } from './reach';
import { Recovery } from './recovery';
import { remember, remembered } from './remembered';
import { openRulebook, rulebookOf } from './rules';
import { type RunAttributes, runAttributes, setRunAttributes } from './run-attributes';
import { type LeftRun, type OpenedRun, RunOpener } from './run-opener';
import { ownText, Runs, type WrittenRun } from './runs';
import type { SearchControl } from './search/control';
import { Seen } from './seen';
import { shown } from './shown';
import { StagePicture } from './stage-picture';
import { styles, wear } from './styles';
import type { Args, Ms, ProtocolName, Session } from './types';
import { Wishes } from './wishes';

/** Of a file that is larger, so many bytes are read, and refused where they end. */
const FILE_MAX = 1024 * 1024;

/** As much is repeated of what an attribute says and may not. */
const VALUE_MAX = 80;

/** These may be set before the element is defined. */
const SET_EARLY: readonly string[] = [...ATTRIBUTES, 'currentTime'];

/** What the event `error` tells: what was refused or has failed, and a sentence in English for whoever wrote the page. */
export interface StageError {
  /** `run`: what the attributes ask for; `file`: a lesson or a run that was handed in as it is written. */
  readonly reason: 'attribute' | 'run' | 'file' | 'loading' | 'breakdown';
  readonly message: string;
}

const STAGE_ALONE: readonly PanelName[] = ['stage'];

export class QuorateStage extends PlayingElement {
  private readonly live = new LiveRegion();
  private readonly picture = new StagePicture((isNews) => this.draw(isNews));
  private readonly notices = new Notices({
    put: (notice) => this.picture.put({ notice }),
    aloud: (text) => this.live.say(text),
    t: () => this.t,
    failed: () => this.tellError('loading', 'a part of the stage could not be loaded'),
  });
  private readonly runs = new Runs();
  private isExchanging = false;
  private readonly refused: Args[] = [];
  /** Somebody has chosen how many nodes there are. */
  private isNumberChosen = false;
  private search: SearchControl | null = null;
  private layout: FrameLayout = 'wide';
  private language: Lang = ENGLISH;
  private readonly opener = new RunOpener({
    settings: () => this.settings,
    language: () => this.wantedLanguage,
    isConnected: () => this.isConnected,
    hasRun: () => this.player !== null,
    progress: (opening) => this.picture.put({ opening }),
    show: (run) => this.show(run),
    refuse: (refusal, options) => {
      this.notices.refuseRun(refusal, options);
      this.tellError(options.script === undefined ? 'run' : 'file', refusal.message);
    },
    stay: () => {
      this.nameRun(this.runs.said);
      this.notices.fail();
    },
    failed: () => {
      this.tellError('loading', this.opener.failure?.reason ?? '');
      this.pause();
      this.picture.drawSoon();
    },
  });
  private readonly recovery = new Recovery(this.runs);
  private stopWatching = (): void => {};
  private readonly seen = new Seen(
    this,
    () => this.player?.paused === false,
    (isSeen) => this.onSeen(isSeen),
  );
  private surroundings: LanguageWatch | null = null;
  private announcer: Announcer | null = null;
  private isReachedFor = false;
  private bigPicture: BigPicture | null = null;
  /** The words that are wanted and not there: under way, or they could not be loaded. */
  private unspoken: string | null = null;
  private letterKeys = remembered('letter-keys') !== 'off';
  private readonly root: ShadowRoot;
  private readonly frame: Frame;
  private readonly late: LatePanels;
  private keyboard: Keyboard | null = null;
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
      () => this.picture.drawSoon(),
      () => this.notices.fail(),
    );
    this.late = late;
    this.frame = new Frame(root, this.live.element, late);
    for (const reach of ['pointerenter', 'pointerdown', 'focusin']) this.addEventListener(reach, this.onReach);
    root.addEventListener('pointerdown', this.onPress);
  }

  connectedCallback(): void {
    this.takeOverProperties(SET_EARLY);
    this.size.observe(this);
    this.stopWatching = whenRenewed(this.recovery.onRenewed);
    this.seen.watch();
    MOTION.addEventListener('change', this.onMotion);
    this.listen();
    this.readLanguage();
    this.measure();
    if (!this.player) this.opener.open();
  }

  disconnectedCallback(): void {
    this.size.disconnect();
    MOTION.removeEventListener('change', this.onMotion);
    this.listen();
    this.seen.leave();
    this.stopWatching();
    this.live.hush();
    // Moved to another place of the page it goes on. Taken out, as from a slide, it keeps nothing that takes room or time but what
    // it needs to go on where it was when it is put back.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.notices.stop();
      const { left } = this;
      this.dispose();
      this.opener.leave(left);
    });
  }

  protected override propertyRefused(name: string, value: string, allowed: string): void {
    this.tellError('attribute', `${name} takes ${allowed}, not ${value}`);
    const cut = value.length > VALUE_MAX ? `${value.slice(0, VALUE_MAX)}…` : value;
    if (this.refused.push({ name, value: cut, allowed }) > 1) return;
    // What is refused in one go, as of one link, is said in one go.
    queueMicrotask(() => {
      const refused = this.refused.splice(0);
      const text = (t: Translate) => refused.map((args) => t('refused.attribute', args)).join(' ');
      this.notices.say({ tone: 'refusal', text });
    });
  }

  protected override attributeRead(name: AttributeName): void {
    if (name === 'nodes') this.isNumberChosen = this.settings.nodes !== null;
    if (RUN_ATTRIBUTES.includes(name)) {
      if (!this.isExchanging) this.opener.open({ left: null });
    } else if (name === 'lang') {
      this.unspoken = null;
      this.readLanguage();
    } else if (name === 'step' && this.settings.step !== null && !this.isExchanging)
      this.player?.guide?.to(this.settings.step - 1);
    else if (name === 'speed' && this.player) this.player.speed = this.settings.speed ?? SPEED_DEFAULT;
    else if (name === 'from' || name === 'to' || name === 'loop') this.runs.own?.confine(this.excerpt);
    else if (name === 'hotkeys') this.listen();
    else if (name === 'controls') this.measure();
    this.picture.drawSoon();
  }

  // ── The run ──────────────────────────────────────────────────────────────────────────────────────────────────────

  /** The new run takes the place of the old one only when it stands. */
  private show({ session, options, walkOf, numbers, left, carriedOver, standsIn }: OpenedRun): void {
    const player = this.playerOf(session, null, options.lesson, isFresh(options), walkOf);
    const wasPlaying = this.player ? !this.player.paused : this.autoplay && !MOTION.matches;
    const opensOn = this.opensOn(player.run);
    this.search?.cancel();
    this.leaves();
    this.runs.leave();
    // It is there: a run that follows another in this is no plain one.
    if (carriedOver.length > 0) hands()?.carryOver(player, carriedOver);
    if (left?.lesson && numbers) player.inherit(left.lesson, numbers);
    player.confine(this.excerpt);
    this.runs.begin(player, runAttributes(this));
    this.take(player, { ...opensOn, ruleSearch: null, found: null });
    const { notice } = this.picture.desk;
    if (notice?.stays || notice?.ofNow) this.picture.put({ notice: null });
    if (options.run !== undefined) hands()?.tellBehaviour(session, this.notices);
    // Where the attributes name a lesson and a run, it is the lesson.
    const { lesson, run } = this.settings;
    if (!left && lesson !== null && run !== null && !isChallenge(lesson))
      this.notices.say({ tone: 'refusal', text: (t) => t('refused.run-beside-lesson') });
    if (left) player.seek(left.at);
    else this.goToBeginning(player);
    if (wasPlaying && !left?.paused && !standsIn) player.begin();
  }

  /** Where the attributes, or whoever could not wait for the run, want it to begin. */
  private goToBeginning(player: Player): void {
    const { step, from } = this.settings;
    const at = this.wantedTime ?? from;
    this.wantedTime = null;
    if (step !== null) player.guide?.to(step - 1);
    else if (at !== null) player.seek(at);
  }

  private get excerpt(): Excerpt {
    const { from, to, loop } = this.settings;
    // What ends before it begins is no stretch.
    return { from, to: to !== null && to > (from ?? 0) ? to : null, loops: loop === true };
  }

  private playerOf(
    session: Session,
    goal: Ms | null = null,
    lesson: string | null = null,
    isFresh = false,
    walkOf: MakeWalk | null = null,
  ): Player {
    const tell = (change: PlayerChange) => this.onChange(player, change);
    const player: Player = new Player(session, PAGE_CLOCK, this.speed, tell, goal, lesson, isFresh, walkOf);
    return player;
  }

  /** The run that was there before, and this one is kept for it. */
  private exchange(): void {
    const written = this.runs.takeWritten();
    if (written) {
      const { attributes, script, at, lesson } = written;
      setRunAttributes(this, attributes);
      const isOwn = typeof attributes.lesson !== 'string' || isChallenge(attributes.lesson);
      this.opener.open(isOwn ? { left: { script, at, paused: true, lesson: lesson ?? null } } : {});
      return;
    }
    this.leaves();
    const attributes = this.runs.exchange();
    const { player } = this;
    if (!attributes || !player) return;
    this.search?.cancel();
    this.nameRun(attributes);
    this.take(player, { tab: hasText(player.run) ? 'lesson' : this.picture.desk.tab, ruleSearch: null, found: null });
    this.tell(EVENTS.seeked);
  }

  /** The attributes say which run is on the stage, where that is there already. */
  private nameRun(attributes: RunAttributes): void {
    this.isExchanging = true;
    setRunAttributes(this, attributes);
    this.isExchanging = false;
  }

  /** Somebody who has never seen this protocol is greeted: in free play, not in a lesson or a run that is shared. */
  private opensOn(run: PlayedRun): Partial<Desk> {
    const { view } = run;
    if (hasText(run)) return { tab: 'lesson' };
    const isOther = this.playedProtocol !== view.protocol || this.picture.desk.tab === 'lesson';
    return this.greets && isOther ? { tab: 'help', guide: 'welcome' } : {};
  }

  private get greets(): boolean {
    const { welcome, run, lesson } = this.settings;
    return welcome === true && run === null && lesson === null;
  }

  /** Somebody is about to do something: what understands commands is loaded, and the words for what comes of them. */
  private readonly onReach = (): void => {
    // What another stage of the page has loaded is seen here as well from now on.
    if (!this.isReachedFor) this.picture.drawSoon();
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
      () => this.picture.drawSoon(),
      () => this.notices.fail(),
    );
  }

  private async loadAll(): Promise<void> {
    const protocol = this.playedProtocol;
    if (protocol === undefined || this.isWhole) return;
    await Promise.all([loadWholeEngine(protocol), loadHands(protocol), speakOfPanels()]).catch(() =>
      this.notices.fail(),
    );
    // What may be done is known only now.
    const { menu } = this.picture.desk;
    this.picture.put({ menu: menu && { ...menu } });
  }

  /** From now on this run is what one sees. */
  private take(player: Player, desk: Partial<Desk>): void {
    if (player.run.lesson) this.openRulebook();
    void Promise.all([loadHands(player.run.view.protocol), this.late.dress()]).then(
      () => {
        this.listen();
        this.picture.drawSoon();
      },
      () => this.notices.fail(),
    );
    if (this.isReachedFor) this.onReach();
    wear(this.root, player.run.view.protocol);
    this.announcer = new Announcer(player, this.audience);
    this.seen.look();
    player.rest(!this.seen.isSeen);
    this.picture.put({ ...NOTHING_CHOSEN, prompt: goneOn(this.picture.desk.prompt), ...desk });
  }

  /** What is needed to go on with the user's own run where it is. */
  private get left(): LeftRun | null {
    const player = this.runs.own;
    if (!player || player.breakdown) return null;
    const { text: script, now: at, paused } = player;
    return { script, at, paused, lesson: player.run.lesson ? player.lost : ownText(player, this.runs.said) };
  }

  /** Ends all that goes on by itself, and all runs. */
  private dispose(): void {
    this.search?.cancel();
    this.runs.dispose();
  }

  // ── A search for a schedule ──────────────────────────────────────────────────────────────────────────────────────

  /** Plays a run that was found; the user's own waits. */
  private async showFound(script: string, text: (t: Translate) => string): Promise<void> {
    const protocol = this.playedProtocol;
    if (protocol === undefined) return;
    await Promise.all([loadWholeEngine(protocol), loadHands(protocol), speakOfPanels()]);
    const session = await openSession(protocol, { script }, PAGE_CLOCK, () => this.isConnected);
    const player = this.playerOf(session, session.duration);
    this.runs.showFound(player);
    this.take(player, { found: text });
    this.live.say(text(this.t));
    player.seek(0);
    if (!MOTION.matches) player.play();
  }

  private leaveFound(): void {
    if (!this.runs.leaveFound() || !this.player) return;
    this.take(this.player, { found: null });
    this.tell(EVENTS.seeked);
  }

  private onChange(player: Player, change: PlayerChange): void {
    if (player.breakdown) {
      this.recovery.onBreakdown(player, change.playing);
      if (player.breakdown) this.tellError('breakdown', player.breakdown.reason);
    }
    // Nobody sees what becomes of those that wait.
    if (player !== this.player) return;
    this.announcer?.announce(change, PAGE_CLOCK.now());
    if (change.playing) this.seen.look();
    // What is under the message goes on without it.
    if (this.picture.desk.menu?.kind === 'message' && (change.playing || change.jumped) && !player.paused)
      this.picture.put({ menu: null });
    // Where there is a lesson, its line on a slide says whose run it is now.
    if (change.branched && !(this.layout === 'slide' && player.run.lesson)) this.notices.news('frame.branched');
    if (change.happened.some(({ milestone }) => milestone)) this.notices.passOn();
    if (change.edited) this.tell(EVENTS.edited);
    // What has happened is seen in the ring and in all panels in this very frame.
    if (change.beaten && !player.paused) {
      const isIdle = !change.picture && !this.picture.isStale;
      if (!isIdle || !this.frame.tick(player.run, PAGE_CLOCK.now())) this.picture.drawNow(change.happened.length > 0);
      this.seen.onDrawn();
    } else {
      // Asked for anew, it comes behind the first beat, which draws everything: once is enough.
      if (change.playing) this.picture.cancel();
      this.picture.drawSoon();
    }
  }

  /** Where nobody sees it time does not run away, and goes on where it was. What is seen again shows the present. */
  private onSeen(isSeen: boolean): void {
    this.player?.rest(!isSeen);
    if (!isSeen) this.picture.drawNow(true);
  }

  /** It opens on top, where nobody is in the middle of a lesson or of a word. */
  private showAlarm(): void {
    const isWriting = this.root.activeElement?.matches('input, textarea') ?? false;
    if (isWriting || this.picture.desk.tab === null || hasText(this.player?.run ?? null)) return;
    this.frame.rewind('checks');
    this.picture.put({ tab: 'checks' });
  }

  private readonly audience: Audience = {
    event: (name, detail) => this.tell(name, detail),
    aloud: (text) => this.live.say(text),
    alarm: () => this.showAlarm(),
    t: () => this.t,
    lesson: () => this.lesson,
  };

  private tellError(reason: StageError['reason'], message: string): void {
    this.tell(EVENTS.error, { reason, message } satisfies StageError);
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
    return this.settings.lang ?? preferredLang([languageAround(this), ...navigator.languages]);
  }

  /** Looked up when somebody has done something, not in every frame. Until its words are there, the old language stays. */
  private readLanguage(): void {
    const wanted = this.wantedLanguage;
    const { playedProtocol } = this;
    const words = `${wanted} ${playedProtocol}`;
    if (speaks(wanted, playedProtocol)) {
      // What was said to a line that was typed is a sentence of the other language.
      if (wanted !== this.language)
        this.picture.desk = {
          ...this.picture.desk,
          prompt: { ...this.picture.desk.prompt, refusal: null, answer: null },
        };
      this.language = wanted;
    } else if (this.unspoken !== words) {
      // What cannot be loaded is tried again when somebody asks for it, and not in every picture.
      this.unspoken = words;
      void speak(wanted, playedProtocol).then(
        () => {
          this.unspoken = null;
          this.picture.drawSoon();
        },
        // Where there is no run yet, it is the run that cannot be loaded.
        () => this.player && this.notices.fail(),
      );
    }
  }

  private get model(): Model | null {
    const { selection, hovered, menu, cutting, draft, prompt, ruleSearch, rule } = this.picture.desk;
    if (!this.player || !this.announcer) return null;
    const { language: lang } = this;
    return Object.freeze({
      ...this.player.run,
      vanished: this.announcer.vanished,
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
      controls: this.settings.controls ?? 'full',
      presenting: this.picture.desk.presenting,
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
        this.lessonArrangement ?? this.picture.desk.arrangement ?? (panels?.includes('space-time') ? 'both' : 'ring'),
      tab: this.picture.desk.tab,
      guide: this.greets && !this.picture.desk.found ? this.picture.desk.guide : null,
      notice: this.picture.desk.notice,
      found: this.picture.desk.found,
      kept: this.runs.hasBefore,
      working: this.working,
      breakdown: this.opener.failure ?? this.player?.breakdown ?? null,
    };
  }

  /** The picture that the lesson speaks of, unless the reader has chosen another since it began to. */
  private get lessonArrangement(): Arrangement | null {
    const focus = this.player && lessonFocus(this.player.run);
    if (!focus?.view || focus === this.picture.desk.overruled) return null;
    return focus.view === 'space-time' && this.layout === 'wide' ? 'both' : focus.view;
  }

  private get working(): Scene['working'] {
    const progress = this.player?.run.progress ?? null;
    return this.picture.desk.opening ?? (progress === null ? null : { progress, cancel: () => this.player?.cancel() });
  }

  private draw(isNews: boolean): void {
    if (isNews) this.readLanguage();
    // Without words there is nothing to show but that they could not be loaded.
    if (speaks(this.language, this.playedProtocol) || this.opener.failure)
      this.frame.draw(this.scene(), isNews, PAGE_CLOCK.now());
  }

  private measure(): void {
    const { presenting } = this.picture.desk;
    this.layout = presenting
      ? 'presenter'
      : layoutFor(this.clientWidth, this.clientHeight, this.settings.controls ?? 'full');
    this.picture.drawSoon();
  }

  /** For a picture that stands still. One that plays asks in each frame, and who asks may get the answer first, and no event. */
  private readonly onMotion = (): void => this.picture.drawSoon();

  /** Keys are heard, the browser is asked for the whole screen and schedules are searched for, as soon as what does it is there. */
  private listen(): void {
    const there = hands();
    if (!there) return;
    this.keyboard ??= new there.Keyboard(this, this.root, (...pressed) => this.pressKey(...pressed));
    this.bigPicture ??= new there.BigPicture(this, {
      isPresenting: () => this.picture.desk.presenting,
      present: (isOn) => this.present(isOn),
      print: (isBegun) => this.print(isBegun),
    });
    this.search ??= new there.SearchControl({
      put: (ruleSearch) => this.picture.put({ ruleSearch }),
      say: (text) => this.live.say(text(this.t)),
      show: (script, text) => void this.showFound(script, text).catch(() => this.notices.fail()),
      failed: () => this.notices.fail(),
    });
    this.keyboard.listenToPage(this.settings.hotkeys === 'page' && this.isConnected);
    this.surroundings ??= new there.LanguageWatch(this, () => this.readLanguage());
    for (const watch of [this.bigPicture, this.surroundings]) {
      if (this.isConnected) watch.watch();
      else watch.leave();
    }
  }

  private pressKey(event: KeyboardEvent, isByPointer: boolean): KeyUse {
    const { model } = this;
    if (!model) return null;
    // What lies over the stage has the keys.
    if (this.root.querySelector('dialog')) return 'left';
    return hands()?.pressKey(event, model, this.act, isByPointer, this.settings.hotkeys === 'off') ?? null;
  }

  // ── The wishes of the parts ──────────────────────────────────────────────────────────────────────────────────────

  private readonly act: FrameAct = new Wishes(this, {
    player: () => this.player,
    picture: this.picture,
    notices: this.notices,
    search: () => this.search,
    layout: () => this.layout,
    isWatched: () => this.settings.controls === 'none',
    hasLine: () => (this.settings.controls ?? 'full') === 'full',
    t: () => this.t,
    isWhole: () => this.isWhole,
    loadAll: () => this.loadAll(),
    greets: () => this.greets,
    reducedMotion: () => MOTION.matches,
    letterKeys: (isOn) => {
      this.letterKeys = isOn;
      remember('letter-keys', isOn ? 'on' : 'off');
      this.picture.drawSoon();
    },
    present: (isOn) => this.present(isOn),
    printHandout: async () => (await import('./handout')).printHandout(this.root, this.player, this.language, this.t),
    again: () => {
      this.dispose();
      this.opener.open();
    },
    backToRun: () => {
      if (this.opener.failure) this.opener.failure = null;
      else if (this.player) void this.recovery.bringBack(this.player);
      this.picture.drawSoon();
    },
    back: () => this.leaveFound(),
    backToKept: () => this.exchange(),
  }).act;

  /** Whoever presses something else has done with the menu. */
  private readonly onPress = (event: Event): void => {
    const { menu } = this.picture.desk;
    if (menu && hands()?.isBeside(menu, event.composedPath())) this.picture.put({ menu: null });
  };

  private present(isOn: boolean): void {
    if (isOn === this.picture.desk.presenting) return;
    this.picture.put({ presenting: isOn, menu: null });
    this.toggleAttribute('presenting', isOn);
    this.measure();
    this.picture.drawNow();
    // The button that was pressed is gone, and keys go to what has the focus.
    this.root.querySelector<HTMLElement>('.frame')?.focus({ preventScroll: true });
    this.bigPicture?.fill(isOn);
  }

  /** Paper has a size of its own; a slide is printed as it is. */
  private print(isBegun: boolean): void {
    const isSlide = (this.settings.controls ?? 'full') !== 'full';
    if (isBegun && !isSlide) this.layout = 'print';
    else this.measure();
    this.picture.drawNow();
    this.frame.fitToPaper(isBegun && isSlide);
  }

  // ── The outside ──────────────────────────────────────────────────────────────────────────────────────────────────

  /** Why there is no run, or why it cannot go on; `null` where nothing has failed. */
  get error(): StageError | null {
    const { failure } = this.opener;
    const failed = failure ?? this.player?.breakdown;
    return failed ? { reason: failure ? 'loading' : 'breakdown', message: failed.reason } : null;
  }

  /** When the run that the attributes ask for is on the stage. */
  get shown(): Promise<void> {
    return this.opener.shown;
  }

  /** When it is there, with all that can be asked of it. It is rejected where that could not be loaded. */
  get ready(): Promise<void> {
    return this.opener.shown.then(async () => {
      const { playedProtocol: protocol } = this;
      if (this.opener.failure) throw new Error(this.opener.failure.reason);
      await Promise.all([this.loadAll(), protocol === undefined ? null : loadAround(protocol)]);
      if (this.player && !this.isWhole) throw new Error('a part of the stage could not be loaded');
      this.picture.drawNow();
    });
  }

  /** Another run: what is not said stays as it is, the seed and the settings of the world among it. */
  begin(choice: RunChoice): void {
    const view = this.player?.run.view;
    const isNumberChosen = this.isNumberChosen || choice?.nodes !== undefined;
    const wanted = anotherRun(choice, view, isNumberChosen);
    const carriedOver = (view?.settings ?? []).filter((setting) => setting.value !== setting.default);
    for (const name of ['lesson', 'step', 'run'] as const) this.removeAttribute(name);
    for (const name of ['protocol', 'nodes', 'seed'] as const) {
      const value = wanted[name];
      if (value === undefined) this.removeAttribute(name);
      else this.setAttribute(name, String(value));
    }
    this.isNumberChosen = isNumberChosen;
    this.opener.open({ carriedOver });
  }

  /** A run that was left goes on at that time, in place of what the attributes say. */
  resume(script: string, at: Ms, paused: boolean, lesson: LostRun | null = null): void {
    if (typeof script !== 'string' || !Number.isFinite(at))
      throw new TypeError(`resume takes a script and a number of ms, not ${shown(script)}, ${shown(at)}`);
    this.opener.open({ left: { script, at, paused, lesson } });
  }

  /** Of a lesson, what its name and its step do not say: all that was done in it and, where it is somebody's own, the lesson itself. */
  get doneInLesson(): LostRun | null {
    const done = this.left?.lesson ?? null;
    return this.runs.said.lesson && done?.branches.length === 1 ? null : done;
  }

  /** Called when another run is to take the place of the one on the stage, which is still there. */
  leaves: () => void = () => {};

  /** The run that was there before this one, and can be had back; to set it offers that. */
  get kept(): WrittenRun | null {
    return this.runs.beforeWritten;
  }

  set kept(run: WrittenRun | null) {
    if (run) this.runs.keepWritten(run);
    this.picture.drawSoon();
  }

  /**
   * A lesson of somebody's own, as it is written, or its file. Where it does not go as it says, the promise is rejected with the
   * refusal, which is shown on the stage as well, and nothing has changed.
   */
  playLesson(lesson: string | Blob): Promise<void> {
    return this.openWritten('playLesson', lesson, () => true);
  }

  /** The same, of a file that may be a lesson or the script of a run. */
  async openFile(file: string | Blob): Promise<void> {
    await this.openWritten('openFile', file, (text) => /^\uFEFF?(?:\s|#[^\n]*\n)*lesson\s/.test(text));
    // No attribute says what it is.
    if (!this.player?.run.lesson) this.tell(EVENTS.edited);
  }

  private async openWritten(name: string, file: string | Blob, isLesson: (text: string) => boolean): Promise<void> {
    const isText = typeof file === 'string';
    if (!isText && !(file instanceof Blob)) throw new TypeError(`${name} takes a text or a file, not ${shown(file)}`);
    const text = isText ? file : await this.opener.meanwhile(file.slice(0, FILE_MAX).text());
    await this.opener.openText(text, isLesson(text), () => this.nameRun({}));
  }

  /** The run as SVG, PNG, GIF or WebM, of any size. What is on the stage stays as it is. */
  async toPicture(options?: PictureOptions): Promise<Blob> {
    return (await import('./pictures/take')).takePicture(this, options);
  }

  /** All lessons, course by course, over the stage; from that course on. Where they cannot be loaded, that is said on the stage as well. */
  async showLessons(course: string | null = null): Promise<void> {
    if (course !== null && typeof course !== 'string')
      throw new TypeError(`showLessons takes a name, or nothing, not ${shown(course)}`);
    try {
      await this.openCatalogue(course);
    } catch (error) {
      this.notices.fail();
      throw error;
    }
  }

  private async openCatalogue(course: string | null): Promise<void> {
    const [{ openCatalogue }] = await Promise.all([import('./catalogue'), speakOfPanels()]);
    const wishes = {
      open: this.act.openLesson,
      freePlay: () => this.freePlay(),
      // What is refused is said on the stage.
      play: (file: Blob) => void this.openFile(file).catch(() => {}),
      failed: () => this.notices.fail(),
    };
    await openCatalogue(this.root, this.language, this.lesson, wishes, this.t, course);
  }

  private freePlay(): void {
    const isTold = hasText(this.player?.run ?? null);
    const isOwn = this.lesson === null && isTold;
    if (isTold) setRunAttributes(this, {});
    if (isOwn) this.opener.open();
  }

  /** The title of the lesson that is on the stage, in the reader's language. */
  get lessonTitle(): string | null {
    const run = this.player?.run;
    const lesson = run?.lesson ?? run?.challenge?.task;
    return lesson ? inLanguage(lesson.title, this.wantedLanguage) : null;
  }
}

if (!customElements.get(ELEMENT_NAME)) customElements.define(ELEMENT_NAME, QuorateStage);
