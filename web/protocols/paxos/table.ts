/** What each node of Paxos holds: the proposer's attempt, the acceptor's promise and vote, what the learner has counted. */

import { guard } from 'lit/directives/guard.js';
import { repeat } from 'lit/directives/repeat.js';
import { html, nothing, type TemplateResult } from 'lit/html.js';
import { brokenFirst, isAbout } from '../../alarm';
import { eyesOf } from '../../eyes';
import type { Translate } from '../../i18n/index';
import type { Act, Model } from '../../model';
import { surenessLegend } from '../../panels/ledger';
import shared from '../../panels/tables.css?inline';
import { eraStyle } from '../../theme/palette';
import type { Cell, NodeName, NodeView } from '../../types';
import type { NodeTable } from '../depiction';
import { ballotEra, compareBallots } from './ballots';
import { chosenValues } from './chosen';
import styles from './table.css?inline';
import type { PaxosNode } from './types';

/** Of the ballots that a learner has counted, the newest are shown: more would push the acceptors out of sight. */
const COUNTS_SHOWN = 2;
/** Of more nodes than these, a narrow table has room for what is shortest. */
const CROWD = 5;

type ProposerPart = NonNullable<PaxosNode['proposer']>;
type Nodes = readonly PaxosNode[];

/** Whose accepted value a proposer had to take over: those who reported it in the highest ballot. */
export function adoptedFrom(
  proposer: ProposerPart,
): { readonly ballot: string; readonly nodes: readonly NodeName[] } | null {
  if (!proposer.adopted) return null;
  const ballots = proposer.reported.filter((report) => report.value === proposer.value).map((report) => report.ballot);
  const highest = ballots.reduce(
    (best, ballot) => (compareBallots(ballot, best) > 0 ? ballot : best),
    ballots[0] ?? '',
  );
  const nodes = proposer.reported.filter((report) => report.ballot === highest).map((report) => report.node);
  return nodes.length > 0 ? { ballot: highest, nodes } : null;
}

export const table: NodeTable = { panel: paxosPanel, styles: shared + styles };

function paxosPanel(model: Model, act: Act, t: Translate): TemplateResult {
  const nodes = model.view.nodes.filter((node: NodeView) => node.kind === 'paxos');
  const chosen = chosenValues(nodes);
  const [broken] = brokenFirst(model);
  const eyes = eyesOf(model);
  const acceptors = nodes.filter((node) => node.roles.includes('acceptor')).length;
  return html`
    <section class="paxos ${nodes.length > CROWD ? 'paxos-crowd' : ''}" aria-label=${t('paxos.title')}>
      <div class="paxos-head">
      <p class="paxos-outcome ${chosen.length > 1 ? 'broken' : ''}">
        ${
          chosen.length === 0
            ? t('paxos.none-chosen')
            : html`${t('paxos.chosen')} ${chosen.map((value) => html`<b class="paxos-value table-cell committed">${value}</b>`)}`
        }
      </p>
      <p class="table-legend" aria-hidden="true">
        ${surenessLegend(t)}
      </p>
      </div>
      <div class="paxos-scroll" role="region" tabindex="0" aria-label=${t('paxos.region')}>
        <table class="paxos-table">
          <thead>
            <tr>
              <th scope="col">${t('paxos.node')}</th>
              <th scope="col">${t('paxos.promised')}</th>
              <th scope="col">${t('paxos.accepted')}</th>
              <th scope="col">${t('paxos.proposes')}</th>
              <th scope="col">${t('paxos.learned')}</th>
            </tr>
          </thead>
          <tbody>
            ${repeat(
              nodes,
              (node) => node.id,
              (node) => {
                const selected = model.selection?.kind === 'node' && model.selection.id === node.id;
                const alarmed = isAbout(broken, node.id);
                const dimmed = eyes.node(node.id) === 'dim';
                return guard([node, chosen.join(), acceptors, selected, alarmed, dimmed, model.lang], () =>
                  row(node, { nodes, chosen, acceptors, selected, alarmed, dimmed }, act, t),
                );
              },
            )}
          </tbody>
        </table>
      </div>
    </section>
  `;
}

interface RowContext {
  readonly nodes: Nodes;
  readonly chosen: readonly string[];
  readonly acceptors: number;
  readonly selected: boolean;
  /** A broken guarantee is about it. */
  readonly alarmed: boolean;
  /** The lesson speaks of others. */
  readonly dimmed: boolean;
}

