/** The panels that tell of the run in words, but for its events: loaded when somebody first opens one. */

import { challengePanel } from './panels/challenge';
import challengeStyles from './panels/challenge.css?inline';
import { checksPanel } from './panels/checks';
import checksStyles from './panels/checks.css?inline';
import { inspectorPanel } from './panels/inspector';
import inspectorStyles from './panels/inspector.css?inline';
import { lessonPanel } from './panels/lesson';
import lessonStyles from './panels/lesson.css?inline';

/** What is told beside the picture. */
const told: typeof lessonPanel = (model, act, t) => (model.challenge ? challengePanel : lessonPanel)(model, act, t);

export const panels = { inspector: inspectorPanel, checks: checksPanel, lesson: told };

export const styles = inspectorStyles + checksStyles + lessonStyles + challengeStyles;
