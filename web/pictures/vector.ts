/**
 * What stands on the page as one self-contained SVG: shapes, letters and boxes with the looks that they are computed to have, and
 * nothing that only a browser can draw. So a paper can print it, and an editor open it; the letters stay letters, in fonts by
 * their names.
 */

import { type Colour, colourOf } from './colour';
import { type Attributes, escaped, number, tag } from './markup';
import { ringsOf } from './rings';
import { ascentOf, linesOf } from './text-lines';

/** Properties of shapes and letters, where they are not what SVG takes anyway. */
const LOOKS: Readonly<Record<string, string>> = {
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-dashoffset': '0px',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'paint-order': 'normal',
};
const LETTERS: Readonly<Record<string, string>> = {
  'font-style': 'normal',
  'font-weight': '400',
  'letter-spacing': 'normal',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
};

/** Attributes that say what a shape is. How it looks is computed. */
const SHAPE = [
  'd',
  'x',
  'y',
  'x1',
  'y1',
  'x2',
  'y2',
  'cx',
  'cy',
  'r',
  'rx',
  'ry',
  'dx',
  'dy',
  'width',
  'height',
  'points',
  'pathLength',
];
const SHAPES = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon']);

export interface Canvas {
  /** The part of the window that is the picture, in px. */
  readonly box: DOMRect;
  /** What is behind it; `null`: nothing. */
  readonly ground: string | null;
  /** Read to those who cannot see it. */
  readonly title: string;
  /** What is not drawn, as a selector. */
  readonly leftOut: string;
}

/** The picture of an element and all in it. */
export function vectorOf(element: Element, { box, ground, title, leftOut }: Canvas): string {
  const drawing = new Drawing(box, leftOut);
  drawing.draw(element);
  const { width, height } = box;
  const size = `viewBox="0 0 ${number(width)} ${number(height)}" width="${number(width)}" height="${number(height)}"`;
  const behind = ground === null ? '' : tag('rect', { width, height, ...paint('fill', colourOf(ground)) });
  const defs = drawing.defs.length > 0 ? `<defs>${drawing.defs.join('')}</defs>` : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img">\n<title>${escaped(title)}</title>${defs}${behind}\n${drawing.parts.join('\n')}\n</svg>\n`;
}

class Drawing {
  readonly defs: string[] = [];
  parts: string[] = [];
  private readonly patterns = new Map<Element, string>();

  constructor(
    private readonly box: DOMRect,
    private readonly leftOut: string,
  ) {}

  draw(element: Element): void {
    const style = getComputedStyle(element);
    if (style.display === 'none' || Number(style.opacity) === 0 || element.matches(this.leftOut)) return;
    if (element instanceof SVGSVGElement) this.within(style, clipOf(element, style), () => this.svg(element, style));
    else if (element instanceof HTMLElement) {
      if (style.visibility === 'visible') this.boxOf(element.getBoundingClientRect(), style);
      this.within(style, clipOf(element, style), () => {
        this.added(element, style, '::before');
        this.inside(element, style);
        this.added(element, style, '::after');
      });
    }
  }

  /** What is drawn meanwhile is faint together, and cut together. */
  private within(style: CSSStyleDeclaration, clip: DOMRect | null, draw: () => void): void {
    const outer = this.parts;
    this.parts = [];
    draw();
    const drawn = this.parts;
    this.parts = outer;
    if (drawn.length === 0) return;
    const clipped = clip && this.clip(clip);
    const opacity = Number(style.opacity) < 1 ? style.opacity : null;
    if (!clipped && opacity === null) this.parts.push(...drawn);
    else this.parts.push(tag('g', { 'clip-path': clipped, opacity }, `\n${drawn.join('\n')}\n`));
  }

  private clip({ x, y, width, height }: DOMRect): string {
    const rect = tag('rect', { ...this.at(x, y), width, height });
    return `url(#${this.define((id) => tag('clipPath', { id }, rect), 'clip')})`;
  }

  private define(write: (id: string) => string, name: string): string {
    const id = `${name}-${this.defs.length + 1}`;
    this.defs.push(write(id));
    return id;
  }

  private at(x: number, y: number): { readonly x: number; readonly y: number } {
    return { x: x - this.box.x, y: y - this.box.y };
  }

  // ── Boxes ────────────────────────────────────────────────────────────────────────────────────────────────────────

