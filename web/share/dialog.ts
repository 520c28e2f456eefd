/** What one may take along of a run: its link, a frame for a slide, a picture or a film, files. Loaded when somebody asks for it. */

import { isChallenge } from '../challenges';
import { openDialog, show } from '../dialog';
import type { QuorateStage } from '../element';
import { type Translate, translator } from '../i18n/index';
import type { Lang } from '../model';
import { type PictureChoice, type ShareAct, sharePanel } from '../panels/share';
import shareStyles from '../panels/share.css?inline';
import { type PictureOptions, takePicture } from '../pictures/take';
import { sheet } from '../theme/sheet';
import { sequenceOf } from './sequence';
import { skeletonOf } from './skeleton';

const styles = sheet(shareStyles);

/** The link is copied at once, where the browser lets it; what is refused is said on the stage. */
export async function shareRun(stage: QuorateStage, lang: Lang): Promise<void> {
  const run = stage.share();
  const root = stage.shadowRoot;
  // What writes it has not come, which the stage has said.
  if (run === '' || !root) return;
  const parameters = new URLSearchParams({ run, lang });
  // What somebody hands in says itself what it is for; the page has to be told before it opens it.
  const { lesson } = stage;
  if (lesson !== null && isChallenge(lesson)) parameters.set('lesson', lesson);
  const base = location.href.split('#')[0] ?? '';
  const link = `${base}#${parameters}`;
  const isCopied = await copies(link);
  await openShare(root, stage, { link, base, isCopied }, translator(lang, stage.view?.protocol));
}

/** Whether the browser has let it be copied: only a page that was served safely has a clipboard. */
async function copies(text: string): Promise<boolean> {
  return (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
    () => true,
    () => false,
  );
}

/** The run, as it is to be taken along. */
interface SharedLink {
  /** An address that opens it. */
  readonly link: string;
  /** Where the page of the link is. */
  readonly base: string;
  readonly isCopied: boolean;
}

async function openShare(
  root: ShadowRoot,
  stage: QuorateStage,
  { link, base, isCopied }: SharedLink,
  t: Translate,
): Promise<void> {
  const dialog = openDialog(root, 'share', styles, t);
  const { renderSVG } = await import('uqr');
  const code = isShort(link) ? renderSVG(link, { border: 2 }) : null;
  let choice: PictureChoice = {
    part: 'ring',
    format: 'svg',
    scale: 2,
    from: 0,
    to: Math.round(stage.duration),
    speed: stage.speed,
  };
  let work: { readonly progress: number; readonly cancel: () => void } | null = null;
  let said: string | null = isCopied ? t('share.copied') : null;
  const draw = () =>
    show(
      dialog,
      sharePanel({ link, code, embed: embedOf(link, base), choice, work, said, duration: stage.duration }, act, t),
    );
  const say = (key: string) => {
    said = t(key);
    draw();
  };
  const name = (stage.lesson ?? stage.view?.protocol ?? 'run').replaceAll('/', '-');
  const act: ShareAct = {
    copy: (text) =>
      void copies(text).then((isDone) => {
        const key = text === link ? 'share.copied' : 'share.copied-text';
        say(isDone ? key : 'share.copy-failed');
      }),
    choose: (change) => {
      const { from, to } = { ...choice, ...change };
      // The end that somebody moves takes the other one along.
      choice = { ...choice, ...change, ...(from > to && (change.from === undefined ? { from: to } : { to: from })) };
      said = null;
      draw();
    },
    take: () => void take(),
    saveRun: () => save(`quorate-${name}.run`, new Blob([stage.script], { type: 'text/plain' })),
    saveSkeleton: () =>
      save(
        `${name}.lesson`,
        new Blob([skeletonOf(stage.script, `${stage.view?.protocol ?? 'own'}/my-lesson`)], { type: 'text/plain' }),
      ),
    copySequence: () => act.copy(stage.recent ? sequenceOf(stage.recent, t) : ''),
    open: (file) => {
      dialog.close();
      // What is refused is said on the stage.
      void stage.openFile(file).catch(() => {});
    },
    close: () => dialog.close(),
  };

  async function take(): Promise<void> {
    const giveUp = new AbortController();
    const { part, format, scale, from, to, speed } = choice;
    const isPoints = format !== 'svg';
    const options: PictureOptions = {
      part,
      format,
      theme: isDark(stage) ? 'dark' : 'light',
      signal: giveUp.signal,
      progress: (progress) => {
        work = { progress, cancel: () => giveUp.abort() };
        draw();
      },
      ...(isPoints && { scale }),
      ...(format === 'gif' || format === 'webm' ? { from, to, speed } : {}),
    };
    options.progress?.(0);
    said = null;
    try {
      save(`quorate-${name}-${part}.${format}`, await takePicture(stage, options));
      said = t('share.saved');
    } catch (error) {
      said = giveUp.signal.aborted ? null : t(error instanceof RangeError ? 'share.too-long' : 'share.failed');
    }
    work = null;
    if (dialog.isConnected) draw();
  }

  dialog.addEventListener('close', () => work?.cancel());
  draw();
}

/** More letters are a code that no camera reads from a wall. */
function isShort(link: string): boolean {
  return link.length <= 1200;
}

function isDark({ theme }: QuorateStage): boolean {
  return theme === 'dark' || (theme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
}

/** The page in a frame, as any deck takes one. */
function embedOf(link: string, base: string): string {
  const hash = link.slice(link.indexOf('#') + 1);
  return `<iframe src="${base}#embed&controls=minimal&${hash}" title="Quorate" width="100%" height="480" frameborder="0" allow="fullscreen"></iframe>`;
}

function save(name: string, file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
