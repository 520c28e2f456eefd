/** A picture as points, so many a px. */

export async function bitmapOf(vector: string, width: number, height: number, scale: number): Promise<OffscreenCanvas> {
  const image = new Image();
  // As text in the address: of a blob some browsers say that it is of another origin.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(vector)}`;
  await image.decode();
  const canvas = new OffscreenCanvas(Math.round(width * scale), Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('this browser cannot draw on a canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

export async function pngOf(vector: string, width: number, height: number, scale: number): Promise<Blob> {
  return (await bitmapOf(vector, width, height, scale)).convertToBlob({ type: 'image/png' });
}

/** Its size stands in it. */
export function sizeOf(vector: string): { readonly width: number; readonly height: number } {
  const [, width = '0', height = '0'] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(vector) ?? [];
  return { width: Number(width), height: Number(height) };
}
