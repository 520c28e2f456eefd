/** What a style draws around a box or within its border beside the border itself: outlines, and shadows that are sharp. */

export interface Ring {
  readonly width: number;
  /** From the edge of the border to the middle of the ring, outwards, in px. */
  readonly outwards: number;
  readonly colour: string;
}

/** Those of a computed style, the lowest first. What is blurred or stands beside the box is left out: it says nothing. */
export function ringsOf(
  style: Pick<CSSStyleDeclaration, 'boxShadow' | 'outlineStyle' | 'outlineWidth' | 'outlineOffset' | 'outlineColor'>,
  border: number,
): Ring[] {
  const shadows = style.boxShadow === 'none' ? [] : style.boxShadow.split(/,(?![^(]*\))/);
  const rings = shadows.flatMap((shadow) => {
    const [, colour, x, y, blur, spread, inset] =
      /^\s*(.*\)|\S+) (\S+)px (\S+)px (\S+)px (\S+)px( inset)?$/.exec(shadow) ?? [];
    const width = Number(spread);
    if (colour === undefined || !(width > 0) || [x, y, blur].some((length) => Number(length) !== 0)) return [];
    return [{ width, outwards: inset ? -border - width / 2 : width / 2, colour }];
  });
  const outline = style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth);
  const around =
    outline > 0
      ? [{ width: outline, outwards: Number.parseFloat(style.outlineOffset) + outline / 2, colour: style.outlineColor }]
      : [];
  return [...rings.reverse(), ...around];
}
