import { expect, test } from 'vitest';
import { SPEED_DEFAULT, SPEED_MAX, SPEED_MIN } from '../constants';
import { formatSpeed, formatTime, sliderOfSpeed, speedOfSlider } from './transport';

test.each([
  [1, '1×'],
  [1 / 30, '1/30×'],
  [1 / 1000, '1/1000×'],
  [0.4, '1/2.5×'],
  [0.5, '1/2×'],
])('the speed %d is written %s', (speed, written) => {
  expect(formatSpeed(speed)).toBe(written);
});

test('the slider spans all speeds, evenly in their logarithm', () => {
  expect(speedOfSlider(0)).toBeCloseTo(SPEED_MIN);
  expect(speedOfSlider(65)).toBeCloseTo(SPEED_MAX);
  expect(speedOfSlider(40) / speedOfSlider(20)).toBeCloseTo(speedOfSlider(60) / speedOfSlider(40));
  expect(sliderOfSpeed(speedOfSlider(17))).toBe(17);
});

test('the default speed is a place of the slider', () => {
  expect(speedOfSlider(sliderOfSpeed(SPEED_DEFAULT)) / SPEED_DEFAULT).toBeCloseTo(1, 2);
});

test('times are whole milliseconds with their thousands apart', () => {
  expect(formatTime(999.9)).toBe('999\u202fms');
  expect(formatTime(1_234_567.8)).toBe('1\u202f234\u202f567\u202fms');
});