  private inside(element: HTMLElement, style: CSSStyleDeclaration): void {
    // What lies over its neighbours stands last, whatever the order of the markup.
    const children = [...element.childNodes].map((node) => ({ node, level: levelOf(node) }));
    for (const { node } of children.sort((one, other) => one.level - other.level)) {
      if (node instanceof Text) {
        if (style.visibility === 'visible') this.letters(node, style);
      } else if (node instanceof HTMLSlotElement) for (const slotted of node.assignedElements()) this.draw(slotted);
      else if (node instanceof Element) this.draw(node);
    }
  }

  private boxOf(rect: DOMRect, style: CSSStyleDeclaration): void {
    this.edged(rect, style);
    const { x, y } = this.at(rect.x, rect.y);
    const hatch = /^repeating-linear-gradient\(.*?([a-z]+\([^()]*\))[^()]*\)$/.exec(style.backgroundImage)?.[1];
    if (hatch) this.parts.push(tag('rect', { x, y, width: rect.width, height: rect.height, fill: this.hatch(hatch) }));
    const border = style.borderTopStyle === 'none' ? 0 : Number.parseFloat(style.borderTopWidth);
    const round = Number.parseFloat(style.borderTopLeftRadius) || 0;
    for (const { width, outwards, colour } of ringsOf(style, border))
      this.parts.push(
        tag('rect', {
          x: x - outwards,
          y: y - outwards,
          width: Math.max(0, rect.width + 2 * outwards),
          height: Math.max(0, rect.height + 2 * outwards),
          rx: Math.max(0, Math.min(round, rect.height / 2) + outwards) || null,
          fill: 'none',
          ...paint('stroke', colourOf(colour)),
          'stroke-width': width,
        }),
      );
  }

