/** The panels that tell of the run in words, but for its events: loaded when somebody first opens one. */

import { checksPanel } from './panels/checks';
import checksStyles from './panels/checks.css?inline';
import { inspectorPanel } from './panels/inspector';
import inspectorStyles from './panels/inspector.css?inline';
import { lessonPanel } from './panels/lesson';
import lessonStyles from './panels/lesson.css?inline';

export const panels = { inspector: inspectorPanel, checks: checksPanel, lesson: lessonPanel };

export const styles = inspectorStyles + checksStyles + lessonStyles;
