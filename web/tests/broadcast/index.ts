/**
 * A protocol of the tests' own, to see that a folder and an entry of the registry are all that a protocol needs: a
 * broadcast that is over when all have acknowledged it.
 */

import { nothing } from 'lit/html.js';
import type { Depiction } from '../../protocols/depiction';
import type { BroadcastNode } from './types';

export const depiction: Depiction<BroadcastNode> = {
  node: {
    asideSize: () => ({ width: 0, height: 0 }),
    asideBox: () => null,
    key: () => '',
    marks: ({ role, era }) => ({ disc: `${role} ${era}`, rim: '', aside: '' }),
    draw: (node, _view, _size, _aside, t) => ({
      words: [t(`role.${node.role}`), t('stage.era', { era: node.eraLabel })],
      era: [t('stage.era', { era: node.eraLabel }), node.eraLabel],
      border: node.role === 'sender' ? 'heavy' : 'plain',
      shape: 'disc',
      head: nothing,
      rim: nothing,
      aside: nothing,
    }),
  },
  shapes: { Announce: 'slip', Acknowledge: 'slip' },
  welcome: {
    tour: 'broadcast/tour',
    says: ({ nodes }) => ({ key: 'welcome.says', args: { count: nodes.length } }),
    tries: [],
  },
  scenes: [],
  hints: ['inspector.hint-request'],
  timeouts: [],
  liveness: [],
  room: { row: 35, rest: 3.5 },
  styles: '',
};
