import { expect, test } from 'vitest';
import { ringsOf } from './rings';

const NONE = {
  boxShadow: 'none',
  outlineStyle: 'none',
  outlineWidth: '3px',
  outlineOffset: '0px',
  outlineColor: 'rgb(1, 2, 3)',
};

test('an edge within the border is a ring inside of it, and the first that is written lies on top', () => {
  const boxShadow = 'rgb(0, 0, 255) 0px 0px 0px 1px inset, color(srgb 1 0 0 / 0.5) 0px 0px 0px 2px inset';
  expect(ringsOf({ ...NONE, boxShadow }, 2)).toEqual([
    { width: 2, outwards: -3, colour: 'color(srgb 1 0 0 / 0.5)' },
    { width: 1, outwards: -2.5, colour: 'rgb(0, 0, 255)' },
  ]);
});

test('around the box stand what is sharp and the outline', () => {
  expect(ringsOf({ ...NONE, boxShadow: 'rgb(9, 9, 9) 0px 0px 0px 4px' }, 1)).toEqual([
    { width: 4, outwards: 2, colour: 'rgb(9, 9, 9)' },
  ]);
  expect(ringsOf({ ...NONE, outlineStyle: 'solid', outlineOffset: '-6px' }, 1)).toEqual([
    { width: 3, outwards: -4.5, colour: 'rgb(1, 2, 3)' },
  ]);
});

test('what is blurred or beside the box is no ring', () => {
  expect(ringsOf({ ...NONE, boxShadow: 'rgba(0, 0, 0, 0.25) 0px 3px 12px 0px' }, 1)).toEqual([]);
  expect(ringsOf({ ...NONE, boxShadow: 'rgb(0, 0, 0) -6px 0px 0px 0px' }, 1)).toEqual([]);
  expect(ringsOf(NONE, 1)).toEqual([]);
});
