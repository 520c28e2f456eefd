/** A stretch of a run as a film: each picture is taken at its time, however long that takes, so none is missed and none waited for. */

import type { Ms } from '../types';
import type { Camera } from './backstage';
import { bitmapOf, sizeOf } from './bitmap';

export const FILMS = ['gif', 'webm'] as const;
export type FilmKind = (typeof FILMS)[number];

export interface Film {
  readonly kind: FilmKind;
  readonly from: Ms;
  readonly to: Ms;
  /** Virtual seconds a second of the film. */
  readonly speed: number;
  readonly framesPerSecond: number;
  /** Points a px. */
  readonly scale: number;
}

export interface Filming {
  /** 0 to 1. */
  readonly progress: (done: number) => void;
  readonly signal: AbortSignal;
}

/** More pictures would be a film that nobody shows. */
export const FRAMES_MAX = 1500;

/** Of so many pictures all colours of a GIF are chosen. */
const SAMPLES = 6;
const COLOURS = 255;

/** The time of each picture. */
export function timesOf({ from, to, speed, framesPerSecond }: Film): readonly Ms[] {
  const every = (1000 / framesPerSecond) * speed;
  const count = Math.max(1, Math.floor((to - from) / every) + 1);
  if (count > FRAMES_MAX) throw new RangeError(`${count} pictures are more than ${FRAMES_MAX}`);
  return Array.from({ length: count }, (_, at) => from + at * every);
}

/** Rejects with an `AbortError` where it is given up. */
export function filmOf(film: Film, camera: Camera, filming: Filming): Promise<Blob> {
  return film.kind === 'gif' ? gif(film, camera, filming) : webm(film, camera, filming);
}

async function shoot(film: Film, camera: Camera, at: Ms): Promise<OffscreenCanvas> {
  const vector = await camera.take(at);
  const { width, height } = sizeOf(vector);
  // The codecs of films want even sizes.
  const even = (length: number) => (Math.floor((length * film.scale) / 2) * 2) / film.scale;
  return bitmapOf(vector, even(width), even(height), film.scale);
}

async function gif(film: Film, camera: Camera, { progress, signal }: Filming): Promise<Blob> {
  const { GIFEncoder, quantize, applyPalette } = await import('gifenc');
  const times = timesOf(film);
  const chosen = Array.from(
    { length: Math.min(SAMPLES, times.length) },
    (_, at) => times[Math.floor((at * (times.length - 1)) / Math.max(1, SAMPLES - 1))] ?? film.from,
  );
  const samples: Uint8ClampedArray[] = [];
  for (const at of chosen) {
    signal.throwIfAborted();
    samples.push(pixelsOf(await shoot(film, camera, at)));
  }
  const all = new Uint8ClampedArray(samples.reduce((sum, { length }) => sum + length, 0));
  let filled = 0;
  for (const sample of samples) {
    all.set(sample, filled);
    filled += sample.length;
  }
  const palette = quantize(all, COLOURS);
  const same = palette.length;
  const encoder = GIFEncoder();
  let before: Uint8Array | null = null;
  for (const [place, at] of times.entries()) {
    signal.throwIfAborted();
    const canvas = await shoot(film, camera, at);
    const points = applyPalette(pixelsOf(canvas), palette);
    // What is as in the picture before is not written again.
    const old = before;
    const written = old ? points.map((point, at) => (point === old[at] ? same : point)) : points;
    before = points;
    encoder.writeFrame(written, canvas.width, canvas.height, {
      ...(place === 0 && { palette: [...palette, [0, 0, 0]], repeat: 0 }),
      delay: Math.round(1000 / film.framesPerSecond),
      transparent: place > 0,
      transparentIndex: same,
      dispose: 1,
    });
    progress((place + 1) / times.length);
  }
  encoder.finish();
  return new Blob([encoder.bytes()], { type: 'image/gif' });
}

function pixelsOf(canvas: OffscreenCanvas): Uint8ClampedArray {
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser cannot draw on a canvas');
  return context.getImageData(0, 0, canvas.width, canvas.height).data;
}

async function webm(film: Film, camera: Camera, { progress, signal }: Filming): Promise<Blob> {
  const { BufferTarget, CanvasSource, Output, QUALITY_HIGH, WebMOutputFormat } = await import('./webm-encoder');
  const times = timesOf(film);
  const first = await shoot(film, camera, film.from);
  const canvas = new OffscreenCanvas(first.width, first.height);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser cannot draw on a canvas');
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new CanvasSource(canvas, { codec: 'vp9', bitrate: QUALITY_HIGH });
  output.addVideoTrack(source, { frameRate: film.framesPerSecond });
  try {
    await output.start();
    for (const [place, at] of times.entries()) {
      signal.throwIfAborted();
      context.drawImage(place === 0 ? first : await shoot(film, camera, at), 0, 0);
      await source.add(place / film.framesPerSecond, 1 / film.framesPerSecond);
      progress((place + 1) / times.length);
    }
    await output.finalize();
  } catch (error) {
    await output.cancel().catch(() => {});
    throw error;
  }
  return new Blob([target.buffer ?? new ArrayBuffer(0)], { type: 'video/webm' });
}
