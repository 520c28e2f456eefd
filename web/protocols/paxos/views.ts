/** Paxos as the sequence diagram of the textbooks. */

import type { NodeView } from '../../types';
import type { OwnViews } from '../depiction';
import { said } from './said';

const ORDER = ['proposer', 'acceptor', 'learner'];

function rolesOf(node: NodeView): readonly string[] {
  return node.kind === 'paxos' ? node.roles : [];
}

export const views: OwnViews = {
  panels: {},
  sequence: {
    // Who proposes stands first; who only learns, last.
    rank: (node) => Math.min(...rolesOf(node).map((role) => ORDER.indexOf(role)), ORDER.length),
    heading: (node, t) => {
      const roles = rolesOf(node);
      return roles.length < ORDER.length ? roles.map((role) => t(`role.${role}`)).join(' + ') : '';
    },
    says: said,
  },
  styles: '',
};
