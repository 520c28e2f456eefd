/**
 * What is not as usual, a chip each: what one link or node has of its own, what is held there, rules that are off. A press takes
 * it back. They stand in the top left corner where no node stands; those without room there are folded into the last one.
 */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import type { Act, Model } from '../model';
import type { FaultView, SettingView, View } from '../types';
import type { Box, Layout } from './layout';

/** The height of a chip, with the gap below it. */
const ROW = { usual: 30, hall: 40 };
/** A chip that is narrower says nothing; that of a rule has two buttons, and its name behind a word. */
const WIDTH_MIN = 116;
const RULE_WIDTH_MIN = 176;
const WIDTH_MAX = 320;
const AIR = 6;

/** How many chips stand below one another in the corner, and how broad they may be. */
interface ChipRoom {
  readonly rows: number;
  readonly width: number;
}

export function stageChips(model: Model, plan: Layout, act: Act, t: Translate): TemplateResult | typeof nothing {
  const { view, presenting } = model;
  const off = view.settings.filter(isOff);
  const chips = [...off.map((rule) => ruleChip(rule, act, t)), ...view.faults.map((fault) => faultChip(fault, act, t))];
  if (chips.length === 0) return nothing;
  const { rows, width } = chipRoom(plan, chips.length, presenting, off.length > 0);
  const shown = chips.length <= rows ? chips.length : Math.max(0, rows - 1);
  const rest = chips.slice(shown);
  return html`
    <ul class="stage-chips ${rows === 0 ? 'stage-chips-beside' : ''}" aria-label=${t('stage.chips')} .style="--chip-room:${width}px">
      ${chips.slice(0, shown)}
      ${
        rest.length > 0
          ? html`<li>
            <details class="stage-chips-more" @toggle=${closeElsewhere}>
              ${folded(rest.length, shown, rows === 0, t)}
              <ul>${rest}</ul>
            </details>
          </li>`
          : nothing
      }
    </ul>
  `;
}

function folded(count: number, shown: number, isBrief: boolean, t: Translate): TemplateResult {
  const words = t(shown > 0 ? 'stage.more-chips' : 'stage.all-chips', { count });
  return html`<summary class="stage-chip" aria-label=${words} title=${words}>${isBrief ? `⚠ ${count}` : words}</summary>`;
}

/** Esc and a press anywhere else close what is folded out. */
function closeElsewhere({ target }: Event): void {
  const folded = target as HTMLDetailsElement;
  if (!folded.open) return;
  const close = new AbortController();
  folded.addEventListener('toggle', () => close.abort(), { once: true });
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !folded.isConnected) return;
    folded.open = false;
    event.stopPropagation();
  };
  const onPress = (event: Event) => {
    if (!event.composedPath().includes(folded)) folded.open = false;
  };
  document.addEventListener('keydown', onKey, { capture: true, signal: close.signal });
  document.addEventListener('pointerdown', onPress, { capture: true, signal: close.signal });
}

/** Something is not as usual: the corner is the chips'. */
export function isUnusual({ faults, settings }: View): boolean {
  return faults.length > 0 || settings.some(isOff);
}

function isOff({ kind, value }: SettingView): boolean {
  return kind === 'rule' && value === 'off';
}

/** As many rows as there is room for over a useful width; 0: none, then they stand beside the button above. */
export function chipRoom(
  { width, height, nodes, node: { outer } }: Layout,
  wanted: number,
  presenting: boolean,
  hasRules: boolean,
): ChipRoom {
  const least = (presenting ? 2 : 1) * (hasRules ? RULE_WIDTH_MIN : WIDTH_MIN);
  const left = width < 560 ? 4 : 8;
  const top = presenting ? 8 : width < 560 ? 40 : 44;
  const most = Math.min(WIDTH_MAX, width * 0.46);
  const taken: Box[] = nodes.flatMap(({ x, y, aside }) => [{ x, y, width: 2 * outer, height: 2 * outer }, aside]);
  const row = presenting ? ROW.hall : ROW.usual;
  // The bottom left corner has the stage's tools.
  const fitting = Math.floor((height - top - (presenting ? 0 : top)) / row);
  for (let rows = Math.min(wanted, fitting); rows > 0; rows -= 1) {
    const inTheWay = taken.filter((box) => box.y - box.height / 2 < top + rows * row && box.y + box.height / 2 > top);
    const room = Math.min(most, ...inTheWay.map((box) => box.x - box.width / 2 - AIR - left));
    if (room >= Math.min(most, least)) return { rows, width: room };
  }
  return { rows: 0, width: most };
}

function faultChip({ key, args, undo }: FaultView, act: Act, t: Translate): TemplateResult {
  const says = t(key, args);
  const hint = t('fault.undo', { command: undo });
  return html`<li>
    <button type="button" class="stage-chip" title=${hint} aria-label="${says}. ${hint}" @click=${() => act.command(undo)}>
      <span class="stage-chip-says">${says}</span> <span aria-hidden="true">×</span>
    </button>
  </li>`;
}

/** One press puts the rule back, another looks for what breaks without it. */
function ruleChip({ name }: SettingView, act: Act, t: Translate): TemplateResult {
  const rule = name.replace('rule ', '');
  const title = t(`setting.rule.${rule}`);
  const says = `${t('stage.rule-off')} ${title}`;
  const hint = t('stage.rule-on');
  const search = () => {
    act.show('settings');
    act.search(rule);
  };
  return html`<li class="stage-rule">
    <button type="button" class="stage-chip" title=${hint} aria-label="${says}. ${hint}" @click=${() => act.commands([`${name} on`])}>
      <span class="stage-chip-says"><span class="stage-chip-word">${t('stage.rule-off')} </span>${title}</span> <span aria-hidden="true">×</span>
    </button>
    <button type="button" class="stage-chip" title=${t('stage.rule-search')} aria-label=${t('stage.rule-search')} @click=${search}>⌕</button>
  </li>`;
}
