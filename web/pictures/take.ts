/** A picture of a run, or a film of a stretch of it: what one may ask for, and what is given where nothing is said. */

import { SPEED_MAX, SPEED_MIN } from '../constants';
import type { QuorateStage } from '../element';
import { shown } from '../shown';
import type { Ms } from '../types';
import { backstage, MOTIFS, type Motif, type Shot } from './backstage';
import { pngOf, sizeOf } from './bitmap';
import { FILMS, type FilmKind, filmOf } from './film';

export const FORMATS = ['svg', 'png', ...FILMS] as const;
export type PictureFormat = (typeof FORMATS)[number];

export interface PictureOptions {
  /** Without it, `svg`. */
  readonly format?: PictureFormat;
  /** Without it, `ring`. */
  readonly part?: Motif;
  /** In px. */
  readonly width?: number;
  readonly height?: number;
  /** Points a px, 1 to 4, of a picture of points. */
  readonly scale?: number;
  readonly theme?: 'light' | 'dark';
  /** Nothing behind it: `false`. */
  readonly background?: boolean;
  /** The time of the picture, in virtual ms; without it, the present. */
  readonly at?: Ms;
  /** Of a film, its stretch; without it, the whole run. */
  readonly from?: Ms;
  readonly to?: Ms;
  /** Virtual seconds a second of the film; without it, as the stage plays. */
  readonly speed?: number;
  readonly framesPerSecond?: number;
  readonly progress?: (done: number) => void;
  readonly signal?: AbortSignal;
}

const SIZES: Readonly<Record<Motif, { readonly width: number; readonly height: number }>> = {
  ring: { width: 800, height: 520 },
  logs: { width: 1000, height: 800 },
  'space-time': { width: 1000, height: 520 },
  all: { width: 1200, height: 800 },
};
const SCALE_MAX = 4;
const LENGTH_MAX = 4000;
const FRAMES_PER_SECOND_MAX = 60;
/** No run is longer: a day. */
const TIME_MAX = 86_400_000;

export async function takePicture(stage: QuorateStage, options: PictureOptions = {}): Promise<Blob> {
  if (typeof options !== 'object' || options === null)
    throw new TypeError(`toPicture takes an object, as { format: "png" }, not ${shown(options)}`);
  const { format = 'svg', part = 'ring', scale = format === 'png' ? 2 : 1, progress = () => {} } = options;
  oneOf('format', format, FORMATS);
  oneOf('part', part, MOTIFS);
  within('scale', scale, 1, SCALE_MAX);
  const { width = SIZES[part].width, height = SIZES[part].height, theme = 'light', background = true } = options;
  within('width', width, 200, LENGTH_MAX);
  within('height', height, 150, LENGTH_MAX);
  oneOf('theme', theme, ['light', 'dark']);
  const { speed = stage.speed, framesPerSecond = 20, signal = new AbortController().signal } = options;
  within('speed', speed, SPEED_MIN, SPEED_MAX);
  within('framesPerSecond', framesPerSecond, 1, FRAMES_PER_SECOND_MAX);
  for (const name of ['at', 'from', 'to'] as const) within(name, options[name] ?? 0, 0, TIME_MAX);
  await waitForRun(stage);
  const { at = stage.currentTime, from = 0, to = Math.max(from, stage.duration) } = options;
  if (to < from) throw new RangeError(`to is at least from, which is ${from}, not ${to}`);
  const shot: Shot = { part, width, height, theme, hasGround: background || isFilm(format) };
  return backstage(stage, shot, signal, async (camera) => {
    if (isFilm(format)) return filmOf({ kind: format, from, to, speed, framesPerSecond, scale }, camera, progress);
    const vector = await camera.take(at);
    if (format === 'svg') return new Blob([vector], { type: 'image/svg+xml' });
    const size = sizeOf(vector);
    return pngOf(vector, size.width, size.height, scale);
  });
}

/** Of a stage that has none, as one that was taken out of its page, the picture would be of another run. */
async function waitForRun(stage: QuorateStage): Promise<void> {
  if (stage.isConnected && stage.readyState < 4) await stage.ready;
  if (!stage.isConnected || stage.readyState === 0)
    throw new Error('a picture is taken of a stage that is in a page: this one is not, and shows no run');
}

function isFilm(format: PictureFormat): format is FilmKind {
  return (FILMS as readonly string[]).includes(format);
}

function oneOf(name: string, value: string, allowed: readonly string[]): void {
  if (!allowed.includes(value)) throw new TypeError(`${name} is one of ${allowed.join(', ')}, not ${shown(value)}`);
}

function within(name: string, value: number, least: number, most: number): void {
  if (!(typeof value === 'number' && value >= least && value <= most))
    throw new RangeError(`${name} is from ${least} to ${most}, not ${shown(value)}`);
}
