import { expect, test } from 'vitest';
import type { QuorateStage } from '../element';
import { type PictureOptions, takePicture } from './take';

/** A stage that was taken out of its page: nothing can be drawn of it. */
const LEFT = { isConnected: false, readyState: 0, speed: 1 / 20, currentTime: 0, duration: 500 } as QuorateStage;
/** One on which a run is. */
const SHOWN = { ...LEFT, isConnected: true, readyState: 4 } as QuorateStage;

function refusal(options: unknown, stage = SHOWN): Promise<string> {
  return takePicture(stage, options as PictureOptions).then(
    () => 'taken',
    (error: Error) => `${error.name}: ${error.message}`,
  );
}

test('a picture that cannot be taken is refused with what would be right', async () => {
  expect(await refusal('svg')).toBe('TypeError: toPicture takes an object, as { format: "png" }, not "svg"');
  expect(await refusal({ format: 'jpg' })).toBe('TypeError: format is one of svg, png, gif, webm, not "jpg"');
  expect(await refusal({ width: '300' })).toBe('RangeError: width is from 200 to 4000, not "300"');
  expect(await refusal({ at: Number.POSITIVE_INFINITY })).toBe('RangeError: at is from 0 to 86400000, not Infinity');
  for (const framesPerSecond of [0, -5, Number.NaN, 61])
    expect(await refusal({ format: 'gif', framesPerSecond })).toContain('framesPerSecond is from 1 to 60, not');
  for (const speed of [0, -1, '1/20', Number.NaN])
    expect(await refusal({ format: 'webm', speed })).toContain('speed is from 0.001 to 60, not');
  expect(await refusal({ format: 'gif', from: 400, to: 100 })).toBe(
    'RangeError: to is at least from, which is 400, not 100',
  );
});

test('of a stage without a run there is no picture, and none of another run', async () => {
  expect(await refusal({}, LEFT)).toMatch(/^Error: a picture is taken of a stage that is in a page/);
});

test('what is given up at once is not begun', async () => {
  expect(await refusal({ signal: AbortSignal.abort() })).toMatch(/^AbortError/);
});
