import { expect, test } from 'vitest';
import { SPEED_DEFAULT, SPEED_MAX, SPEED_MIN } from '../constants';
import { formatSpeed, formatTime, sliderOfSpeed, speedOfSlider } from './transport';

test.each([
  [1, '1×'],
  [2, '2×'],
  [1.5, '1.5×'],
  [60, '60×'],
  [1 / 30, '1/30×'],
  [1 / 1000, '1/1000×'],
  [0.4, '1/2.5×'],
  [0.5, '1/2×'],
])('the speed %d is written %s', (speed, written) => {
  expect(formatSpeed(speed)).toBe(written);
});

test('the slider spans all speeds, each place somewhat faster than the one before', () => {
  const last = sliderOfSpeed(SPEED_MAX);
  const speeds = Array.from({ length: last + 1 }, (_, place) => speedOfSlider(place));
  expect([speeds[0], speeds[last]]).toEqual([SPEED_MIN, SPEED_MAX]);
  for (const [place, speed] of speeds.entries()) {
    expect(sliderOfSpeed(speed)).toBe(place);
    expect(speed / (speeds[place - 1] ?? speed / 2)).toBeGreaterThan(1.1);
    expect(speed / (speeds[place - 1] ?? speed / 2)).toBeLessThanOrEqual(2.5);
  }
});

test.each([SPEED_DEFAULT, 1, 2, 5, 10, 60])('%d is a place of the slider', (speed) => {
  expect(speedOfSlider(sliderOfSpeed(speed))).toBe(speed);
});

test('times are whole milliseconds with their thousands apart', () => {
  expect(formatTime(999.9)).toBe('999\u202fms');
  expect(formatTime(1_234_567.8)).toBe('1\u202f234\u202f567\u202fms');
});
