/** The names and limits that more than one file, or the outside world, knows. */

export const ELEMENT_NAME = 'quorate-stage';

/** The parts that `panels` may name. */
export const PANELS = ['stage', 'space-time', 'log', 'events', 'checks', 'lesson', 'inspector'] as const;
export type PanelName = (typeof PANELS)[number];

export const CONTROLS = ['full', 'minimal', 'none'] as const;
export type Controls = (typeof CONTROLS)[number];

export const THEMES = ['auto', 'light', 'dark'] as const;
export type ThemeName = (typeof THEMES)[number];

/** `focus`: keys work while the stage has the focus. `page`: always, for a page that is all ours. `off`: never. */
export const HOTKEYS = ['focus', 'page', 'off'] as const;
export type Hotkeys = (typeof HOTKEYS)[number];

export const EVENTS = {
  play: 'play',
  pause: 'pause',
  seeked: 'seeked',
  ended: 'ended',
  error: 'error',
  timeUpdate: 'timeupdate',
  happened: 'quorate-event',
  edited: 'quorate-edit',
  violation: 'quorate-violation',
  lessonStep: 'quorate-lessonstep',
} as const;

export const NODES_MIN = 1;
export const NODES_MAX = 9;

/** Virtual seconds a real second. At the default a message of 15 ms flies for about half a second. */
export const SPEED_MIN = 1 / 1000;
export const SPEED_MAX = 60;
export const SPEED_DEFAULT = 1 / 30;

/** How much of the recent past is kept to be drawn and read. */
export const LANDINGS_MAX = 240;
export const EVENTS_MAX = 300;

/** At most so many steps of the simulation a beat; what is left waits for the next one. */
export const STEPS_A_BEAT_MAX = 1200;

/** And of real time in ms; it is looked at after so many steps. */
export const BEAT_BUDGET_MS = 60;
export const STEPS_AT_ONCE = 40;

/** While it plays, the picture is drawn anew at most this often, in real ms; at once only if there is an event to tell. */
export const BEAT_MS = 48;

/** No two beats follow upon each other sooner, in real ms: about the time between two frames. */
export const FRAME_MS = 16;

/** Where nothing has changed but the time, it is shown this often, in real ms. */
export const IDLE_BEAT_MS = 158;

/** A tab that slept, or a machine that stalled, goes on where it was, and does not race to catch up: in real ms. */
export const BEAT_MS_MAX = 250;

/** With reduced motion nothing flies: the picture changes at most this often, in real ms. */
export const REDUCED_MOTION_STEP_MS = 500;

/** What shows nothing but how time goes on (the timeline, how long a timer still has) is redrawn at most this often, in real ms. */
export const PANELS_EVERY_MS = 250;

/** `timeupdate` is told at most this often, in real ms, as media elements do. */
export const TIME_UPDATE_EVERY_MS = 250;

/** The next milestone is looked for no farther than this, in virtual ms: the simulation's own limit. */
export const MILESTONE_REACH_MS = 2000;

/** How long a notice (a refusal, a new branch) stands, in real ms. */
export const NOTICE_MS = 6000;

/** How long one stands that speaks of what has passed meanwhile: nobody reads faster. */
export const READ_MS = 2500;

/** Where the source is, and where reports go. */
export const REPOSITORY = 'https://github.com/quorate/quorate';

/** The year of this version. */
export const PUBLISHED = 2026;
