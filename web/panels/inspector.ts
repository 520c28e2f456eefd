/** What is selected, in full, with all that can be done to it: each button is a line of the command language. */

import { keyed } from 'lit/directives/keyed.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { isolated } from '../i18n/isolate';
import { reasonText } from '../i18n/sentence';
import type { Act, Model } from '../model';
import { depictionOf } from '../protocols/registry';
import { onRing } from '../stage/ring';
import type { ClientView, Flight, NodeName, NodeView, View } from '../types';
import { era, fact } from './facts';
import { forgive, runFrom } from './refusal';
import { formatTime } from './transport';

/** The timers that the command `timeout` is about, as each protocol names its own. */
const IMPATIENCE: readonly string[] = ['election', 'retry'];

/** The commands that take a node off the network: as a partition while nothing else is cut, else link by link. */
export function cutOffLines(view: View, node: NodeName): readonly string[] {
  const others = onRing(view.nodes)
    .map(({ id }) => id)
    .filter((id) => id !== node);
  if (others.length === 0) return [];
  if (view.cuts.length === 0) return [`partition ${node} | ${others.join(' ')}`];
  return others.filter((other) => !isCutBothWays(view, node, other)).map((other) => `cut ${node}-${other}`);
}

/** The commands that put a node back on the network. */
export function mendLines(view: View, node: NodeName): readonly string[] {
  const cuts = view.cuts.filter(({ from, to }) => from === node || to === node);
  if (cuts.length === 0) return [];
  if (cuts.length === view.cuts.length) return ['heal'];
  const others = new Set(cuts.map(({ from, to }) => (from === node ? to : from)));
  return [...others].map((other) => mendLine(view, node, other));
}

function mendLine(view: View, node: NodeName, other: NodeName): string {
  if (isCutBothWays(view, node, other)) return `mend ${node}-${other}`;
  return isCut(view, node, other) ? `mend ${node}>${other}` : `mend ${other}>${node}`;
}

function isCut(view: View, from: NodeName, to: NodeName): boolean {
  return view.cuts.some((cut) => cut.from === from && cut.to === to);
}

function isCutBothWays(view: View, one: NodeName, other: NodeName): boolean {
  return isCut(view, one, other) && isCut(view, other, one);
}

export function inspectorPanel(model: Model, act: Act, t: Translate): TemplateResult {
  return html`<section class="inspector" aria-label=${t('inspector.title')}>${selected(model, act, t)}</section>`;
}

function selected(model: Model, act: Act, t: Translate): unknown {
  const { view, selection } = model;
  // Another selection gets fields of its own: what was typed for A is not offered for B.
  const about = (part: TemplateResult) => keyed(`${selection?.kind} ${selection?.id}`, part);
  switch (selection?.kind) {
    case 'node': {
      const node = view.nodes.find((node) => node.id === selection.id);
      return node ? about(nodePart(node, model, act, t)) : welcome(model, t);
    }
    case 'message': {
      const flight = view.flights.find((flight) => flight.id === selection.id);
      const landing = model.landings.find((landing) => landing.id === selection.id);
      if (flight) return about(messagePart(flight, act, t));
      return landing ? about(messageOver(landing, landing.outcome, act, t)) : welcome(model, t);
    }
    case 'client': {
      const client = view.clients.find((client) => client.id === selection.id);
      return client ? about(clientPart(client, view, act, t)) : welcome(model, t);
    }
    default:
      return welcome(model, t);
  }
}

function welcome(model: Model, t: Translate): TemplateResult {
  return html`
    <h2>${t('inspector.welcome')}</h2>
    <ul class="inspector-hints">
      <li>${t('inspector.hint-node')}</li>
      <li>${t('inspector.hint-message')}</li>
      <li>${t('inspector.hint-cut')}</li>
      <li>${t('inspector.hint-time')}</li>
      ${depictionOf(model.view.protocol).hints.map((hint) => html`<li>${t(hint)}</li>`)}
    </ul>
  `;
}

function head(title: TemplateResult, act: Act, t: Translate): TemplateResult {
  return html`<header class="inspector-head">
    <h2>${title}</h2>
    <button type="button" class="inspector-close" aria-label=${t('inspector.close')} title=${t('inspector.close')}
      @click=${() => act.select(null)}>✕</button>
  </header>`;
}

// Nodes

