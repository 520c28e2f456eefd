/** The keys that people know, and those that a presenter's remote sends. */

import { SPEED_MAX, SPEED_MIN } from './constants';
import type { Act, Menu, Model } from './model';
import { guideOf } from './protocols/registry';
import { originOf } from './stage/menu-marks';
import type { ActView, ProtocolName } from './types';

/** What keys may ask for beyond the wishes that every part has. */
export interface KeyAct extends Act {
  toggleHelp(): void;
  /** Back out of what is open: the help, the drawing of a partition, the selection. Says whether anything was. */
  escape(): boolean;
}

export interface Hotkey {
  /** Of `KeyboardEvent.key`, letters in lower case. */
  readonly keys: readonly string[];
  /** How the help writes them. */
  readonly shown: readonly string[];
  /** Names the sentence of the help: `key.play`. */
  readonly name: string;
  /** `false`: as things are, the key is not for the stage. */
  readonly press: (model: Model, act: KeyAct) => unknown;
}

/**
 * What has become of a key. `done`: what it stands for is done. `left`: it is left to what has the focus, and is for nobody else.
 * `null`: it is not for the stage.
 */
export type KeyUse = 'done' | 'left' | null;

const FASTER = 10 ** (1 / 4);

const FIRST: readonly Hotkey[] = [
  {
    keys: [' ', '.'],
    shown: ['␣', '.'],
    name: 'play',
    press: (model, act) => (model.paused ? act.play() : act.pause()),
  },
  { keys: ['ArrowLeft'], shown: ['←'], name: 'back', press: left },
  { keys: ['ArrowRight'], shown: ['→'], name: 'forward', press: right },
  { keys: ['PageUp'], shown: ['PgUp'], name: 'previous', press: previous },
  { keys: ['PageDown'], shown: ['PgDn'], name: 'next', press: next },
  {
    keys: ['['],
    shown: ['['],
    name: 'slower',
    press: (model, act) => act.setSpeed(Math.max(model.speed / FASTER, SPEED_MIN)),
  },
  {
    keys: [']'],
    shown: [']'],
    name: 'faster',
    press: (model, act) => act.setSpeed(Math.min(model.speed * FASTER, SPEED_MAX)),
  },
  { keys: ['h'], shown: ['H'], name: 'answer', press: (_, act) => act.lesson.show() },
  { keys: ['c'], shown: ['C'], name: 'request', press: (model, act) => runAct(model.view.acts, 'request', act) },
  { keys: ['x'], shown: ['X'], name: 'crash', press: crash },
  { keys: ['r'], shown: ['R'], name: 'restart', press: restart },
  { keys: ['z'], shown: ['Z'], name: 'suspend', press: suspend },
  { keys: ['t'], shown: ['T'], name: 'spread', press: (model, act) => runAct(model.view.acts, 'spread', act) },
  { keys: ['a'], shown: ['A'], name: 'align', press: (model, act) => runAct(model.view.acts, 'align', act) },
];

/** They stand last, whatever keys the protocol has. */
const LAST: readonly Hotkey[] = [
  { keys: ['Control+z'], shown: ['Ctrl', 'Z'], name: 'undo', press: (_, act) => act.takeBack() },
  {
    keys: ['Control+y', 'Control+Shift+z'],
    shown: ['Ctrl', 'Y'],
    name: 'redo',
    press: (_, act) => act.bringBack(),
  },
  { keys: ['p'], shown: ['P'], name: 'present', press: (model, act) => act.present(!model.presenting) },
  { keys: ['?'], shown: ['?'], name: 'help', press: (_, act) => act.toggleHelp() },
  { keys: ['Escape'], shown: ['Esc'], name: 'escape', press: (_, act) => act.escape() },
];

/** In the order of the help. Those of the protocol only after `loadGuide`. */
export function hotkeysOf(protocol: ProtocolName): readonly Hotkey[] {
  return [...FIRST, ...(guideOf(protocol)?.hotkeys ?? []), ...LAST];
}

/**
 * Does what the key stands for; says what has become of it. `isByPointer`: what has the focus was pressed with a pointer, and keeps
 * no key but those that write into it or press it. `isOff`: no key stands for anything.
 */
export function pressKey(event: KeyboardEvent, model: Model, act: KeyAct, isByPointer: boolean, isOff = false): KeyUse {
  const target = event.composedPath()[0];
  // What has the focus has done something with it already.
  const own = event.defaultPrevented || (target instanceof Element && takesKey(target, event.key)) ? 'left' : null;
  if (isOff || event.altKey || event.defaultPrevented || event.isComposing) return own;
  if (own && !(isByPointer && target instanceof Element && givesKey(target, event.key))) return own;
  if (isCharacter(event) && !model.letterKeys) return own;
  const key = nameOf(event);
  const hotkey = hotkeysOf(model.view.protocol).find(({ keys }) => keys.includes(key));
  if (!hotkey || (event.repeat && !REPEATABLE.has(hotkey.name))) return own;
  if (hotkey.press(model, act) === false) return own;
  if (model.menu && target instanceof Element) closeMenu(model.menu, target, act);
  return 'done';
}

