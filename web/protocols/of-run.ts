/** Which protocol a run will be of, told before the simulation is there: so that nothing has to wait for anything else. */

import type { ProtocolName } from '../types';
import { protocolNames } from './registry';

/** What may say it, in the words of the attributes; what is `null` says nothing. */
export interface Asked {
  readonly protocol: ProtocolName | null;
  /** Its name: that of its protocol's folder comes first. */
  readonly lesson: string | null;
  /** A share code. */
  readonly run: string | null;
}

/** A lesson or a share code counts more than the name of a protocol; where nothing says it, the first in the registry. */
export function protocolOf({ protocol, lesson, run }: Asked): ProtocolName {
  const said = lesson?.split('/')[0] ?? (run === null ? protocol : protocolOfCode(run));
  const names = protocolNames();
  return names.find((name) => name === said) ?? names.find((name) => name === protocol) ?? names[0] ?? '';
}

/** Whether a lesson's name says it: that of a family which several protocols have does not. */
export function saysProtocol(lesson: string): boolean {
  return protocolNames().some((name) => name === lesson.split('/')[0]);
}

/** Of a text that says it itself; where it says none that there is, the first in the registry. */
export function protocolOfText(text: string): ProtocolName {
  return protocolOf({ protocol: protocolOfScript(text) ?? null, lesson: null, run: null });
}

/** As the simulation reads it: the first line that says so. */
function protocolOfScript(script: string): ProtocolName | undefined {
  return /^[ \t]*protocol[ \t]+(\S+)/m.exec(script)?.[1];
}

/** A share code says it behind its version; one of the first version is a digit and the script in base64url. */
function protocolOfCode(code: string): ProtocolName | undefined {
  return /^\W*2([\w-]+)\./.exec(code)?.[1] ?? protocolOfScript(firstScript(code));
}

/** Empty where it is none. */
function firstScript(code: string): string {
  try {
    const bytes = atob(
      code
        .replaceAll(/^\W*1|\W+$/g, '')
        .replaceAll('-', '+')
        .replaceAll('_', '/'),
    );
    return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
  } catch {
    return '';
  }
}
