/** What explains the stage, and what one does things with on it: loaded once something has happened there, or somebody points at it. */

import aboutStyles from './panels/about.css?inline';
import { freePlayPanel } from './panels/free-play';
import freePlayStyles from './panels/free-play.css?inline';
import { helpPanel } from './panels/help';
import helpStyles from './panels/help.css?inline';
import legendStyles from './panels/legend.css?inline';
import { menuPanel } from './stage/menu';
import menuStyles from './stage/menu.css?inline';
import tipStyles from './tips.css?inline';

export { Tips } from './tips';

export const panels = { menu: menuPanel, help: helpPanel, 'free-play': freePlayPanel };

export const styles = menuStyles + helpStyles + legendStyles + freePlayStyles + aboutStyles + tipStyles;