/** What somebody does by a key is done beside the menu. Who was in it goes on where it was opened. */
function closeMenu(menu: Menu, focused: Element, act: Act): void {
  if (focused.closest('.stage-menu'))
    (focused.getRootNode() as ShadowRoot).querySelector<SVGElement>(originOf(menu))?.focus();
  act.menu(null);
}

const REPEATABLE = new Set(['back', 'forward', 'slower', 'faster']);

/** Keys that a control takes for itself: where a pointer has put the focus, they are the page's. */
export function isTaken({ key }: KeyboardEvent): boolean {
  return key === ' ' || key.startsWith('Arrow') || key.startsWith('Page');
}

/** A letter, a figure or a sign by itself, as somebody may utter who speaks to the computer: these can be switched off. */
function isCharacter({ key, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !metaKey;
}

/** As in `Hotkey.keys`. Command counts as Control, as on a Mac. */
function nameOf({ key, ctrlKey, metaKey, shiftKey }: KeyboardEvent): string {
  const name = key.length === 1 ? key.toLowerCase() : key;
  return ctrlKey || metaKey ? `Control+${shiftKey ? 'Shift+' : ''}${name}` : name;
}

const FIELD = 'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, [contenteditable]';
const BUTTON = 'button, a[href], input, summary, [role="button"], [role="tab"], [role="option"], [role="menuitem"]';

/** A field keeps the keys that write into it, a button those that press it, a list those that choose. */
function takesKey(target: Element, key: string): boolean {
  if (key === 'Escape') return false;
  if (target.matches(FIELD) || target.matches('select')) return true;
  if (target.matches('input[type="range"]') && (key.startsWith('Arrow') || key.startsWith('Page'))) return true;
  return (key === ' ' || key === 'Enter') && target.matches(BUTTON);
}

/** But for Enter, which stands for nothing else, what a pointer has pressed gives its keys up, unless they write into it. */
function givesKey(target: Element, key: string): boolean {
  return key !== 'Enter' && !target.matches(FIELD);
}

/** The selected node. */
function crash({ view, selection }: Model, act: KeyAct): void {
  const node = view.nodes.find(({ id }) => selection?.kind === 'node' && selection.id === id);
  if (node) runAct(node.acts, node.up ? 'crash' : 'restart', act);
  else act.say('frame.select-first');
}

/** In a slide a remote that sends arrows walks the lesson as well. */
function walksByArrows({ controls, lesson }: Model): boolean {
  return controls !== 'full' && lesson !== null;
}

function right(model: Model, act: Act): unknown {
  return walksByArrows(model) ? next(model, act) : act.stepForward();
}

function left(model: Model, act: Act): unknown {
  return walksByArrows(model) ? previous(model, act) : act.stepBack();
}

/**
 * In a lesson a remote goes through the lesson, else from one milestone to the next. In a slide without a lesson it is the deck's,
 * as it is when a lesson is over; but on the whole screen there is nothing else to be seen.
 */
function next(model: Model, act: Act): unknown {
  const { lesson, lessonStep, walk, controls, presenting } = model;
  if (!lesson) return controls === 'full' || presenting ? act.nextMilestone() : false;
  const isOver = walk?.phase === 'resting' && !walk.isLeft && lessonStep + 1 === lesson.steps.length;
  return isOver && !presenting ? false : act.lesson.next();
}

function previous(model: Model, act: Act): unknown {
  const { lesson, lessonStep, walk, controls, presenting } = model;
  if (!lesson) return controls === 'full' || presenting ? act.previousMilestone() : false;
  const isAtStart = walk?.phase === 'reading' && !walk.isLeft && lessonStep === 0;
  return isAtStart && !presenting ? false : act.lesson.back();
}

/** Does what may be done under that name; where it is not possible, the line of it that is refused says why. */
export function runAct(acts: readonly ActView[], key: string, act: Pick<Act, 'commands'>): void {
  act.commands(acts.find((one) => one.key === key)?.commands ?? []);
}

/** The process of the selected node stands still, or goes on. */
function suspend({ view, selection }: Model, act: Act): void {
  const selected = view.nodes.find(({ id, up }) => up && selection?.kind === 'node' && selection.id === id);
  if (selected) runAct(selected.acts, selected.suspendedAt === null ? 'suspend' : 'resume', act);
}

/** The selected node, if it is down; else all that are and have not left the ring. */
function restart({ view, selection }: Model, act: Act): void {
  const selected = view.nodes.find(({ id, up }) => !up && selection?.kind === 'node' && selection.id === id);
  runAct(selected?.acts ?? view.acts, 'restart', act);
}