  /** As the ground of what is down is hatched on the page. */
  private hatch(colour: string): string {
    const line = tag('rect', { width: 2, height: 6, ...paint('fill', colourOf(colour)) });
    const looks = { width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' };
    return `url(#${this.define((id) => tag('pattern', { id, ...looks }, line), 'hatch')})`;
  }

  /** A box that a style adds, such as a dot at a corner: it stands where the style says, within its element. */
  private added(element: HTMLElement, style: CSSStyleDeclaration, which: '::before' | '::after'): void {
    const own = getComputedStyle(element, which);
    if (own.content !== '""' || own.position !== 'absolute' || own.display === 'none' || style.position === 'static')
      return;
    const rect = element.getBoundingClientRect();
    const [left, top, width, height] = [own.left, own.top, own.width, own.height].map(Number.parseFloat);
    if (left === undefined || top === undefined || !width || !height) return;
    const at = [rect.x + element.clientLeft + left, rect.y + element.clientTop + top] as const;
    this.boxOf(new DOMRect(...at, width, height), own);
  }

  private edged(rect: DOMRect, style: CSSStyleDeclaration): void {
    if (rect.width === 0 || rect.height === 0) return;
    const ground = colourOf(style.backgroundColor);
    const edges = (['Top', 'Right', 'Bottom', 'Left'] as const).map((side) => ({
      width: style[`border${side}Style`] === 'none' ? 0 : Number.parseFloat(style[`border${side}Width`]),
      dash: style[`border${side}Style`],
      colour: colourOf(style[`border${side}Color`]),
    }));
    const [top] = edges;
    const isEven = edges.every(
      (edge) => edge.width === top?.width && edge.dash === top.dash && edge.colour.text === top.colour.text,
    );
    const rx = Math.min(Number.parseFloat(style.borderTopLeftRadius) || 0, rect.height / 2) || null;
    const { x, y } = this.at(rect.x, rect.y);
    if (isEven && top && top.width > 0 && top.colour.alpha > 0) {
      const half = top.width / 2;
      this.parts.push(
        tag('rect', {
          x: x + half,
          y: y + half,
          width: Math.max(0, rect.width - top.width),
          height: Math.max(0, rect.height - top.width),
          rx,
          ...paint('fill', ground),
          ...paint('stroke', top.colour),
          'stroke-width': top.width,
          'stroke-dasharray': dashes(top.dash, top.width),
        }),
      );
      return;
    }
    if (ground.alpha > 0)
      this.parts.push(tag('rect', { x, y, width: rect.width, height: rect.height, rx, ...paint('fill', ground) }));
    const ends = [
      [x, y, x + rect.width, y],
      [x + rect.width, y, x + rect.width, y + rect.height],
      [x, y + rect.height, x + rect.width, y + rect.height],
      [x, y, x, y + rect.height],
    ];
    edges.forEach(({ width, dash, colour }, side) => {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = ends[side] ?? [];
      if (width === 0 || colour.alpha === 0) return;
      const line = { x1, y1, x2, y2, ...paint('stroke', colour), 'stroke-width': width };
      this.parts.push(tag('line', { ...line, 'stroke-dasharray': dashes(dash, width) }));
    });
  }

  /** Each line of a text by itself, as wide as it is here: another font does not make it run into its neighbour. */
  private letters(node: Text, style: CSSStyleDeclaration): void {
    const text = node.data;
    if (text.trim() === '') return;
    for (const { from, to, rect } of linesOf(node)) {
      const line = text.slice(from, to).replaceAll(/\s+/g, ' ').trim();
      if (line === '' || rect.width === 0) continue;
      const { x, y } = this.at(rect.x, rect.y);
      const baseline = y + rect.height * ascentOf(style);
      const colour = colourOf(style.color);
      const cased = style.textTransform === 'uppercase' ? line.toUpperCase() : line;
      this.parts.push(
        tag(
          'text',
          {
            x,
            y: baseline,
            textLength: rect.width,
            lengthAdjust: 'spacingAndGlyphs',
            ...paint('fill', colour),
            ...fontOf(style),
          },
          escaped(cased),
        ),
      );
      if (style.textDecorationLine.includes('line-through') || node.parentElement?.closest('del')) {
        const middle = y + rect.height * 0.55;
        this.parts.push(tag('line', { x1: x, y1: middle, x2: x + rect.width, y2: middle, ...paint('stroke', colour) }));
      }
    }
  }

  // ── Drawings ─────────────────────────────────────────────────────────────────────────────────────────────────────

  private svg(root: SVGSVGElement, style: CSSStyleDeclaration): void {
    const matrix = root.getScreenCTM();
    if (!matrix || style.visibility !== 'visible') return;
    const { x, y } = this.at(matrix.e, matrix.f);
    const placed = [matrix.a, matrix.b, matrix.c, matrix.d, x, y].map(number).join(' ');
    const drawn = this.shapes(root, root);
    if (drawn) this.parts.push(tag('g', { transform: `matrix(${placed})` }, `\n${drawn}\n`));
  }

  private shapes(parent: Element, root: SVGSVGElement): string {
    return [...parent.children].map((child) => this.shape(child, root)).join('');
  }

  private shape(element: Element, root: SVGSVGElement): string {
    if (!(element instanceof SVGGraphicsElement) || element instanceof SVGDefsElement) return '';
    const style = getComputedStyle(element);
    if (style.display === 'none' || Number(style.opacity) === 0) return '';
    const transform = ownTransform(element);
    const opacity = Number(style.opacity) < 1 ? style.opacity : null;
    const clip = /^url\("?#([^")]+)"?\)$/.exec(element.getAttribute('clip-path') ?? '')?.[1];
    const around: Attributes = { transform, opacity, 'clip-path': clip ? this.clipPath(clip, root) : null };
    const name = element.localName;
    if (name === 'svg') {
      const { x, y } = element.getBBox();
      return tag(
        'g',
        { ...around, transform: transform ?? `translate(${number(x)} ${number(y)})` },
        this.shapes(element, root),
      );
    }
    if (name === 'use') return '';
    if (SHAPES.has(name)) {
      if (style.visibility !== 'visible') return '';
      const looks = { ...this.paints(style, root), ...unlike(style, LOOKS) };
      if (looks.fill === 'none' && looks.stroke === undefined) return '';
      return tag(name, { ...around, ...shapeOf(element), ...looks });
    }
    if (name === 'text') {
      if (style.visibility !== 'visible') return '';
      return tag('text', { ...around, ...this.textLooks(element, style, root) }, this.spans(element, root));
    }
    const inside = this.shapes(element, root);
    const isBare = Object.values(around).every((value) => value === null);
    return isBare || inside === '' ? inside : tag('g', around, inside);
  }

  private spans(text: Element, root: SVGSVGElement): string {
    return [...text.childNodes]
      .map((node) => {
        if (node instanceof Text) return escaped(node.data.replaceAll(/\s+/g, ' '));
        if (!(node instanceof SVGTextContentElement)) return '';
        return tag('tspan', this.textLooks(node, getComputedStyle(node), root), this.spans(node, root));
      })
      .join('');
  }

  private textLooks(element: Element, style: CSSStyleDeclaration, root: SVGSVGElement): Attributes {
    return {
      ...shapeOf(element),
      ...this.paints(style, root),
      ...unlike(style, LOOKS),
      ...fontOf(style),
      ...unlike(style, LETTERS),
    };
  }

  private paints(style: CSSStyleDeclaration, root: SVGSVGElement): Record<string, string | number> {
    const looks: Record<string, string | number> = {};
    for (const name of ['fill', 'stroke'] as const) {
      const value = style[name];
      const pattern = /^url\("?#([^")]+)"?\)/.exec(value)?.[1];
      if (pattern) looks[name] = this.pattern(pattern, root);
      else if (value !== 'none') Object.assign(looks, paint(name, colourOf(value), Number(style[`${name}Opacity`])));
      else if (name === 'fill') looks[name] = 'none';
    }
    return looks;
  }

  private pattern(id: string, root: SVGSVGElement): string {
    const pattern = (root.getRootNode() as ParentNode).querySelector(`#${CSS.escape(id)}`);
    if (!(pattern instanceof SVGPatternElement)) return 'none';
    const known = this.patterns.get(pattern);
    if (known) return `url(#${known})`;
    const inside = this.shapes(pattern, root);
    const kept = ['width', 'height', 'patternUnits', 'patternTransform'].map((name) => [
      name,
      pattern.getAttribute(name),
    ]);
    const made = this.define((id) => tag('pattern', { id, ...Object.fromEntries(kept) }, inside), 'pattern');
    this.patterns.set(pattern, made);
    return `url(#${made})`;
  }

  private clipPath(id: string, root: SVGSVGElement): string | null {
    const clip = root.querySelector(`#${CSS.escape(id)}`);
    if (!clip) return null;
    const shapes = [...clip.children].map((shape) => tag(shape.localName, shapeOf(shape))).join('');
    return `url(#${this.define((id) => tag('clipPath', { id }, shapes), 'clip')})`;
  }
}

