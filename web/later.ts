/**
 * What is loaded only when somebody uses it. As one file: of several, the bundler would put what they share with the stage
 * into files of their own, which everybody has to wait for.
 */

export { settingsPanel } from './panels/settings';
export { default as settingsStyles } from './panels/settings.css?inline';
export { spaceTimePanel } from './panels/space-time';
export { default as spaceTimeStyles } from './panels/space-time.css?inline';
export { Hunt } from './search/hunt';
