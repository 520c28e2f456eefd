/** The pictures of a run that only Raft has. */

import type { OwnViews } from '../depiction';
import { boxesPanel } from './boxes';
import { rolesPanel } from './roles';
import { termsPanel } from './terms';
import styles from './views.css?inline';

export const views: OwnViews = {
  panels: { roles: rolesPanel, boxes: boxesPanel, terms: termsPanel },
  styles,
};
