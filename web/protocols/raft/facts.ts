/** What a node of Raft holds, fact by fact. */

import { html, nothing, type TemplateResult } from 'lit/html.js';
import type { Translate } from '../../i18n/index';
import { era, fact } from '../../panels/facts';
import type { Configuration, RaftNode, SettingView, Value } from '../../types';
import { tally } from './membership';

/** `A B C`, or `A B C → A B C D E` while joint. */
export function members({ voters, old }: Configuration): string {
  const list = (nodes: Configuration['voters']) => nodes.join(' ') || '–';
  return old.length === 0 ? list(voters) : `${list(old)} → ${list(voters)}`;
}

/** What a state machine holds. */
export function values(state: readonly Value[], t: Translate): string {
  return state.map(({ name, value }) => `${name}=${value}`).join(t('list.comma'));
}

function configurationFact({ configuration }: RaftNode, t: Translate): TemplateResult {
  const { index, committed, old } = configuration;
  const remarks = [
    ...(old.length > 0 ? [t('raft.joint')] : []),
    index === 0
      ? t('raft.from-the-start')
      : t(committed ? 'raft.members-committed' : 'raft.members-uncommitted', { index }),
  ];
  return fact(
    t('raft.members'),
    t('list.remark', { what: members(configuration), remark: remarks.join(t('list.comma')) }),
  );
}

function snapshotFact({ index, term, state, configuration }: NonNullable<RaftNode['snapshot']>, t: Translate) {
  return fact(
    t('raft.snapshot'),
    html`${t('raft.up-to', { index })} ${era(term, `${term}`)}<br />${values(state, t) || t('log.state-empty')}<br />${t('raft.members')}${t('list.colon')}${members(configuration)}`,
  );
}

export function raftFacts(node: RaftNode, t: Translate, settings: readonly SettingView[]): TemplateResult {
  const last = node.log.at(-1) ?? node.snapshot;
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
    ${configurationFact(node, t)}
    ${node.snapshot ? snapshotFact(node.snapshot, t) : nothing}
    ${
      votes.length > 0
        ? fact(
            t(node.role === 'precandidate' ? 'raft.pre-votes' : 'raft.votes'),
            html`<span class="inspector-pips">${votes}</span>${tally(node, settings).map(
              ({ of, had, members: all, needed }) =>
                html`<div>${t(`raft.majority-${of}`, { had, all: all.length, needed })}</div>`,
            )}`,
          )
        : nothing
    }
    ${node.transfer ? fact(t('raft.transfer'), node.transfer) : nothing}
    ${
      node.catchingUp
        ? fact(
            t('raft.catching-up'),
            t('raft.round', { nodes: node.catchingUp.nodes.join(' '), round: node.catchingUp.round }),
          )
        : nothing
    }
    ${node.lease ? fact(t('raft.lease'), t('raft.lease-means')) : nothing}
    ${node.reads > 0 ? fact(t('raft.reads'), node.reads) : nothing}
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
    ${node.state.length > 0 ? fact(t('raft.state'), values(node.state, t)) : nothing}
  `;
}
