/** A colour as every program that reads SVG knows it: six digits, and how strong. A browser computes many kinds more. */

export interface Colour {
  readonly text: string;
  /** 0 to 1. */
  readonly alpha: number;
}

const known = new Map<string, Colour>();
let canvas: OffscreenCanvasRenderingContext2D | null = null;

export function colourOf(computed: string): Colour {
  const colour = known.get(computed) ?? read(computed);
  known.set(computed, colour);
  return colour;
}

/** It is painted, and looked at. */
function read(computed: string): Colour {
  canvas ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  if (!canvas) return { text: computed, alpha: 1 };
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = computed;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
  const digits = [red, green, blue].map((part) => part.toString(16).padStart(2, '0'));
  return { text: `#${digits.join('')}`, alpha: Math.round((alpha / 255) * 1000) / 1000 };
}
