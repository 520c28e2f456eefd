/** Whether a slide is dark, by the first of these backgrounds that has a colour. */
export function isDark(behind: readonly (HTMLElement | null | undefined)[]): boolean {
  for (const element of behind) {
    const light = element ? lightness(getComputedStyle(element).backgroundColor) : null;
    if (light !== null) return light < 0.5;
  }
  return false;
}

/** 0 to 1; nothing for what is transparent. */
function lightness(colour: string): number | null {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
  return alpha < 128 ? null : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
}
