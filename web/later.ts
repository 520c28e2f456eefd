/**
 * What is loaded only when somebody uses it. As one file: of several, the bundler would put what they share with the stage
 * into files of their own, which everybody has to wait for.
 */

export { settingsPanel, settingsStyles } from './panels/settings';
export { spaceTimePanel, spaceTimeStyles } from './panels/space-time';
export { Hunt } from './search/hunt';
