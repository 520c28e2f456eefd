/** What the parts of a stage may wish for, and what is done about it. */

import type { Commanded } from './commanding';
import type { Desk } from './desk';
import type { FrameAct, FrameLayout, Tab } from './frame';
import { hasText, lessonFocus } from './lesson-focus';
import type { Menu, Selection } from './model';
import type { Notices } from './notices';
import type { Player } from './player/player';
import type { PlayingElement } from './playing-element';
import type { Scenario } from './protocols/depiction';
import { type Hands, hands } from './reach';
import { remember } from './remembered';
import type { SearchControl } from './search/control';
import { freshSeed } from './seed';
import type { StagePicture } from './stage-picture';
import type { View } from './types';

/** The element, as it is to everybody. */
type Outside = Pick<
  PlayingElement,
  'play' | 'pause' | 'stepForward' | 'stepBack' | 'speed' | 'share' | 'lesson' | 'removeAttribute'
> & {
  begin(options: Parameters<FrameAct['restart']>[0]): void;
  showLessons(course?: string): Promise<void>;
};

/** The stage inside of it. */
interface Inside extends Commanded {
  readonly picture: Pick<StagePicture, 'desk' | 'put' | 'putNow'>;
  readonly notices: Pick<Notices, 'say' | 'news' | 'lacks' | 'refuse' | 'fail'>;
  readonly search: () => Pick<SearchControl, 'start' | 'end'> | null;
  readonly layout: () => FrameLayout;
  /** Whether nothing is to be done on it. */
  readonly isWatched: () => boolean;
  /** Whether commands are understood already; and what makes it so. */
  readonly isWhole: () => boolean;
  readonly loadAll: () => Promise<void>;
  /** Whether there is somebody to be greeted. */
  readonly greets: () => boolean;
  /** Whether somebody wants nothing to move by itself. */
  readonly reducedMotion: () => boolean;
  readonly letterKeys: (isOn: boolean) => void;
  readonly present: (isOn: boolean) => void;
  readonly printHandout: () => Promise<void>;
  /** See `FrameAct`. */
  readonly again: () => void;
  readonly backToRun: () => void;
  readonly back: () => void;
  readonly backToKept: () => void;
}

export class Wishes {
  constructor(
    private readonly outside: Outside,
    private readonly inside: Inside,
  ) {}

  readonly act: FrameAct = {
    command: (line) => this.runLines([line]),
    commands: (lines) => this.runLines(lines),
    complete: (line) => (this.isWhole ? (this.player?.complete(line) ?? []) : []),
    actsAt: (place) => (this.isWhole ? (this.player?.actsAt(place) ?? []) : []),
    prompt: (prompt) => this.putNow({ prompt }),
    play: this.goingOn(() => this.outside.play()),
    pause: () => this.outside.pause(),
    seek: this.goingOn((to) => this.player?.seek(to)),
    stepForward: this.goingOn(() => this.outside.stepForward()),
    stepBack: this.goingOn(() => this.outside.stepBack()),
    nextMilestone: this.goingOn(() => hands()?.nextMilestone(this.inside)),
    previousMilestone: this.goingOn(() => this.player?.previousMilestone()),
    live: this.goingOn(() => this.player?.live()),
    // Where nobody has done anything yet, what takes it back need not be there.
    takeBack: () => (this.isWhole ? hands()?.takeBack(this.inside) : this.act.say('frame.nothing-to-take-back')),
    bringBack: () => void hands()?.bringBack(this.inside),
    letterKeys: (isOn) => this.inside.letterKeys(isOn),
    say: (key) => this.inside.notices.lacks(key),
    setSpeed: (speed) => {
      this.outside.speed = speed;
    },
    switchLane: this.goingOn((id) => this.player?.switchLane(id)),
    lesson: {
      next: () => this.player?.guide?.next(),
      back: () => this.player?.guide?.back(),
      to: (step) => this.player?.guide?.to(step),
      replay: () => this.player?.guide?.replay(),
      answer: (choice) => this.player?.guide?.answer(choice),
      show: () => this.player?.guide?.show(),
      handout: () => void this.inside.printHandout().catch(() => this.inside.notices.fail()),
      pace: (pace) => this.player?.guide?.setPace(pace),
      auto: (isAuto) => this.player?.guide?.setAuto(isAuto),
      takeOver: () => this.player?.takeOver(),
      resume: () => this.player?.toFirstLane(),
    },
    beginAgain: () => this.player?.beginAgain(),
    select: (selection) => this.put({ selection, menu: null, ...(selection ? { tab: 'inspector' } : {}) }),
    hover: (hovered) => this.put({ hovered }),
    menu: (menu) => this.openMenu(menu),
    openRule: (rule) => this.put({ rule, menu: null, ...(rule === null ? {} : { tab: 'rules' }) }),
    nextOfRule: (rule) => hands()?.nextOfRule(this.inside, rule),
    show: (tab) => this.put({ menu: null, tab }),
    guide: (guide) => this.put({ guide, tab: 'help' }),
    scene: (scene) => this.playScene(scene),
    startOver: (seed) => this.startOver(seed),
    openLesson: (id, course) => {
      if (course !== undefined) remember('course', course);
      for (const name of ['step', 'run', 'seed', 'nodes', 'protocol']) this.outside.removeAttribute(name);
      this.outside.lesson = id;
    },
    // What cannot be loaded is said.
    lessons: (course) => void this.outside.showLessons(course).catch(() => {}),
    // Both choose nodes on the ring: one at a time.
    cutting: (cutting) => this.putNow({ cutting, draft: null }),
    draft: (draft) => this.putNow({ draft, cutting: null }),
    present: (isOn) => this.inside.present(isOn),
    restart: (options) => this.outside.begin(options),
    share: () => this.outside.share(),
    search: (rule) => {
      const search = this.inside.search();
      const protocol = this.view?.protocol;
      if (rule === null || !protocol) search?.end();
      else void search?.start(protocol, rule);
    },
    back: () => this.inside.back(),
    backToKept: () => this.inside.backToKept(),
    dismiss: () => this.put({ notice: null }),
    // Keys are there together with what they do.
    toggleHelp: () => hands()?.toggleHelp(this.inside),
    escape: () => hands()?.stepBack(this.inside) ?? false,
    // The open tab's own button closes the sheet, and what lies below a lesson; a column stays.
    openTab: (tab) => {
      const isOpen = this.desk.tab === tab;
      this.put({ tab: isOpen ? this.without(tab) : tab, ...(isOpen ? {} : { guide: 'signs' as const }) });
    },
    arrange: (arrangement) => this.put({ arrangement, overruled: this.player && lessonFocus(this.player.run) }),
    again: () => this.inside.again(),
    backToRun: () => this.inside.backToRun(),
  };

