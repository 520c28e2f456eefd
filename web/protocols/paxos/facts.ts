/** What a node of Paxos holds, fact by fact. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../../i18n/index';
import { era, fact } from '../../panels/facts';
import type { PaxosNode } from '../../types';

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