function nodePart(node: NodeView, model: Model, act: Act, t: Translate): TemplateResult {
  const { view } = model;
  const depiction = depictionOf(view.protocol);
  const run = (lines: readonly string[]) => {
    for (const line of lines) if (act.command(line) !== null) return;
  };
  const button = (label: string, lines: readonly string[], isPossible = lines.length > 0) => html`<button
    type="button"
    ?disabled=${!isPossible}
    @click=${() => run(lines)}
  >
    ${t(label)}
  </button>`;
  // Both buttons of a pair always stand there, so that none moves when the node changes under the pointer.
  return html`
    ${head(html`${era(node.era, node.id)} ${t('inspector.node', { node: node.id })} · ${t(`role.${node.role}`)}`, act, t)}
    <div class="inspector-actions">
      ${button('inspector.crash', [`crash ${node.id}`], node.up)}
      ${button('inspector.restart', [`restart ${node.id}`], !node.up)}
      ${button(
        'inspector.timeout',
        [`timeout ${node.id}`],
        node.timers.some(({ name }) => IMPATIENCE.includes(name)),
      )}
      ${button('inspector.cut-off', cutOffLines(view, node.id))}
      ${button('inspector.mend', mendLines(view, node.id))}
      ${depiction.nodeDeeds?.(node).map(({ label, line, isPossible }) => button(label, [line], isPossible))}
    </div>
    ${requestForm(node, model, act, t)}
    <dl class="inspector-facts">
      ${depiction.facts(node, t, view.settings)}
      ${node.timers.map((timer) =>
        fact(
          t(`timer.${timer.name}`),
          t('inspector.fires-in', {
            time: formatTime(Math.max(0, timer.firesAt - model.now)),
            at: formatTime(timer.firesAt),
          }),
        ),
      )}
    </dl>
  `;
}

function requestForm(node: NodeView, { view }: Model, act: Act, t: Translate): TemplateResult {
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem('request') as HTMLInputElement;
    runFrom(field, () => act.command(`request @${node.id} ${field.value.trim()}`), t);
  };
  return html`<form class="inspector-request" @submit=${send}>
    <label for="inspector-request">${t('inspector.ask', { node: node.id })}</label>
    <input
      id="inspector-request"
      name="request"
      type="text"
      autocapitalize="off"
      autocomplete="off"
      spellcheck="false"
      value=${depictionOf(view.protocol).example}
      @input=${forgive}
    />
    <button type="submit" ?disabled=${!node.up}>${t('inspector.send')}</button>
  </form>`;
}

// Messages

function messageHead(flight: Flight, act: Act, t: Translate): TemplateResult {
  return head(
    html`${flight.eraLabel ? era(flight.era, flight.eraLabel) : nothing} ${t(`message.${flight.kind}`)} <small>${flight.id}</small>`,
    act,
    t,
  );
}

function messageFacts(flight: Flight, t: Translate): TemplateResult {
  return html`<dl class="inspector-facts">
    ${fact(t('message.way'), `${flight.from} → ${flight.to}`)}
    ${flight.answer === null ? nothing : fact(t('message.says'), t(flight.answer ? 'message.yes' : 'message.no'))}
    ${flight.fields.map(({ name, value }) => fact(html`<code>${name}</code>`, value))}
    ${fact(t('message.sent'), formatTime(flight.sentAt))}
    ${fact(t('message.arrives'), formatTime(flight.arrivesAt))}
  </dl>`;
}

function messagePart(flight: Flight, act: Act, t: Translate): TemplateResult {
  const button = (label: string, line: string) =>
    html`<button type="button" @click=${() => act.command(line)}>${t(label)}</button>`;
  const delay = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem('delay') as HTMLInputElement;
    runFrom(field, () => act.command(`delay ${flight.id} ${field.value}`), t);
  };
  return html`
    ${messageHead(flight, act, t)}
    <div class="inspector-actions">
      ${button('message.drop', `drop ${flight.id}`)} ${button('message.duplicate', `duplicate ${flight.id}`)}
      <form class="inspector-delay" @submit=${delay}>
        <button type="submit">${t('message.delay')}</button>
        <input name="delay" type="number" min="0" step="any" required value="80" aria-label=${t('message.delay-ms')}
          @input=${forgive} /> ms
      </form>
    </div>
    ${messageFacts(flight, t)}
  `;
}

function messageOver(flight: Flight, outcome: string, act: Act, t: Translate): TemplateResult {
  return html`${messageHead(flight, act, t)}
    <p class="inspector-note">${t(`message.outcome-${outcome}`)}</p>
    ${messageFacts(flight, t)}`;
}

// Clients

function clientPart(client: ClientView, view: View, act: Act, t: Translate): TemplateResult {
  const deeds = depictionOf(view.protocol).clientDeeds?.(client) ?? [];
  return html`
    ${head(html`${t('inspector.client', { client: client.id })}`, act, t)}
    <p class="inspector-note">${t(`client.${client.state}`)}</p>
    ${
      deeds.length > 0
        ? html`<div class="inspector-actions">
            ${deeds.map(
              ({ label, line, isPossible }) =>
                html`<button type="button" ?disabled=${!isPossible} @click=${() => act.command(line)}>${t(label)}</button>`,
            )}
          </div>`
        : nothing
    }
    <dl class="inspector-facts">
      ${fact(t('client.asked'), html`<code>${client.request}</code>`)}
      ${fact(t('client.whom'), client.node)}
      ${fact(t('client.when'), formatTime(client.sentAt))}
      ${client.answer === null ? nothing : fact(t('client.told'), client.state === 'failed' ? reasonText(client.answer, t) : isolated(client.answer))}
      ${client.answeredAt === null ? nothing : fact(t('client.told-when'), formatTime(client.answeredAt))}
    </dl>
  `;
}
