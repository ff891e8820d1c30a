/** Browsers draw no canvas larger than this on a side. */
const LONGEST = 8_192;
const SCALE = 2;

async function loaded(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  // An address of the page's own: what the Content-Security-Policy allows, and what does not taint the canvas.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

/** The drawing as a picture, twice as fine as it is drawn where that is possible. @throws Error when the browser cannot draw it */
export async function pngOf({ svg, width, height }: { svg: string; width: number; height: number }): Promise<Blob> {
  const scale = Math.min(SCALE, LONGEST / width, LONGEST / height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.floor(width * scale));
  canvas.height = Math.max(1, Math.floor(height * scale));
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser cannot draw pictures.');
  context.drawImage(await loaded(svg), 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob === null ? reject(new Error('The picture is too large for this browser.')) : resolve(blob)), 'image/png'));
}
