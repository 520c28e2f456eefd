/** All that a stage is styled by but its late panels and its protocol: made once, shared by all stages of a page. */

import frame from './frame.css?inline';
import serving from './panels/serving.css?inline';
import transport from './panels/transport.css?inline';
import welcome from './panels/welcome.css?inline';
import { depictionOf } from './protocols/registry';
import node from './stage/node.css?inline';
import stage from './stage/stage.css?inline';
import { sheet } from './theme/sheet';
import { tokens } from './theme/tokens';
import type { ProtocolName } from './types';

let shared: CSSStyleSheet | null = null;

export function styles(): CSSStyleSheet {
  shared ??= sheet(tokens(), frame, stage, node, serving, transport, welcome);
  return shared;
}

const own = new Map<ProtocolName, CSSStyleSheet>();

/** Styles a stage by its protocol, and by no other. Only when the protocol's folder is loaded. */
export function wear({ adoptedStyleSheets: adopted }: DocumentOrShadowRoot, protocol: ProtocolName): void {
  const wanted = own.get(protocol) ?? sheet(depictionOf(protocol).styles);
  own.set(protocol, wanted);
  for (const other of own.values()) {
    const place = adopted.indexOf(other);
    if (place >= 0 && other !== wanted) adopted.splice(place, 1);
  }
  if (!adopted.includes(wanted)) adopted.push(wanted);
}