  private get player(): Player | null {
    return this.inside.player();
  }

  private get view(): View | undefined {
    return this.player?.run.view;
  }

  private get isWhole(): boolean {
    return this.inside.isWhole();
  }

  private get desk(): Desk {
    return this.inside.picture.desk;
  }

  /** What was said to a line that was typed, and of how the run stood, goes with the next thing that is done. */
  private goingOn<Given extends readonly unknown[]>(go: (...given: Given) => void): (...given: Given) => void {
    return (...given) => {
      const { prompt, notice } = this.desk;
      if (prompt.refusal !== null) this.put({ prompt: { ...prompt, refusal: null } });
      if (notice?.ofNow || notice?.tone === 'refusal') this.put({ notice: null });
      go(...given);
    };
  }

  /** What is open when that tab is closed. */
  private without(tab: Tab): Tab | null {
    const run = this.player?.run ?? null;
    const layout = this.inside.layout();
    if (layout === 'phone') return null;
    return (layout === 'short' ? hasText(run) : layout === 'wide' && run?.lesson) ? 'lesson' : tab;
  }

  private put(desk: Partial<Desk>): void {
    this.inside.picture.put(desk);
  }

  private putNow(desk: Partial<Desk>): void {
    this.inside.picture.putNow(desk);
  }

  /** Once commands are understood: at once, or when it is loaded. */
  private whenWhole<T>(wish: (hands: Hands) => T): T | null {
    const there = this.isWhole ? hands() : null;
    if (there) return wish(there);
    void this.inside.loadAll().then(() => {
      const there = this.isWhole ? hands() : null;
      if (there) wish(there);
    });
    return null;
  }

  private runLines(lines: readonly string[]): string | null {
    return lines.length === 0 ? null : this.whenWhole((hands) => hands.runLines(this.inside, lines));
  }

  private playScene(scene: Scenario): void {
    this.whenWhole((hands) => {
      if (hands.playScene(this.inside, scene) && !this.inside.reducedMotion()) this.outside.play();
    });
    this.put({ menu: null });
  }

  /** With the settings that it has now, and with all nodes that it has now. */
  private startOver(which: 'same' | 'new'): void {
    const { view } = this;
    if (view) this.outside.begin({ seed: which === 'same' ? view.seed : freshSeed() });
  }

  /** What is pressed a second time closes its menu. Without controls a run is watched. */
  private openMenu(wanted: Menu | null): void {
    const { menu: open } = this.desk;
    // A link may be told of one press twice: by the pointer, and by the click that follows.
    const isSecond = wanted?.kind !== 'link' && wanted?.kind === open?.kind && wanted?.id === open?.id;
    const menu = isSecond || this.inside.isWatched() ? null : wanted;
    if (menu?.kind === 'message') this.outside.pause();
    const selection: Selection | null =
      wanted?.kind === 'node' || wanted?.kind === 'message' ? { kind: wanted.kind, id: wanted.id } : null;
    this.putNow({ menu, ...(wanted ? { selection } : {}) });
  }
}
