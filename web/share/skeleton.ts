/**
 * A lesson to be written, of a run that was played: what was done is there, step by step, and the words are left to say. Where
 * somebody has waited before doing the next thing, a step begins.
 */

/** A pause of this length between two acts, in virtual ms, is the end of a step. */
const PAUSE_MS = 200;

const HEAD = /^(protocol|nodes|seed|names|log|configure) /;

/** `name`: `family/name`, as the lesson is to be called. */
export function skeletonOf(script: string, name: string): string {
  const lines = script.split('\n').filter((line) => line !== '');
  const head = lines.filter((line) => !line.startsWith('@'));
  const timed = lines.flatMap((line) => {
    const [, time = '', command = ''] = /^@([\d.]+)(?: (.+))?$/.exec(line) ?? [];
    return time === '' ? [] : [{ at: Number(time), command }];
  });
  const lesson = [`lesson ${name}`, 'title en TITLE', 'title zh 标题', ...head.filter((line) => HEAD.test(line)), ''];
  // What was set before the first moment belongs to the first step.
  const settings = head.filter((line) => !HEAD.test(line));
  const body: string[] = [];
  let now = 0;
  let isOpen = false;
  const close = () => {
    if (isOpen) body.push('then en WHAT WAS SEEN', 'then zh 看到了什么', '');
    isOpen = false;
  };
  const open = () => {
    if (!isOpen) body.push('step', 'say en WHAT TO LOOK AT', 'say zh 看哪里', ...settings.splice(0));
    isOpen = true;
  };
  for (const { at, command } of timed) {
    const waited = round(at - now);
    if (waited >= PAUSE_MS && isOpen && body.at(-1)?.startsWith('wait') === false) {
      body.push(`wait ${waited}`);
      if (command !== '') close();
    } else if (waited > 0) {
      open();
      body.push(`wait ${waited}`);
    }
    now = at;
    if (command === '') continue;
    open();
    body.push(command);
  }
  close();
  return `${[...lesson, ...body].join('\n').trimEnd()}\n`;
}

/** To the microsecond, which is what a script tells. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