function clipOf(element: Element, { overflowX, overflowY }: CSSStyleDeclaration): DOMRect | null {
  return overflowX === 'visible' && overflowY === 'visible' ? null : element.getBoundingClientRect();
}

function levelOf(node: Node): number {
  return node instanceof Element ? Number.parseInt(getComputedStyle(node).zIndex, 10) || 0 : 0;
}

/** Where CSS moves it, that counts, at this very moment of a movement; else what its attribute says. */
function ownTransform(element: SVGGraphicsElement): string | null {
  const parent = element.parentNode;
  const [own, outer] = [element.getScreenCTM(), parent instanceof SVGGraphicsElement ? parent.getScreenCTM() : null];
  if (!own || !outer) return element.getAttribute('transform');
  const { a, b, c, d, e, f } = outer.inverse().multiply(own);
  const parts = [a, b, c, d, e, f].map(number);
  return parts.join(' ') === '1 0 0 1 0 0' ? null : `matrix(${parts.join(' ')})`;
}

function shapeOf(element: Element): Attributes {
  return Object.fromEntries(SHAPE.map((name) => [name, element.getAttribute(name)]));
}

function unlike(style: CSSStyleDeclaration, usual: Readonly<Record<string, string>>): Attributes {
  const looks = Object.entries(usual).map(([name, value]) => [name, style.getPropertyValue(name), value] as const);
  return Object.fromEntries(
    looks.filter(([, now, value]) => now !== value && now !== '').map(([name, now]) => [name, now]),
  );
}

function fontOf(style: CSSStyleDeclaration): Attributes {
  return {
    'font-family': style.fontFamily.replaceAll('"', "'"),
    'font-size': style.fontSize,
    'font-weight': style.fontWeight === '400' ? null : style.fontWeight,
    'font-style': style.fontStyle === 'normal' ? null : style.fontStyle,
  };
}

function paint(name: 'fill' | 'stroke', { text, alpha }: Colour, opacity = 1): Record<string, string | number> {
  const strength = alpha * opacity;
  if (strength === 0) return name === 'fill' ? { fill: 'none' } : {};
  return strength < 1 ? { [name]: text, [`${name}-opacity`]: number(strength) } : { [name]: text };
}

function dashes(style: string, width: number): string | null {
  if (style === 'dashed') return `${number(width * 2.5)} ${number(width * 2)}`;
  return style === 'dotted' ? `${number(width)} ${number(width)}` : null;
}
