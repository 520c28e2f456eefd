/** What a node holds, fact by fact: the protocol's own part of the inspector. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Translate } from '../i18n/index';
import { eraStyle } from '../theme/palette';
import type { PaxosNode, RaftNode } from '../types';

/** A row of a list of facts. */
export function fact(name: unknown, value: unknown): TemplateResult {
  return html`<div class="inspector-fact"><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** A term or ballot in its colour. */
export function era(number: number, label: string): TemplateResult {
  return html`<span class="inspector-era" style=${eraStyle(number)}>${label}</span>`;
}

export function raftFacts(node: RaftNode, t: Translate): TemplateResult {
  const last = node.log.at(-1);
  const votes = node.votes.map(
    (vote) => html`<span class="inspector-pip ${vote.state}">${vote.node} ${t(`vote.${vote.state}`)}</span>`,
  );
  return html`
    ${fact(t('raft.term'), era(node.era, node.eraLabel))}
    ${fact(t('raft.voted-for'), node.votedFor ?? t('inspector.nobody'))}
    ${fact(t('raft.leader'), node.leader ?? t('inspector.unknown'))}
    ${fact(t('raft.log-end'), last ? t('raft.index-of-term', { index: last.index, term: last.term }) : t('raft.log-empty'))}
    ${fact(t('raft.commit-index'), node.up ? node.commitIndex : t('inspector.gone'))}
    ${fact(t('raft.last-applied'), node.up ? node.lastApplied : t('inspector.gone'))}
    ${votes.length > 0 ? fact(t('raft.votes'), html`<span class="inspector-pips">${votes}</span>`) : nothing}
    ${
      node.progress.length > 0
        ? fact(
            t('raft.progress'),
            html`<table class="inspector-progress">
              <thead>
                <tr><th scope="col">${t('raft.follower')}</th><th scope="col">next ▵</th><th scope="col">match ●</th></tr>
              </thead>
              <tbody>
                ${node.progress.map(
                  (peer) => html`<tr>
                  <th scope="row">${peer.node}</th><td>${peer.nextIndex}</td><td>${peer.matchIndex}</td>
                </tr>`,
                )}
              </tbody>
            </table>`,
          )
        : nothing
    }
    ${
      node.state.length > 0
        ? fact(t('raft.state'), node.state.map(({ name, value }) => `${name}=${value}`).join(t('list.comma')))
        : nothing
    }
  `;
}

export function paxosFacts(node: PaxosNode, t: Translate): TemplateResult {
  const { proposer, accepted } = node;
  const isAcceptor = node.roles.includes('acceptor');
  return html`
    ${fact(t('paxos.roles'), node.roles.map((role) => t(`role.${role}`)).join(t('list.comma')))}
    ${isAcceptor ? fact(t('paxos.promised'), node.promised ?? t('paxos.nothing')) : nothing}
    ${
      isAcceptor
        ? fact(
            t('paxos.accepted'),
            accepted ? html`${era(accepted.era, accepted.ballot)} ${accepted.value}` : t('paxos.nothing'),
          )
        : nothing
    }
    ${
      proposer
        ? html`
          ${fact(t('paxos.phase'), t(`paxos.phase-${proposer.phase}`))}
          ${fact(t('paxos.ballot'), proposer.ballot ?? t('paxos.nothing'))}
          ${fact(t('paxos.asked-for'), proposer.wants ?? t('paxos.nothing'))}
          ${
            proposer.value === null
              ? nothing
              : fact(
                  t('paxos.value'),
                  t('list.remark', {
                    what: proposer.value,
                    remark: t(proposer.adopted ? 'paxos.adopted' : 'paxos.own'),
                  }),
                )
          }
          ${
            proposer.answers.length > 0
              ? fact(
                  t('paxos.answers-of'),
                  html`<span class="inspector-pips">${proposer.answers.map(
                    (answer) =>
                      html`<span class="inspector-pip ${answer.state}">${answer.node} ${t(`vote.${answer.state}`)}</span>`,
                  )}</span>`,
                )
              : nothing
          }
        `
        : nothing
    }
    ${node.chosen === null ? nothing : fact(t('paxos.learned-chosen'), node.chosen)}
  `;
}
