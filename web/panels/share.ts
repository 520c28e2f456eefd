/** What the dialog for taking a run along shows. */

import { unsafeHTML } from 'lit/directives/unsafe-html.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { SPEED_MAX, SPEED_MIN } from '../constants';
import type { Translate } from '../i18n/index';
import { MOTIFS, type Motif } from '../pictures/backstage';
import { FORMATS, type PictureFormat } from '../pictures/take';
import type { Ms } from '../types';

export interface PictureChoice {
  readonly part: Motif;
  readonly format: PictureFormat;
  readonly scale: number;
  readonly from: Ms;
  readonly to: Ms;
  readonly speed: number;
}

export interface ShareView {
  readonly link: string;
  /** The link as a drawn code; `null`: it is too long for one. */
  readonly code: string | null;
  readonly embed: string;
  readonly choice: PictureChoice;
  readonly work: { readonly progress: number; readonly cancel: () => void } | null;
  readonly said: string | null;
  readonly duration: Ms;
}

export interface ShareAct {
  copy(text: string): void;
  choose(change: Partial<PictureChoice>): void;
  take(): void;
  saveRun(): void;
  saveSkeleton(): void;
  copySequence(): void;
  open(file: Blob): void;
  close(): void;
}

const SCALES = [1, 2, 3, 4];
/** As films are usually shown: a message flies for about half a second at the first. */
const SPEEDS = [1 / 30, 1 / 10, 1 / 3, 1];

export function sharePanel(view: ShareView, act: ShareAct, t: Translate): TemplateResult {
  return html`
    <header class="dialog-head">
      <h2 id="share-title">${t('share.title')}</h2>
      <button type="button" class="share-close" @click=${act.close}>${t('share.close')}</button>
    </header>
    <output class="share-said">${view.said ?? nothing}</output>
    ${linkPart(view, act, t)} ${picturePart(view, act, t)} ${filePart(act, t)}
  `;
}

function linkPart({ link, code, embed }: ShareView, act: ShareAct, t: Translate): TemplateResult {
  return html`
    <section class="share-link">
      <div>
        <h3>${t('share.link')}</h3>
        ${copied(link, t('share.link'), act, t)}
        <h3>${t('share.embed')}</h3>
        <p>${t('share.embed-means')}</p>
        ${copied(embed, t('share.embed'), act, t)}
      </div>
      ${
        code === null
          ? html`<p class="share-no-code">${t('share.no-code')}</p>`
          : html`<figure class="share-code" role="img" aria-label=${t('share.code')}>${unsafeHTML(code)}</figure>`
      }
    </section>
  `;
}

function copied(text: string, name: string, act: ShareAct, t: Translate): TemplateResult {
  return html`
    <p class="share-copied">
      <input readonly translate="no" dir="ltr" aria-label=${name} .value=${text} @focus=${(event: Event) => (event.target as HTMLInputElement).select()} />
      <button type="button" @click=${() => act.copy(text)}>${t('share.copy')}</button>
    </p>
  `;
}

function picturePart({ choice, work, duration }: ShareView, act: ShareAct, t: Translate): TemplateResult {
  const { part, format, scale, from, to, speed } = choice;
  const isFilm = format === 'gif' || format === 'webm';
  return html`
    <section>
      <h3>${t('share.picture')}</h3>
      <p class="share-choices">
        ${choose(
          'part',
          t('share.part'),
          MOTIFS.map((one) => [one, t(`share.part-${one}`)]),
          part,
          (part) => act.choose({ part: part as Motif }),
        )}
        ${choose(
          'format',
          t('share.format'),
          FORMATS.map((one) => [one, t(`share.format-${one}`)]),
          format,
          (format) => act.choose({ format: format as PictureFormat }),
        )}
        ${
          format === 'svg'
            ? nothing
            : choose(
                'scale',
                t('share.scale'),
                SCALES.map((one) => [String(one), `${one}×`]),
                String(scale),
                (scale) => act.choose({ scale: Number(scale) }),
              )
        }
        ${
          isFilm
            ? html`
                ${time('from', t('share.from'), from, duration, (from) => act.choose({ from }), t)}
                ${time('to', t('share.to'), to, duration, (to) => act.choose({ to }), t)}
                ${choose(
                  'speed',
                  t('share.speed'),
                  speedsWith(speed).map((one) => [String(one), one < 1 ? `1/${Math.round(1 / one)}` : String(one)]),
                  String(speed),
                  (speed) => act.choose({ speed: Number(speed) }),
                )}`
            : nothing
        }
      </p>
      <p class="share-save">
        ${
          work
            ? html`<progress max="1" .value=${work.progress}></progress>
                <button type="button" @click=${work.cancel}>${t('share.cancel')}</button>`
            : html`<button type="button" class="share-take" @click=${act.take}>${t('share.save')}</button>`
        }
      </p>
    </section>
  `;
}

function speedsWith(speed: number): readonly number[] {
  const within = Math.min(SPEED_MAX, Math.max(SPEED_MIN, speed));
  return [...new Set([...SPEEDS, within])].sort((one, other) => one - other);
}

function choose(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
  chosen: string,
  choose: (value: string) => void,
): TemplateResult {
  return html`
    <label>${label}
      <select name=${name} @change=${(event: Event) => choose((event.target as HTMLSelectElement).value)}>
        ${options.map(([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`)}
      </select>
    </label>
  `;
}

function time(
  name: string,
  label: string,
  value: Ms,
  most: Ms,
  change: (ms: Ms) => void,
  t: Translate,
): TemplateResult {
  const onChange = ({ target }: Event) => {
    const { valueAsNumber } = target as HTMLInputElement;
    if (valueAsNumber >= 0) change(Math.min(valueAsNumber, most));
  };
  return html`
    <label>${label}
      <input type="number" name=${name} min="0" max=${Math.ceil(most)} .value=${String(value)} @change=${onChange} /> ${t('share.ms')}
    </label>
  `;
}

function filePart(act: ShareAct, t: Translate): TemplateResult {
  const read = ({ target }: Event) => {
    const [file] = (target as HTMLInputElement).files ?? [];
    if (file) act.open(file);
  };
  return html`
    <section>
      <h3>${t('share.files')}</h3>
      <p class="share-files">
        <button type="button" @click=${act.saveRun}>${t('share.save-run')}</button>
        <button type="button" @click=${act.saveSkeleton}>${t('share.save-lesson')}</button>
        <button type="button" @click=${act.copySequence}>${t('share.copy-sequence')}</button>
        <label class="dialog-file">${t('share.open')}<input type="file" accept=".run,.lesson,.txt,text/plain" @change=${read} /></label>
      </p>
      <p class="share-note">${t('share.files-mean')}</p>
    </section>
  `;
}
