/** What one does things with on the stage, loaded when somebody first does. */

import { menuPanel } from './stage/menu';
import menuStyles from './stage/menu.css?inline';

export const panels = { menu: menuPanel };

export const styles = menuStyles;
