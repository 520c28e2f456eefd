/** What stands in the command line, and what was run: kept also where nobody has opened it. */

import type { Prompt } from '../model';

export const EMPTY_PROMPT: Prompt = {
  text: '',
  offers: [],
  marked: -1,
  history: [],
  recalled: null,
  refusal: null,
  answer: null,
  ran: [],
};

const HISTORY_MAX = 100;

/** The history with these lines at its end. */
export function remembered({ history }: Prompt, lines: readonly string[]): readonly string[] {
  return [...history, ...lines].slice(-HISTORY_MAX);
}

/**
 * Lines were run by a press somewhere on the page: they are shown, and can be fetched back. What is being typed stays; what was
 * said to it does not.
 */
export function noted(prompt: Prompt, lines: readonly string[]): Prompt {
  return { ...goneOn(prompt), history: remembered(prompt, lines), recalled: null, ran: lines };
}

/** Something else was done since, or it is another run: what was run last, and what was said to it, belongs to before that. */
export function goneOn(prompt: Prompt): Prompt {
  return { ...prompt, refusal: null, answer: null, ran: [] };
}
