/** How a request is written where there is little room. */

import { withoutGaps } from '../../stage/message';

/** Of a change to other members, only who they shall be. */
export function brief(request: string): string {
  const [, manner = '', members] = /^configure (naive )?(.+)$/.exec(request) ?? [];
  return members === undefined ? request : manner + withoutGaps(`{${members}}`);
}
