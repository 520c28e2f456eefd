/**
 * What people have written, between words of ours: a value may run from right to left, or hold signs that turn the text
 * around it. It is set apart, so that it turns nothing but itself.
 */

/** Signs that only say which way text runs, but for those that set something apart. They would be unseen, and are shown. */
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066\u2067]/g;
/** What begins and ends a part that is set apart. */
const APART = /[\u2068\u2069]/g;
/** Letters of scripts that run from right to left: Hebrew to Arabic, their forms for old systems, and those beyond. */
const FROM_THE_RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

const SHOWN = '\ufffd';
const BEGIN = '\u2068';
const END = '\u2069';

/** The text as it is, unless it could turn what stands beside it. A sentence whose values are set apart could not. */
export function isolated(text: string): string {
  const shown = text.replace(TURNING, SHOWN);
  const own = outside(shown);
  if (own === null) return isolated(shown.replace(APART, SHOWN));
  return FROM_THE_RIGHT.test(own) ? `${BEGIN}${shown}${END}` : shown;
}

/** The part of a text that is not set apart within it; `null` where something begins without an end, or ends without a beginning. */
function outside(text: string): string | null {
  if (!text.includes(BEGIN) && !text.includes(END)) return text;
  let depth = 0;
  let own = '';
  for (const sign of text) {
    if (sign === BEGIN) depth += 1;
    else if (sign === END) depth -= 1;
    else if (depth === 0) own += sign;
    if (depth < 0) return null;
  }
  return depth === 0 ? own : null;
}
