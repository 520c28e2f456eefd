/** What the package gives. To import it defines the element `<quorate-stage>`. */

import type { Settings } from '../../../web/attributes';
import type { EVENTS } from '../../../web/constants';
import type { QuorateStage } from '../../../web/element';

export { ATTRIBUTES } from '../../../web/attributes';
export { ELEMENT_NAME, EVENTS } from '../../../web/constants';
export { QuorateStage, type StageError } from '../../../web/element';
export type {
  CheckView,
  ClientView,
  EventView,
  Flight,
  Ms,
  NodeName,
  NodeView,
  ProtocolName,
  View,
  ViolationView,
} from '../../../web/types';
export { setWasmUrl } from './packed';

/** What an attribute takes where a framework writes it: a number also as a text, as the speed `1/20`. */
type Written<Value> = Value extends boolean
  ? boolean | ''
  : Value extends number
    ? number | string
    : Value extends string
      ? Value
      : string;

/** The attributes of `<quorate-stage>`, all of them optional. */
export type QuorateStageAttributes = {
  readonly [Name in keyof Settings]?: Written<NonNullable<Settings[Name]>> | undefined;
};

/** The names of the events that a stage dispatches. */
export type QuorateStageEvent = (typeof EVENTS)[keyof typeof EVENTS];

declare global {
  interface HTMLElementTagNameMap {
    'quorate-stage': QuorateStage;
  }
}
