/** The command line: a combobox whose list stands below it in a row of fixed height, where refusals are shown as well. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model, Prompt } from '../model';
import { EMPTY_PROMPT, remembered } from './prompt';

/** Somebody has typed. */
export function typed(prompt: Prompt, text: string, complete: Act['complete']): Prompt {
  const offers = text.trim() === '' ? [] : complete(text).filter((offer) => withOffer(text, offer).trimEnd() !== text);
  return { ...prompt, text, offers, marked: -1, recalled: null, refusal: null, answer: null, ran: [] };
}

/** The line with its last word replaced, ready for the next word. */
function withOffer(text: string, offer: string): string {
  return `${text.slice(0, text.lastIndexOf(' ') + 1)}${offer} `;
}

/** An offered word was taken. */
export function taken(prompt: Prompt, offer: string, complete: Act['complete']): Prompt {
  return typed(prompt, withOffer(prompt.text, offer), complete);
}

/** The mark moves through the list, around both ends. */
export function marked(prompt: Prompt, by: 1 | -1): Prompt {
  const places = prompt.offers.length + 1;
  return { ...prompt, marked: ((prompt.marked + 1 + by + places) % places) - 1 };
}

/** An older line (-1) or a newer one (+1) comes back; beyond the newest stands an empty line. */
export function recalled(prompt: Prompt, by: 1 | -1): Prompt {
  const { history } = prompt;
  const place = Math.max(0, (prompt.recalled ?? history.length) + by);
  const fetched = history[place];
  return fetched === undefined
    ? { ...EMPTY_PROMPT, history }
    : { ...EMPTY_PROMPT, history, text: fetched, recalled: place };
}

/** The line is run: it goes into the history, and stays where it is only if it was refused. */
export function ran(prompt: Prompt, run: Act['command']): Prompt {
  const line = prompt.text.trim();
  if (line === '') return prompt;
  const said = run(line);
  const isAsked = HELP.test(line);
  const [answer, refusal] = isAsked ? [said, null] : [null, said];
  const history = prompt.history.at(-1) === line ? prompt.history : remembered(prompt, [line]);
  return { ...EMPTY_PROMPT, history, text: refusal === null ? '' : prompt.text, refusal, answer };
}

/** A question, which changes nothing: what the engine says to it is no refusal. */
const HELP = /^help\b/;

/** What a key does to the prompt; `null`: nothing that we care for. */
export function pressed(prompt: Prompt, key: string, act: Pick<Act, 'command' | 'complete'>): Prompt | null {
  const offer = prompt.offers[prompt.marked];
  const hasList = prompt.offers.length > 0;
  switch (key) {
    case 'Enter':
      return offer === undefined ? ran(prompt, act.command) : taken(prompt, offer, act.complete);
    case 'Tab': {
      // Leaves the field as everywhere else, unless there is a word to take.
      const word = offer ?? prompt.offers[0];
      return word === undefined ? null : taken(prompt, word, act.complete);
    }
    case 'ArrowDown':
      return hasList ? marked(prompt, 1) : prompt.recalled === null ? null : recalled(prompt, 1);
    case 'ArrowUp':
      return prompt.marked >= 0 ? marked(prompt, -1) : prompt.history.length > 0 ? recalled(prompt, -1) : null;
    case 'Escape':
      return hasList ? { ...prompt, offers: [], marked: -1 } : null;
    default:
      return null;
  }
}

export function commandLinePanel(model: Model, act: Act, t: Translate): TemplateResult {
  const { prompt } = model;
  const isOpen = prompt.offers.length > 0;

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const next = pressed({ ...prompt, text: (event.target as HTMLInputElement).value }, event.key, act);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    act.prompt(next);
  };

  return html`
    <section class="command-line" aria-label=${t('command-line.title')}>
      <div class="command-line-row">
        <span class="command-line-sign" aria-hidden="true">›</span>
        <input
          type="text"
          role="combobox"
          aria-label=${t('command-line.title')}
          aria-expanded=${isOpen}
          aria-controls="command-line-offers"
          aria-autocomplete="list"
          aria-activedescendant=${prompt.marked >= 0 ? `command-line-offer-${prompt.marked}` : nothing}
          aria-invalid=${prompt.refusal !== null}
          aria-describedby="command-line-refusal"
          placeholder=${t('command-line.example')}
          autocapitalize="off"
          autocomplete="off"
          spellcheck="false"
          enterkeyhint="go"
          .value=${prompt.text}
          @input=${(event: Event) => act.prompt(typed(prompt, (event.target as HTMLInputElement).value, act.complete))}
          @keydown=${onKeyDown}
        />
        <button type="button" @click=${() => act.prompt(ran(prompt, act.command))}>${t('command-line.run')}</button>
      </div>
      <div class="command-line-below">
        <div
          id="command-line-offers"
          class="command-line-offers"
          role="listbox"
          aria-orientation="horizontal"
          aria-label=${t('command-line.offers')}
        >
          ${prompt.offers.map(
            (offer, place) => html`<span
              id="command-line-offer-${place}"
              class="command-line-offer"
              role="option"
              aria-selected=${place === prompt.marked}
              @pointerdown=${keepFocus}
              @click=${() => act.prompt(taken(prompt, offer, act.complete))}
              >${offer}</span
            >`,
          )}
        </div>
        ${
          prompt.refusal === null && prompt.answer === null && !isOpen && prompt.ran.length > 0
            ? html`<p class="command-line-ran">${t('command-line.ran')} ${prompt.ran.map((line, at) => html`${at > 0 ? ' · ' : ''}<code>${line}</code>`)}</p>`
            : nothing
        }
        ${prompt.answer === null ? nothing : html`<p class="command-line-answer" role="status">${prompt.answer}</p>`}
        <p id="command-line-refusal" class="command-line-refusal" role="alert">
          ${prompt.refusal === null ? nothing : html`<strong>${t('command-line.refused')}</strong> ${prompt.refusal}`}
        </p>
      </div>
    </section>
  `;
}

function keepFocus(event: Event): void {
  event.preventDefault();
}
