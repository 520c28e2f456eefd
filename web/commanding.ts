/** Command lines that somebody gives on the stage, takes back and brings back, and what somebody looks for in a run; and what is said of it. */

import { firstSentence } from './i18n/first-sentence';
import type { Translate } from './i18n/index';
import type { Notices } from './notices';
import { goneOn, noted } from './panels/prompt';
import { isRefusal } from './player/guard';
import type { Player } from './player/player';
import type { Scenario } from './protocols/depiction';
import type { StagePicture } from './stage-picture';
import type { RuleView } from './types';

/** The stage, as far as it is commanded. */
export interface Commanded {
  readonly player: () => Player | null;
  readonly picture: Pick<StagePicture, 'desk' | 'put'>;
  readonly notices: Pick<Notices, 'say' | 'news' | 'lacks' | 'refuse'>;
  readonly t: () => Translate;
  /** Whether there is a line in which commands are written. */
  readonly hasLine: () => boolean;
}

/** What the engine says to `help`: it changes nothing, as a refusal, but nothing was wrong. */
const ANSWER = 'error.commands';

/** One after the other, up to the first that is refused: why, or `null`. What was run is shown in the command line. */
export function runLines(stage: Commanded, lines: readonly string[]): string | null {
  let refusal: string | null = null;
  const ran = lines.filter((line) => {
    refusal ??= runLine(stage, line);
    return refusal === null;
  });
  // What was refused before is of no interest any more.
  const { notice, prompt } = stage.picture.desk;
  const isOld = refusal === null && notice?.tone === 'refusal';
  if (ran.length > 0) stage.picture.put({ prompt: noted(prompt, ran), ...(isOld ? { notice: null } : {}) });
  return refusal;
}

function runLine({ player, notices, t, hasLine }: Commanded, line: string): string | null {
  try {
    player()?.command(line);
    return null;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (error.key !== ANSWER) notices.refuse(error, hasLine() ? undefined : firstSentence);
    return t()(error.key, error.args);
  }
}

/** Says whether there was something to play. */
export function playScene(stage: Commanded, { key, lines }: Scenario): boolean {
  const view = stage.player()?.run.view;
  const wanted = view && lines(view);
  if (!wanted) stage.notices.say({ tone: 'refusal', ofNow: true, text: (t) => t(`scene.${key}.not-now`) });
  if (!wanted || runLines(stage, wanted) !== null) return false;
  stage.notices.news(`scene.${key}.says`);
  return true;
}

/**
 * Where what is looked for is not near enough, `key` says so: of the run that one still sees. `go` goes there, and afterwards `isThere`
 * says whether it has come.
 */
async function lookFor(
  { player: current, notices }: Commanded,
  go: (player: Player) => void,
  isThere: (player: Player) => boolean,
  key: string,
): Promise<void> {
  const player = current();
  if (!player) return;
  go(player);
  await player.there;
  if (player === current() && !isThere(player)) notices.lacks(key);
}

export function nextMilestone(stage: Commanded): void {
  const since = stage.player()?.now ?? 0;
  void lookFor(
    stage,
    (player) => player.nextMilestone(),
    (player) => !player.hasPassedNothing(since),
    'frame.no-milestone',
  );
}

export function nextOfRule(stage: Commanded, { events, missed }: RuleView): void {
  const keys = [...events, ...missed];
  void lookFor(
    stage,
    (player) => player.nextEvent(keys.join(' ')),
    ({ run }) => run.events.some(({ at, key }) => at === run.now && keys.includes(key)),
    'rules.no-next',
  );
}

export function takeBack(stage: Commanded): void {
  goOn(stage);
  sayLines(stage.notices, 'taken-back', 'nothing-to-take-back', stage.player()?.takeBack() ?? []);
}

export async function bringBack(stage: Commanded): Promise<void> {
  const { player, notices } = stage;
  goOn(stage);
  try {
    sayLines(notices, 'brought-back', 'nothing-to-bring-back', (await player()?.bringBack()) ?? []);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    notices.refuse(error);
  }
}

/** What stands in the command line belongs to before this. */
function goOn({ picture }: Commanded): void {
  picture.put({ prompt: goneOn(picture.desk.prompt) });
}

function sayLines(notices: Commanded['notices'], key: string, nothing: string, lines: readonly string[]): void {
  const line = lines.map((line) => line.replace(/^@\S+ /, '')).join('; ');
  if (line === '') notices.lacks(`frame.${nothing}`);
  else notices.news(`frame.${key}`, { line });
}
