/** A picture as points, so many a px. */

export async function imageOf(vector: string): Promise<HTMLImageElement> {
  const image = new Image();
  // As text in the address: of a blob some browsers say that it is of another origin.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(vector)}`;
  await image.decode();
  return image;
}

/** What is drawn on. `isRead`: its points are asked for again and again. */
export function canvasOf(width: number, height: number, isRead: boolean): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: isRead });
  if (!context) throw new Error('this browser cannot draw on a canvas');
  return context;
}

export async function pngOf(vector: string, width: number, height: number, scale: number): Promise<Blob> {
  const image = await imageOf(vector);
  const context = canvasOf(Math.round(width * scale), Math.round(height * scale), true);
  const { canvas } = context;
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: 'image/png' });
}

/** Its size stands in it. */
export function sizeOf(vector: string): { readonly width: number; readonly height: number } {
  const [, width = '0', height = '0'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(vector) ?? [];
  return { width: Number(width), height: Number(height) };
}
