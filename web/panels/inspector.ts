/** What is selected, in full, with all that can be done to it: each button is a line of the command language. */

import { keyed } from 'lit/directives/keyed.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../i18n/index';
import { isolated } from '../i18n/isolate';
import { reasonText } from '../i18n/sentence';
import type { Act, Model } from '../model';
import { depictionOf } from '../protocols/registry';
import type { ActView, ClientView, Flight, NodeView, View } from '../types';
import { era, fact, nodeFacts } from './facts';
import { forgive, runFrom } from './refusal';
import { formatTime } from './transport';

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
      const landing = model.past.all.find((landing) => landing.id === selection.id);
      if (flight) return about(messagePart(flight, act, t));
      return landing ? about(messageOver(landing, landing.outcome, act, t)) : welcome(model, t);
    }
    case 'client': {
      const client = view.clients.find((client) => client.id === selection.id);
      return client ? about(clientPart(client, act, t)) : welcome(model, t);
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
  // Whatever cannot be done now still stands there, so that no button moves when the node changes under the pointer.
  return html`
    ${head(html`${era(node.era, node.id)} ${t('inspector.node', { node: node.id })} · ${t(`role.${node.role}`)}`, act, t)}
    ${actButtons(node.acts, act, t)}
    ${requestForm(node, model, act, t)}
    <dl class="inspector-facts">
      ${nodeFacts(node, t)}
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

/** A button for each thing that may be done; why not where not. */
function actButtons(acts: readonly ActView[], act: Act, t: Translate): TemplateResult {
  return html`<div class="inspector-actions">
    ${acts.map(
      ({ key, commands, refusal }) => html`<button
        type="button"
        ?disabled=${refusal !== null}
        title=${refusal ? t(refusal.key, refusal.args) : nothing}
        @click=${() => act.commands(commands)}
      >
        ${t(`act.${key}`)}
      </button>`,
    )}
  </div>`;
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
      value=${exampleRequest(view)}
      @input=${forgive}
    />
    <button type="submit" ?disabled=${!node.up}>${t('inspector.send')}</button>
  </form>`;
}

/** What a client with no better idea would ask for next. */
function exampleRequest({ acts }: View): string {
  return acts.find(({ key }) => key === 'request')?.commands[0]?.replace('request ', '') ?? '';
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
    ${fact(t('message.arrives'), flight.waits ? t(`message.waits-${flight.waits}`) : formatTime(flight.arrivesAt))}
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
      ${button('act.drop', `drop ${flight.id}`)} ${button('act.duplicate', `duplicate ${flight.id}`)}
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

function clientPart(client: ClientView, act: Act, t: Translate): TemplateResult {
  return html`
    ${head(html`${t('inspector.client', { client: client.id })}`, act, t)}
    <p class="inspector-note">${t(`client.${client.state}`)}</p>
    ${client.fate ? html`<p class="inspector-note">${t(`${client.fate.key}.says`, client.fate.args)}</p>` : nothing}
    ${actButtons(client.acts, act, t)}
    <dl class="inspector-facts">
      ${fact(t('client.asked'), html`<code>${client.request}</code>`)}
      ${fact(t('client.whom'), client.node)}
      ${fact(t('client.when'), formatTime(client.sentAt))}
      ${client.answer === null ? nothing : fact(t('client.told'), client.state === 'failed' ? reasonText(client.answer, t) : isolated(client.answer))}
      ${client.answeredAt === null ? nothing : fact(t('client.told-when'), formatTime(client.answeredAt))}
    </dl>
  `;
}
