/** The tools that Raft adds to the stage's own: adding a node, changing the members. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../../i18n/index';
import type { Act, Draft, Model } from '../../model';
import { withoutGaps } from '../../stage/message';
import { onRing } from '../../stage/ring';
import type { Members, NodeName, View } from '../../types';

export function memberTools(model: Model, act: Act, t: Translate): TemplateResult {
  return html`
    ${model.draft ? draftTools(model, model.draft, act, t) : nothing}
    ${choosingTools(model, act, t)}
  `;
}

/** How a change is made: as it was chosen, or else in the usual way. */
function mannerOf({ members }: View, { manner }: Draft): Members['manners'][number] | null {
  return members?.manners.find(({ key }) => key === manner) ?? members?.manners[0] ?? null;
}

/** The line that makes the change, in the order of the ring; `null` while there is nothing to change. */
export function draftLine({ view }: Pick<Model, 'view'>, draft: Draft): string | null {
  const { members } = draft;
  const manner = mannerOf(view, draft);
  const present = view.members?.present ?? [];
  const isSame = members.length === present.length && members.every((member) => present.includes(member));
  if (!manner || members.length === 0 || isSame) return null;
  return [manner.command, ...inOrder(members)].join(' ');
}

/**
 * Makes the change; says whether it was not refused. To change the files of all, all are stopped, and go on afterwards:
 * the new members if it went well, else whoever was running.
 */
export function makeChange(model: Pick<Model, 'view'>, draft: Draft, act: Pick<Act, 'commands'>): boolean {
  const line = draftLine(model, draft);
  if (line === null) return false;
  if (!mannerOf(model.view, draft)?.stopped) return act.commands([line]) === null;
  const running = onRing(model.view.nodes).flatMap(({ id, up }) => (up ? id : []));
  const restarts = (ids: readonly NodeName[]) => ids.map((id) => `restart ${id}`);
  const lines = [...running.map((id) => `crash ${id}`), line, ...restarts(inOrder(draft.members))];
  const isDone = act.commands(lines) === null;
  if (!isDone) act.commands(restarts(running));
  return isDone;
}

/** Names are of one length but for the numbers in them. */
function inOrder(members: readonly NodeName[]): readonly NodeName[] {
  return members.toSorted((one, other) => one.length - other.length || (one < other ? -1 : 1));
}

function draftTools(model: Model, draft: Draft, act: Act, t: Translate): TemplateResult {
  const { members } = draft;
  const line = draftLine(model, draft);
  const change = () => {
    if (makeChange(model, draft, act)) act.draft(null);
  };
  const set = (names: readonly NodeName[]) => withoutGaps(`{${names.join(' ')}}`);
  const before = model.view.members?.present ?? [];
  return html`
    <div class="stage-tools">
      <button type="button" class="stage-main" ?disabled=${line === null} @click=${change}>${t('stage.change')}</button>
      <button type="button" @click=${() => act.draft(null)}>${t('stage.cancel')}</button>
    </div>
    <p class="stage-hint" role="status">${line === null ? t('stage.choose-members') : `${set(before)} → ${set(inOrder(members))}`}</p>
  `;
}

/** Who is chosen and is not there yet, in the order in which they were chosen. */
function newcomers({ view, draft }: Pick<Model, 'view' | 'draft'>): readonly NodeName[] {
  return (draft?.members ?? []).filter((member) => !view.nodes.some(({ id }) => id === member));
}

/** The next name; while members are chosen, the one behind those that are new in the choice. */
function nextName(model: Pick<Model, 'view' | 'draft'>): NodeName | null {
  return model.view.members?.next[newcomers(model).length] ?? null;
}

/** One server at a time; while members are chosen, it is chosen with them. */
export function addNode(model: Pick<Model, 'view' | 'draft'>, act: Act): void {
  const { draft } = model;
  const next = nextName(model);
  if (next === null) return;
  if (draft) act.draft({ ...draft, members: [...draft.members, next] });
  else act.command(`add ${next}`);
}

/** Takes back the newcomer chosen last: it is not on the ring, where the others are chosen and taken back. */
export function takeBack(model: Pick<Model, 'view' | 'draft'>, act: Pick<Act, 'draft'>): void {
  const { draft } = model;
  const last = newcomers(model).at(-1);
  if (draft) act.draft({ ...draft, members: draft.members.filter((member) => member !== last) });
}

/** Begins to change the members, from those that there are, or gives it up. */
export function changeMembers({ view, draft }: Pick<Model, 'view' | 'draft'>, act: Act): void {
  const { present = [], manners = [] } = view.members ?? {};
  act.draft(draft ? null : { members: present, manner: manners[0]?.key ?? '' });
}

function choosingTools(model: Model, act: Act, t: Translate): TemplateResult {
  const next = nextName(model);
  const name = t(model.draft ? 'stage.add-member' : 'stage.add', { node: next ?? '–' });
  const last = newcomers(model).at(-1);
  const back = last && t('stage.take-back', { node: last });
  const { draft } = model;
  return html`
    <div class="stage-tools stage-members">
      <button type="button" aria-pressed=${model.draft !== null} @click=${() => changeMembers(model, act)}>${t('stage.members')}</button>
      ${back ? html`<button type="button" aria-label=${back} title=${back} @click=${() => takeBack(model, act)}>− ${last}</button>` : nothing}
      <button type="button" ?disabled=${next === null} aria-label=${name} title=${name} @click=${() => addNode(model, act)}>+ ${next}</button>
    </div>
    ${draft ? mannerChoice(draft, model.view.members?.manners ?? [], act, t) : nothing}
  `;
}

function mannerChoice(draft: Draft, manners: Members['manners'], act: Act, t: Translate): TemplateResult {
  const choose = (event: Event) => act.draft({ ...draft, manner: (event.target as HTMLSelectElement).value });
  return html`
    <div class="stage-tools stage-members stage-manner">
      <select aria-label=${t('stage.manner')} title=${t('stage.manner')} @change=${choose}>
        ${manners.map(({ key }) => html`<option value=${key} .selected=${key === draft.manner}>${t(`stage.manner-${key}`)}</option>`)}
      </select>
    </div>
  `;
}
