/** From the page's pixels to the stage's own, however the page around it is scaled, turned or seen in perspective. */

import type { Point, Size } from './layout';

/** Where the corners of the stage are seen: above left, above right, below right, below left. */
export type Corners = readonly [Point, Point, Point, Point];

/** They are measured where the browser has put them: no transformation has to be known. */
export function cornersOf(floor: Element): Corners {
  const mark = document.createElement('i');
  mark.style.position = 'absolute';
  floor.append(mark);
  const seen = (across: string, down: string): Point => {
    mark.style.left = across;
    mark.style.top = down;
    const { x, y } = mark.getBoundingClientRect();
    return { x, y };
  };
  const corners: Corners = [seen('0', '0'), seen('100%', '0'), seen('100%', '100%'), seen('0', '100%')];
  mark.remove();
  return corners;
}

/**
 * The point of the stage that is seen there. A plane in perspective is seen as (a u + b v + c, d u + e v + f) / (g u + h v + 1);
 * the corners give all eight numbers (Heckbert, *Fundamentals of Texture Mapping and Image Warping*, 1989, section 2.2.3).
 */
export function ontoStage({ x, y }: Point, [p0, p1, p2, p3]: Corners, { width, height }: Size): Point {
  const [dx1, dx2, dx3] = [p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x];
  const [dy1, dy2, dy3] = [p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y];
  const area = dx1 * dy2 - dx2 * dy1 || 1;
  const g = (dx3 * dy2 - dx2 * dy3) / area;
  const h = (dx1 * dy3 - dx3 * dy1) / area;
  // What is seen at x and y lies on two lines through the plane: where they meet is the point.
  const [a, b] = [p1.x - p0.x + g * p1.x - g * x, p3.x - p0.x + h * p3.x - h * x];
  const [d, e] = [p1.y - p0.y + g * p1.y - g * y, p3.y - p0.y + h * p3.y - h * y];
  const whole = a * e - b * d || 1;
  const [right, down] = [x - p0.x, y - p0.y];
  return { x: ((right * e - b * down) / whole) * width, y: ((a * down - right * d) / whole) * height };
}
