/** Where the lines of a text stand on the page, and where in a line its letters do: SVG breaks no lines. */

let measuring: CanvasRenderingContext2D | null = null;
const ascents = new Map<string, number>();

/** How much of a line's height is above the baseline. */
export function ascentOf({ fontStyle, fontWeight, fontSize, fontFamily }: CSSStyleDeclaration): number {
  const font = `${fontStyle} ${fontWeight} ${fontSize} ${fontFamily}`;
  const known = ascents.get(font);
  if (known !== undefined) return known;
  measuring ??= document.createElement('canvas').getContext('2d');
  if (!measuring) return 0.8;
  measuring.font = font;
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = measuring.measureText('x');
  ascents.set(font, above / (above + below));
  return above / (above + below);
}

interface TextLine {
  readonly from: number;
  readonly to: number;
  readonly rect: DOMRect;
}

/** A text breaks where a letter stands lower than the one before. */
export function linesOf(node: Text): readonly TextLine[] {
  const range = document.createRange();
  range.selectNodeContents(node);
  if (range.getClientRects().length < 2)
    return [{ from: 0, to: node.data.length, rect: range.getBoundingClientRect() }];
  const lines: TextLine[] = [];
  let from = 0;
  let last: number | null = null;
  const close = (to: number) => {
    range.setStart(node, from);
    range.setEnd(node, to);
    lines.push({ from, to, rect: range.getBoundingClientRect() });
    from = to;
  };
  for (let at = 0; at < node.data.length; at += 1) {
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    const { top, width } = range.getBoundingClientRect();
    if (width === 0) continue;
    if (last !== null && top > last + 2) close(at);
    last = top;
  }
  close(node.data.length);
  return lines;
}