function row(
  node: PaxosNode,
  { nodes, chosen, acceptors, selected, alarmed, dimmed }: RowContext,
  act: Act,
  t: Translate,
): TemplateResult {
  const roles = rolesText(node, t);
  const isAcceptor = node.roles.includes('acceptor');
  const { accepted } = node;
  return html`
    <tr class="paxos-row ${node.up ? '' : 'down'} ${selected ? 'selected' : ''} ${alarmed ? 'paxos-alarmed' : ''} ${dimmed ? 'table-dim' : ''}">
      <th scope="row" class="paxos-name table-name">
        <button type="button" aria-pressed=${selected} @click=${() => act.select({ kind: 'node', id: node.id })}>
          <span class="table-chip" .style=${eraStyle(node.era)}>${node.id}</span>
          <span class="paxos-roles ${node.up && node.roles.length === 3 ? 'paxos-usual' : ''}">${node.up ? roles : t('list.remark', { what: t('role.down'), remark: roles })}</span>
        </button>
      </th>
      <td>${isAcceptor ? (node.promised ? ballot(node.promised, nodes) : none(t)) : nothing}</td>
      <td>
        ${
          isAcceptor
            ? accepted
              ? html`${ballot(accepted.ballot, nodes)} ${value(accepted.value, accepted.era, node.ledger?.cells[0]?.state ?? 'accepted', t)}`
              : none(t)
            : nothing
        }
      </td>
      <td>${node.proposer ? attempt(node, node.proposer, { nodes, chosen }, t) : nothing}</td>
      <td>
        <div class="paxos-learned">
          ${node.chosen === null ? nothing : html`<span><b class="paxos-value table-cell committed">${node.chosen}</b> <span class="paxos-in-full">${t('paxos.is-chosen')}</span></span>`}
          ${counts(node, { nodes, acceptors }, t)}
        </div>
      </td>
    </tr>
  `;
}

/** How many acceptors of how many, and which: the newest counts; of who knows what is chosen, the last. */
function counts(
  { learned, chosen }: PaxosNode,
  { nodes, acceptors }: Pick<RowContext, 'nodes' | 'acceptors'>,
  t: Translate,
): TemplateResult[] {
  const shown = learned.slice(chosen === null ? -COUNTS_SHOWN : -1);
  return shown.map(({ ballot: label, value: text, nodes: who }, at) => {
    const says = t('paxos.count', { n: who.length, of: acceptors, nodes: who.join(' ') });
    const all = who.length < acceptors ? html`<span class="paxos-in-full">: ${who.join(' ')}</span>` : nothing;
    return html`<div class="paxos-count">
      ${at === 0 && learned.length > shown.length ? html`<span class="paxos-soft">…</span>` : nothing}
      ${ballot(label, nodes)} <span class="paxos-value-text">${text}</span>
      <span role="img" aria-label=${says} title=${says}>${who.length}/${acceptors}${all}</span>
    </div>`;
  });
}

function rolesText(node: PaxosNode, t: Translate): string {
  return node.roles.length === 3
    ? t('paxos.all-roles')
    : node.roles.map((role) => t(`role.${role}`)).join(t('list.comma'));
}

/** Its phase; or it has nothing more to do, as another proposer's value is chosen. */
export function standing({ phase, value }: ProposerPart, chosen: string | null): ProposerPart['phase'] | 'lost' {
  return phase === 'done' && chosen !== null && chosen !== value ? 'lost' : phase;
}

function attempt(
  node: PaxosNode,
  proposer: ProposerPart,
  { nodes, chosen }: Pick<RowContext, 'nodes' | 'chosen'>,
  t: Translate,
): TemplateResult {
  const [answers] = node.tallies;
  const from = adoptedFrom(proposer);
  const era = proposer.ballot ? ballotEra(proposer.ballot, nodes) : 0;
  return html`
    <div class="paxos-attempt">
      ${proposer.ballot ? ballot(proposer.ballot, nodes) : nothing}
      <span>${t(`paxos.phase-${standing(proposer, node.chosen)}`, { value: node.chosen ?? '' })}</span>
      ${
        answers && (proposer.phase === 'prepare' || proposer.phase === 'accept')
          ? html`<span class="paxos-soft">${t('paxos.answers', { n: answers.had, of: answers.voters.length })}</span>`
          : nothing
      }
    </div>
    ${
      proposer.value !== null
        ? html`<div class="paxos-attempt">
          ${value(proposer.value, era, chosen.includes(proposer.value) ? 'committed' : 'accepted', t)}
          <span class="paxos-soft">${
            proposer.adopted
              ? from
                ? t('paxos.adopted-from', { nodes: from.nodes.join(' '), ballot: from.ballot })
                : t('paxos.adopted')
              : t('paxos.own')
          }</span>
        </div>`
        : nothing
    }
    ${
      proposer.wants !== null && proposer.wants !== proposer.value
        ? html`<div class="paxos-soft">${t('paxos.wants', { value: proposer.wants })}</div>`
        : nothing
    }
  `;
}

function ballot(label: string, nodes: Nodes): TemplateResult {
  return html`<span class="paxos-ballot" .style=${eraStyle(ballotEra(label, nodes))}>${label}</span>`;
}

function value(text: string, era: number, state: Cell['state'], t: Translate): TemplateResult {
  const sure = t(`ledger.${state}`);
  return html`<b class="paxos-value table-cell ${state}" .style=${eraStyle(era)} data-sign=${state === 'committed' ? 'chosen' : state} data-says=${sure}>${text}</b>`;
}

function none(t: Translate): TemplateResult {
  return html`<span class="paxos-soft">${t('paxos.nothing')}</span>`;
}
