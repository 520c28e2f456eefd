/** A stretch of a run as a film: each picture is taken at its time, however long that takes, so none is missed and none waited for. */

import type { Ms } from '../types';
import type { Camera } from './backstage';
import { canvasOf, imageOf, sizeOf } from './bitmap';

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

/** 0 to 1. */
type FilmProgress = (done: number) => void;

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

export function filmOf(film: Film, camera: Camera, progress: FilmProgress): Promise<Blob> {
  return film.kind === 'gif' ? gif(film, camera, progress) : webm(film, camera, progress);
}

/** Draws one picture after the other on the same canvas. */
class Screen {
  private constructor(
    private readonly camera: Camera,
    private readonly context: OffscreenCanvasRenderingContext2D,
  ) {}

  static async of({ kind, from, scale }: Film, camera: Camera): Promise<Screen> {
    const { width, height } = sizeOf(await camera.take(from));
    // The codecs of films want even sizes.
    const even = (length: number) => Math.floor((length * scale) / 2) * 2;
    return new Screen(camera, canvasOf(even(width), even(height), kind === 'gif'));
  }

  get canvas(): OffscreenCanvas {
    return this.context.canvas;
  }

  async show(at: Ms): Promise<void> {
    const { width, height } = this.canvas;
    this.context.drawImage(await imageOf(await this.camera.take(at)), 0, 0, width, height);
  }

  /** The points of that picture, four bytes each. */
  async points(at: Ms): Promise<Uint32Array> {
    await this.show(at);
    const { width, height } = this.canvas;
    return new Uint32Array(this.context.getImageData(0, 0, width, height).data.buffer);
  }
}

async function gif(film: Film, camera: Camera, progress: FilmProgress): Promise<Blob> {
  const { GIFEncoder, quantize, applyPalette } = await import('gifenc');
  const times = timesOf(film);
  const screen = await Screen.of(film, camera);
  const { width, height } = screen.canvas;
  const samples = new Map<number, Uint32Array>();
  for (let sample = 0; sample < Math.min(SAMPLES, times.length); sample += 1) {
    const place = Math.floor((sample * (times.length - 1)) / Math.max(1, SAMPLES - 1));
    samples.set(place, await screen.points(times[place] ?? film.from));
  }
  const all = new Uint32Array(samples.size * width * height);
  for (const [order, sample] of [...samples.values()].entries()) all.set(sample, order * width * height);
  const palette = quantize(bytesOf(all), COLOURS);
  const same = palette.length;
  const encoder = GIFEncoder();
  let before: Uint32Array | null = null;
  for (const [place, at] of times.entries()) {
    const points = samples.get(place) ?? (await screen.points(at));
    // What is as in the picture before is not written again, nor looked up.
    const changed = changesOf(points, before);
    const colours = applyPalette(bytesOf(changed.map((at) => points[at] ?? 0)), palette);
    const written = new Uint8Array(points.length).fill(same);
    for (const [order, at] of changed.entries()) written[at] = colours[order] ?? same;
    before = points;
    encoder.writeFrame(written, width, height, {
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

function bytesOf({ buffer }: Uint32Array): Uint8ClampedArray {
  return new Uint8ClampedArray(buffer);
}

/** The places at which points are others than before; at first, all. */
function changesOf(points: Uint32Array, before: Uint32Array | null): Uint32Array {
  const places = new Uint32Array(points.length);
  let count = 0;
  for (let at = 0; at < points.length; at += 1) {
    if (before && points[at] === before[at]) continue;
    places[count] = at;
    count += 1;
  }
  return places.subarray(0, count);
}

async function webm(film: Film, camera: Camera, progress: FilmProgress): Promise<Blob> {
  const { BufferTarget, CanvasSource, Output, QUALITY_HIGH, WebMOutputFormat } = await import('./webm-encoder');
  const times = timesOf(film);
  const screen = await Screen.of(film, camera);
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const source = new CanvasSource(screen.canvas, { codec: 'vp9', bitrate: QUALITY_HIGH });
  output.addVideoTrack(source, { frameRate: film.framesPerSecond });
  try {
    await output.start();
    for (const [place, at] of times.entries()) {
      await screen.show(at);
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
