/**
 * What is loaded only when somebody uses it. As one file: of several, the bundler would put what they share with the stage
 * into files of their own, which everybody has to wait for.
 */

import { presenterPanel } from './panels/presenter';
import presenterStyles from './panels/presenter.css?inline';
import { settingsPanel } from './panels/settings';
import settingsStyles from './panels/settings.css?inline';
import { spaceTimePanel } from './panels/space-time';
import spaceTimeStyles from './panels/space-time.css?inline';

export { CounterexampleSearch } from './search/search';

export const panels = { presenter: presenterPanel, settings: settingsPanel, 'space-time': spaceTimePanel };

export const styles = spaceTimeStyles + settingsStyles + presenterStyles;
