/** What editors say of the element's attributes and events: a sentence for each, so that none is left out. */

import { ATTRIBUTES, type AttributeName } from '../../../web/attributes';
import {
  CONTROLS,
  ELEMENT_NAME,
  EVENTS,
  HOTKEYS,
  NODES_MAX,
  NODES_MIN,
  PANELS,
  SPEED_MAX,
  THEMES,
} from '../../../web/constants';
import { protocolNames } from '../../../web/protocols/registry';
import type { QuorateStageEvent } from './index';

interface Described {
  readonly description: string;
  readonly type: string;
}

const oneOf = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' | ');

const ATTRIBUTE: Readonly<Record<AttributeName, Described>> = {
  protocol: { type: oneOf(protocolNames()), description: 'The protocol of a new run.' },
  nodes: { type: 'number', description: `How many nodes a new run has, ${NODES_MIN} to ${NODES_MAX}.` },
  seed: { type: 'number', description: 'All randomness comes from the seed: same seed, same actions, same run.' },
  lesson: { type: 'string', description: 'The name of a lesson, such as `raft/partition`.' },
  step: { type: 'number', description: 'The step of the lesson that is shown, from 1.' },
  run: { type: 'string', description: 'The code of a run, from `share()`.' },
  lang: {
    type: 'string',
    description: 'The language: `en` or `zh`. Without it, the language of the page or of the reader.',
  },
  theme: { type: oneOf(THEMES), description: 'The colour scheme; `auto` follows the system.' },
  speed: {
    type: 'number | string',
    description: `Virtual seconds per real second, \`1/1000\` to \`${SPEED_MAX}\`; \`1\` is real time.`,
  },
  autoplay: { type: 'boolean', description: 'Plays as soon as the run is loaded and visible.' },
  loop: { type: 'boolean', description: 'Begins again at the end: at `to`, or when a lesson is over.' },
  from: { type: 'number', description: 'From when the run is shown, in virtual ms.' },
  to: { type: 'number', description: 'How far it plays, in virtual ms.' },
  welcome: { type: 'boolean', description: 'Greets newcomers, in free play.' },
  controls: { type: oneOf(CONTROLS), description: 'How many controls the stage shows.' },
  panels: { type: 'string', description: `The panels that are shown, with spaces between them: ${PANELS.join(', ')}.` },
  hotkeys: {
    type: oneOf(HOTKEYS),
    description: '`focus`: keys work while the stage has the focus; `page`: always; `off`: never.',
  },
};

const EVENT: Readonly<Record<QuorateStageEvent, Described>> = {
  play: { type: 'CustomEvent', description: 'The run plays.' },
  pause: { type: 'CustomEvent', description: 'The run is paused.' },
  seeked: { type: 'CustomEvent', description: 'The run has gone to another time.' },
  ended: { type: 'CustomEvent', description: 'The run has played as far as `to`, or a lesson to its end.' },
  error: {
    type: 'CustomEvent<StageError>',
    description: 'Something was refused or has failed; the stage says so too.',
  },
  timeupdate: { type: 'CustomEvent', description: 'Time has gone on; at most four times a second.' },
  'quorate-event': { type: 'CustomEvent<EventView>', description: 'Something has happened in the cluster.' },
  'quorate-violation': {
    type: 'CustomEvent<ViolationView>',
    description: 'A guarantee of the protocol has been broken.',
  },
  'quorate-edit': {
    type: 'CustomEvent',
    description: 'Somebody has changed the run: a command, an undo, another branch.',
  },
  'quorate-lessonstep': { type: 'CustomEvent<{ step: number }>', description: 'Another step of the lesson is shown.' },
};

export const NAME = ELEMENT_NAME;
export const NAMED_EVENTS = EVENTS;
export const DESCRIBED_ATTRIBUTES = ATTRIBUTES.map((name) => ({ name, ...ATTRIBUTE[name] }));
export const DESCRIBED_EVENTS = Object.values(EVENTS).map((name) => ({ name, ...EVENT[name] }));
